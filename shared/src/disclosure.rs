//! Whether a text gives away how to reach somebody elsewhere: an e-mail address or a phone number, also
//! spelled out, in the nine languages. It warns before something is sent; it is no wall, and prices,
//! dates and article numbers must pass.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a text seems to give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    Email,
    Phone,
}

/// Words for `@`, between a name and a host.
const AT: [&str; 16] = [
    "at",
    "ät",
    "arroba",
    "arobase",
    "chiocciola",
    "klammeraffe",
    "собака",
    "собачка",
    "эт",
    "アット",
    "アットマーク",
    "艾特",
    "圈a",
    "a-commerciale",
    "arobas",
    "snabel",
];
/// Words for the point before the last part of a host.
const DOT: [&str; 10] = ["dot", "punkt", "point", "punto", "ponto", "точка", "ドット", "点", "點", "пункт"];
/// What the last part of a host usually is, where it is spelled out.
const ENDS: [&str; 24] = [
    "com", "de", "fr", "es", "it", "pt", "br", "ru", "cn", "jp", "net", "org", "eu", "uk", "ch", "at", "be",
    "nl", "pl", "info", "biz", "io", "co", "example",
];
/// The ten digits as words, nought to nine in each language.
const DIGITS: [[&str; 10]; 9] = [
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
    ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
    ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"],
    ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"],
    ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
    ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    ["ゼロ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"],
];
/// Other ways to say them.
const DIGITS_TOO: [&str; 3] = ["zwo", "нуль", "〇"];
/// All of them, to find one quickly: every word of every message is looked up.
static SPELLED: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| DIGITS.iter().flatten().chain(&DIGITS_TOO).copied().collect());
/// A phone number has at least so many digits; shorter ones are quantities and article numbers.
const DIGITS_MIN: usize = 8;
/// More are bank accounts and serial numbers.
const DIGITS_MAX: usize = 15;
/// Spelled-out digits in a row that nobody writes for a quantity.
const SPELLED_MIN: usize = 6;

/// What the text seems to give away, if anything.
pub fn discloses(text: &str) -> Option<Disclosure> {
    let text = plain(text);
    if has_address(&text) || has_spelled_address(&text) {
        return Some(Disclosure::Email);
    }
    (has_number(&text) || has_spelled_number(&text)).then_some(Disclosure::Phone)
}

/// Small letters; wide signs of East Asian keyboards as the usual ones.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' => '-',
        c => c,
    };
    text.chars().map(narrow).collect::<String>().to_lowercase()
}

/// `name@host.end`, also with white space or brackets around the sign.
fn has_address(text: &str) -> bool {
    let near = |c: char| !c.is_whitespace() && !"()[]{}<>,;:\"'".contains(c);
    text.match_indices('@').any(|(at, _)| {
        let around = |c: char| c.is_whitespace() || "()[]{}<>".contains(c);
        let name = text[..at].trim_end_matches(around).chars().next_back().is_some_and(near);
        let host: String =
            text[at + 1..].trim_start_matches(around).chars().take_while(|c| near(*c)).collect();
        let host = host.trim_end_matches('.');
        let dotted =
            host.rsplit_once('.').is_some_and(|(host, end)| !host.is_empty() && end.chars().count() >= 2);
        name && dotted
    })
}

/// `name at host dot com`, with or without brackets; the sign and the point may be mixed with words.
fn has_spelled_address(text: &str) -> bool {
    // Most texts have no such word, and need not be taken apart.
    let parted = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    if text.is_ascii() && !text.contains('@') && !text.split(parted).any(is_at) {
        return false;
    }
    let marked = spaced(text);
    let words: Vec<&str> = marked.split_whitespace().collect();
    words.iter().enumerate().any(|(place, word)| {
        let is_at = is_at(word) || *word == "@";
        let follows = || words[place + 1..].iter().take(6);
        let point = || {
            let mut pairs = words[place + 1..].windows(2).take(6);
            pairs.any(|pair| (DOT.contains(&pair[0]) || pair[0] == ".") && ENDS.contains(&pair[1]))
        };
        place > 0 && is_at && follows().next().is_some() && point()
    })
}

fn is_at(word: &str) -> bool {
    AT.contains(&word)
}

/// Brackets, signs and points stand alone; a word of a language without spaces too.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '_' | '*' => spaced.push(' '),
            '@' | '.' | '。' | '点' | '點' => {
                spaced.push(' ');
                spaced.push(if c == '。' { '.' } else { c });
                spaced.push(' ');
            }
            c => spaced.push(c),
        }
    }
    if !spaced.is_ascii() {
        for word in ["アットマーク", "アット", "ドット", "艾特", "圈a"] {
            spaced = spaced.replace(word, &format!(" {word} "));
        }
    }
    spaced
}

/// Digits in a row with the signs that people put between them. With a point and a comma, or as a date, it
/// is no phone number.
fn has_number(text: &str) -> bool {
    let mut run = String::new();
    for c in text.chars().chain([';']) {
        match c {
            c if c.is_ascii_digit() => run.push(c),
            ' ' | '-' | '/' | '(' | ')' | '+' | '.' if !run.is_empty() || "+(".contains(c) => run.push(c),
            _ if run.is_empty() => {}
            _ if is_number(&run) => return true,
            _ => run.clear(),
        }
    }
    false
}

fn is_number(run: &str) -> bool {
    let run = run.trim_matches(|c: char| " -/.".contains(c));
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let dialled = run.starts_with('+') || run.starts_with("00") || run.starts_with("(+");
    if dialled {
        return (7..=DIGITS_MAX).contains(&digits);
    }
    let is_date =
        run.split(['.', '/', '-']).filter(|part| !part.is_empty()).all(|part| part.trim().len() <= 4)
            && run.split(['.', '/', '-']).filter(|part| part.trim().len() == 4).count() == 1
            && digits == 8;
    let local = run.starts_with('0') || run.starts_with('(');
    // Numbers of East Asia and America begin with other digits, but are written in groups.
    let groups: Vec<&str> = run.split([' ', '-']).filter(|part| !part.is_empty()).collect();
    let grouped = groups.len() >= 3 && groups.last().is_some_and(|last| last.len() >= 4);
    (DIGITS_MIN..=DIGITS_MAX).contains(&digits)
        && !is_date
        && (local || (grouped && !run.contains('.')) || is_mobile(run))
}

/// A Chinese mobile number stands in one piece.
fn is_mobile(run: &str) -> bool {
    run.len() == 11 && run.starts_with('1') && run.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits spelled out one by one: as words, or as signs where no spaces are written.
fn has_spelled_number(text: &str) -> bool {
    let between = |c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | ';' | '/');
    let words = || text.split(between).filter(|word| !word.is_empty());
    let is_digit = |word: &str| SPELLED.contains(word);
    let signs = || text.chars().filter(|c| !c.is_whitespace());
    // A long enough row has one of every sixth words: mostly none is, and the others need not be looked up.
    (words().skip(SPELLED_MIN - 1).step_by(SPELLED_MIN).any(is_digit)
        && in_a_row(words().map(is_digit), SPELLED_MIN))
        || (!text.is_ascii() && in_a_row(signs().map(is_sign), DIGITS_MIN))
}

/// A digit as a sign of East Asia.
fn is_sign(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// Whether so many are true one after another.
fn in_a_row(mut known: impl Iterator<Item = bool>, wanted: usize) -> bool {
    let mut row = 0;
    known.any(|known| {
        row = if known { row + 1 } else { 0 };
        row >= wanted
    })
}
