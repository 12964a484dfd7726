//! The line above a quotation that says who wrote it and when, in nine languages, on one line or up to four.
//! It must not know what follows: whoever asks decides by that.

use crate::lines::Line;
use crate::{dates, lines, phrases, words};

/// A line that says who wrote what is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    pub lines: usize,
    /// No person writes such a line: it has date and address.
    pub is_certain: bool,
}

/// How such a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Date,
    Name,
}

const MOST_LINES: usize = 4;
const MOST_LETTERS: usize = 420;
/// A name and what stands before it.
const MOST_NAME: usize = 70;

/// The attribution that begins at a line.
pub fn recognise(lines: &[Line], at: usize) -> Option<Attribution> {
    let mut joined = String::new();
    for count in 1..=MOST_LINES {
        let line = lines.get(at + count - 1)?;
        if line.is_blank() || line.depth != lines[at].depth {
            return None;
        }
        if count > 1 && !goes_on(&lines[at + count - 2].text, &line.text) {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line.text.trim());
        if joined.chars().count() > MOST_LETTERS {
            return None;
        }
        if let Some((begin, is_certain)) = shape(&joined)
            && (count == 1 || is_whole(lines, at, count, begin))
        {
            return Some(Attribution { lines: count, is_certain });
        }
    }
    None
}

/// Where the attribution begins that ends right before a line, and whether it is certain.
pub fn before(lines: &[Line], end: usize) -> Option<(usize, bool)> {
    let last = lines::last_words(&lines[..end])?;
    (last.saturating_sub(MOST_LINES - 1)..=last)
        .filter_map(|at| Some((at, recognise(lines, at)?)))
        .find(|(at, found)| at + found.lines == last + 1)
        .map(|(at, found)| (at, found.is_certain))
}

/// Whether lines end with an attribution.
pub fn ends(lines: &[Line]) -> bool {
    before(lines, lines.len()).is_some()
}

/// Whether a line was broken because it was full, and not because a sentence had ended.
fn goes_on(line: &str, next: &str) -> bool {
    let line = line.trim();
    let width = |text: &str| text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum::<usize>();
    let word = next.split_whitespace().next().unwrap_or("");
    let is_full = width(line) + width(word) > 60;
    let is_date = dates::has_date(line) && dates::has_time(line);
    let is_verb =
        phrases::has_word(&next.to_lowercase(), &words::WROTE) && next.split_whitespace().count() <= 3;
    if line.ends_with([':', '：', '!', '?', '。']) {
        return false;
    }
    // "Hello," is full of nothing.
    let is_listed = line.ends_with(',') && line.contains(|c: char| c.is_ascii_digit());
    is_listed
        || line.ends_with(['<', '(', '«'])
        || next.starts_with(['<', '(', '"', '于', '在'])
        || is_date
        || is_verb
        || is_full
}

/// Whether the first of several lines belongs to it: what follows might be one without it.
fn is_whole(lines: &[Line], at: usize, count: usize, begin: Begin) -> bool {
    let first = lines[at].text.trim();
    (1..count).all(|skipped| {
        let rest: Vec<_> = lines[at + skipped..at + count].iter().map(|line| line.text.trim()).collect();
        match shape(&rest.join(" ")) {
            None => true,
            // Gmail in Chinese breaks behind name and address.
            Some((Begin::Date, false)) if first.ends_with('>') && rest[0].starts_with(['于', '在']) => true,
            Some((Begin::Date, _)) => false,
            Some((Begin::Name, _)) => {
                let is_date = dates::has_date(first) && (first.ends_with(',') || dates::has_time(first));
                begin == Begin::Date && is_date && first.chars().count() <= MOST_NAME
            }
        }
    })
}

/// How a phrase begins that has the shape of an attribution, and whether it can be nothing else.
fn shape(phrase: &str) -> Option<(Begin, bool)> {
    let dashed = phrase.starts_with("--") && phrase.ends_with("--");
    let phrase = phrase.trim_matches(['-', '*', ' ', '|', '>']).trim();
    if !dashed && !phrase.ends_with([':', '：']) {
        return None;
    }
    let lower = phrase.to_lowercase();
    let has_verb = phrases::has_word(&lower, &words::WROTE);
    let (date, time, address) =
        (dates::has_date(&lower), dates::has_time(&lower), dates::has_address(&lower));
    let begin = begin(phrase, &lower)?;
    let bare = lower.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '*'));
    let ends_with_address = bare.ends_with(['>', ')', ']']);
    let is_one = match (has_verb, date, address) {
        (true, date, address) => date && time || address || (begin == Begin::Name && is_name(phrase, &lower)),
        (false, true, true) => time && ends_with_address,
        (false, true, false) => time && begin == Begin::Date && names_somebody(&lower),
        (false, false, _) => false,
    };
    let ends_well = ends_with_address
        || bare.ends_with(|c: char| c.is_ascii_digit())
        || words::WROTE.iter().any(|verb| bare.ends_with(verb));
    let is_said = phrases::begins_with_any(&lower, &words::SPEAKING_OF);
    (is_one && !is_said).then_some((begin, date && address && ends_well && (time || begin == Begin::Date)))
}

fn begin(phrase: &str, lower: &str) -> Option<Begin> {
    let head: String = lower.chars().take(50).collect();
    let day = lower.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_date = lower.starts_with(|c: char| c.is_ascii_digit())
        || (!phrase.starts_with(char::is_lowercase) && phrases::begins_with_any(lower, &words::DATE_BEGINS))
        || words::DAYS.contains(&day);
    if is_date && (dates::has_date(&head) || dates::has_time(&head)) {
        return Some(Begin::Date);
    }
    // A name, an address, and no sentence before them.
    let end = lower
        .find(['<', '@', '[', '('])
        .or_else(|| words::WROTE.iter().filter_map(|verb| lower.find(verb)).min())?;
    let name = &lower[..end];
    let is_short = name.chars().count() <= MOST_NAME && name.split_whitespace().count() <= 8;
    let is_sentence = [". ", "! ", "? ", ": "].iter().any(|sign| {
        // An initial is none.
        name.match_indices(sign).any(|(at, _)| at >= 4)
    });
    (is_short
        && !is_sentence
        && phrase.starts_with(|c: char| {
            c.is_uppercase() || c >= '\u{2e80}' || matches!(c, '"' | '\'' | '<' | '«' | '“' | '„')
        }))
    .then_some(Begin::Name)
}

/// Whether a date is followed by a name and no sentence, as Yandex and Gmail in Japanese have it.
fn names_somebody(lower: &str) -> bool {
    let has_day =
        ["(月)", "(火)", "(水)", "(木)", "(金)", "(土)", "(日)"].iter().any(|day| lower.contains(day));
    lower.starts_with(|c: char| c.is_ascii_digit()) && (has_day || lower.contains(['"', '«']))
}

/// Whether it is a name and the word for writing, no more.
fn is_name(phrase: &str, lower: &str) -> bool {
    let Some(end) = words::WROTE.iter().filter_map(|verb| lower.find(verb)).min() else { return false };
    let tail = lower[end..].split_whitespace().count();
    let count = lower[..end].split_whitespace().count();
    let names = phrase.split_whitespace().take(count);
    // "Hello, Anna wrote:" is a greeting and a sentence.
    !phrase.contains(',')
        && (2..=4).contains(&count)
        && tail <= 2
        && !phrases::begins_with_any(lower, &words::DATE_BEGINS)
        && names.into_iter().all(|name| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
#[path = "attribution_tests.rs"]
mod tests;
