//! A text as it is compared: small letters without accents, one kind of space, dash, digit and kana. Nobody is
//! shown it.

/// What is not seen, put between digits or letters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' | '\u{20e3}')
        || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Wide signs of East Asian keyboards as the usual ones, other digits as ours, katakana as hiragana.
fn narrow(c: char) -> char {
    let moved =
        |from: char, to: char| char::from_u32(u32::from(c) - u32::from(from) + u32::from(to)).unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => moved('\u{ff01}', '!'),
        '\u{660}'..='\u{669}' => moved('\u{660}', '0'),
        '\u{6f0}'..='\u{6f9}' => moved('\u{6f0}', '0'),
        '①'..='⑨' => moved('①', '1'),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((u32::from(c) - 0x1d7ce) % 10, 10).unwrap_or(c),
        'ァ'..='ヶ' => moved('ァ', 'ぁ'),
        '⓪' => '0',
        '﹫' => '@',
        '。' | '｡' => '.',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

/// Letters without accents: many people leave them out.
fn bare(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ё' => 'е',
        c => c,
    }
}

/// The text as it is compared.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().filter(|c| !is_invisible(*c)).map(narrow).peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let c = digit_alike(c, last, next).unwrap_or(c);
        last = c;
        match c {
            'ß' => plain.push_str("ss"),
            c if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
            c => plain.extend(c.to_lowercase().map(bare)),
        }
    }
    plain
}

/// The digit that a letter stands for beside digits: O for nought, I and l for one.
fn digit_alike(c: char, last: char, next: char) -> Option<char> {
    let (behind, before) = (last.is_ascii_digit(), next.is_ascii_digit());
    match c {
        'o' | 'O' | 'о' | 'О' if behind && !next.is_alphabetic() || before && !last.is_alphabetic() => {
            Some('0')
        }
        'l' | 'I' if before && !last.is_alphabetic() => Some('1'),
        _ => None,
    }
}
