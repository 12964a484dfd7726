//! Letters that nobody sees, and how many are kept. It must not know lines or mails.

use crate::limits;

/// Text with line ends as `\n` and without what is invisible or turns the reading direction.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => cleaned.push('\n'),
            '\t' => cleaned.push('\t'),
            // Joins pictures to one; elsewhere it hides.
            '\u{200d}' if is_picture(before) && letters.peek().is_some_and(|next| is_picture(*next)) => {
                cleaned.push(letter);
            }
            _ if is_hidden(letter) => {}
            _ if letter.is_whitespace() && letter != '\u{3000}' => cleaned.push(' '),
            _ => cleaned.push(letter),
        }
        before = letter;
    }
    cleaned
}

fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Controls, reading directions, and what has no width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// A phrase on one line, of a length that can be shown.
pub fn phrase(text: &str) -> String {
    let cleaned = clean(capped(text, limits::PHRASE_CHARACTERS));
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first letters of a text.
pub fn capped(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_invisible_goes() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{0}\u{feff}\u{ad}\u{2066}"), "abc");
        assert_eq!(clean("a\r\nb\rc\u{2028}d\u{a0}e\tf"), "a\nb\nc\nd e\tf");
        assert_eq!(clean("👩\u{200d}🔧 ok\u{200d}"), "👩\u{200d}🔧 ok");
        assert_eq!(phrase("  a \n b "), "a b");
        assert_eq!(capped("äöü", 2), "äö");
    }
}
