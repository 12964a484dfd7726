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
    /// It has the day and the time, as programs write them above every quotation and people hardly ever.
    pub has_moment: bool,
}

/// How such a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Date,
    Name,
}

/// What a phrase shows that has the shape of an attribution.
#[derive(Clone, Copy)]
struct Shape {
    begin: Begin,
    is_certain: bool,
    has_moment: bool,
}

const MOST_LINES: usize = 4;
const MOST_LETTERS: usize = 420;
/// A name and what stands before it.
const MOST_NAME: usize = 70;
/// Words before the first digit of a date that begins a line: "W dniu 28", "Dne po 15".
const MOST_BEFORE_DATE: usize = 2;
/// Words up to the address where date, time and a name come before it.
const MOST_BEFORE_ADDRESS: usize = 16;
/// Words of a long name that begin small.
const MOST_SMALL_WORDS: usize = 3;
/// Words behind the address, in whatever language, that say "wrote": "het volgende geschreven".
const MOST_BEHIND_ADDRESS: usize = 4;

/// The attribution that begins at a line.
pub fn recognise(lines: &[Line], at: usize) -> Option<Attribution> {
    if has_history_behind(&lines.get(at)?.text) {
        return Some(Attribution { lines: 1, is_certain: true, has_moment: true });
    }
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
        if let Some(Shape { begin, is_certain, has_moment }) = shape(&joined)
            && (count == 1 || is_whole(lines, at, count, begin))
        {
            return Some(Attribution { lines: count, is_certain, has_moment });
        }
    }
    None
}

/// Whether what is quoted begins on the same line, as Yahoo on phones has it: "… <a@b.example> wrote:   Hello,".
fn has_history_behind(line: &str) -> bool {
    let line = line.trim();
    let Some(address) = line.find('>').filter(|_| line.chars().count() <= MOST_LETTERS * 4) else {
        return false;
    };
    let Some(end) = line[address..].find(":  ").map(|colon| address + colon + 1) else { return false };
    let head = &line[..end];
    let has_verb = phrases::has_word(&head[address..].to_lowercase(), &words::WROTE);
    has_verb && head.chars().count() <= MOST_LETTERS && shape(head).is_some_and(|shape| shape.is_certain)
}

/// Where the attribution begins that ends right before a line, and whether it is certain.
pub fn before(lines: &[Line], end: usize) -> Option<(usize, bool)> {
    let last = lines::last_words(&lines[..end])?;
    (last.saturating_sub(MOST_LINES - 1)..=last)
        .filter_map(|at| Some((at, recognise(lines, at)?)))
        .find(|(at, found)| at + found.lines == last + 1)
        .map(|(at, found)| (at, found.is_certain))
}

/// Where a paragraph begins that ends right before our marker and says who wrote or when, in whatever language:
/// a person's words do not end so, right above what a program quotes.
pub fn above_marker(lines: &[Line], end: usize) -> Option<usize> {
    let last = lines::last_words(&lines[..end])?;
    let begin = lines[..last].iter().rposition(Line::is_blank).map_or(0, |blank| blank + 1);
    if last - begin >= MOST_LINES {
        return None;
    }
    let words: Vec<_> = lines[begin..=last].iter().map(|line| line.text.trim()).collect();
    let phrase = words.join(" ");
    let lower = phrase.to_lowercase();
    let signs = [
        dates::has_address(&lower),
        dates::has_date(&lower) && dates::has_time(&lower),
        phrases::has_word(&lower, &words::WROTE),
    ];
    // Of several lines, the first could be a sentence of its own.
    let is_one = words.len() == 1
        || phrases::begins_with_any(&lower, &words::DATE_BEGINS)
            && words[0].contains(|c: char| c.is_ascii_digit())
            && !words[0].ends_with(['.', '!', '?']);
    let says_who = phrase.ends_with([':', '：']) && signs.iter().filter(|sign| **sign).count() >= 2;
    (is_one && says_who && phrase.chars().count() <= MOST_LETTERS).then_some(begin)
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
            Some(Shape { begin: Begin::Date, is_certain: false, .. })
                if first.ends_with('>') && rest[0].starts_with(['于', '在']) =>
            {
                true
            }
            Some(Shape { begin: Begin::Date, .. }) => false,
            Some(Shape { begin: Begin::Name, .. }) => {
                let is_date = dates::has_date(first) && (first.ends_with(',') || dates::has_time(first));
                // An address has a name before it.
                let is_short = first.chars().count() <= MOST_NAME || rest[0].starts_with('<');
                begin == Begin::Date && is_date && (is_short || ends_with_name(first))
            }
        }
    })
}

/// Whether a name and no sentence stands behind the time: "10:12 Desk on behalf of Weber Anlagenbau GmbH & Co. KG".
fn ends_with_name(line: &str) -> bool {
    let behind = line.rsplit_once(':').map_or("", |(_, behind)| behind);
    let small = behind.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small <= MOST_SMALL_WORDS
}

/// What a phrase shows, if it has the shape of an attribution.
fn shape(phrase: &str) -> Option<Shape> {
    let dashed = phrase.starts_with("--") && phrase.ends_with("--");
    let phrase = phrase.trim_matches(['-', '*', ' ', '|']).trim_start_matches('>').trim();
    let has_colon = phrase.ends_with([':', '：']);
    let bare = phrase.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '*'));
    let ends_with_verb = words::WROTE.iter().any(|verb| bare.ends_with(verb));
    let ends_with_address = bare.ends_with(['>', ')', ']']);
    // Most lines of a mail are none: they must cost nothing.
    if !(dashed || has_colon || ends_with_verb || ends_with_address) {
        return None;
    }
    let lower = phrase.to_lowercase();
    let in_order = (has_colon || ends_with_verb) && is_in_order(phrase, &lower);
    let is_old_gmail = is_year_and_address(&lower);
    let is_bare = ends_with_address && begins_with_day(phrase, &lower);
    if !(dashed || has_colon || in_order || is_old_gmail || is_bare) {
        return None;
    }
    let has_verb = phrases::has_word(&lower, &words::WROTE);
    let (date, time, address) =
        (dates::has_date(&lower), dates::has_time(&lower), dates::has_address(&lower));
    let is_of_device = has_colon && date && time && address && is_below_device(&lower);
    let leads = in_order || is_old_gmail || is_of_device;
    let begin = if leads { Begin::Date } else { begin(phrase, &lower)? };
    let is_one = match (has_verb, date, address) {
        (true, date, address) => date && time || address || (begin == Begin::Name && is_name(phrase, &lower)),
        (false, true, true) => time && ends_with_address,
        (false, true, false) => time && begin == Begin::Date && names_somebody(&lower),
        (false, false, _) => false,
    };
    // GMX on phones ends it with the address.
    let is_one =
        if has_colon || dashed || leads { is_one || leads } else { has_verb && date && time && address };
    // Nobody writes the seconds.
    let has_moment = date && time && has_verb && (names_writer(phrase) || dates::has_seconds(&lower));
    let ends_well = ends_with_address || ends_with_verb || bare.ends_with(|c: char| c.is_ascii_digit());
    let is_said = phrases::begins_with_any(&lower, &words::SPEAKING_OF);
    // iNotes and Zoho draw dashes on both sides.
    let is_certain = dashed && (has_moment || has_verb && address)
        || is_of_device
        || date && address && ends_well && !is_old_gmail && (time || begin == Begin::Date);
    (is_one && !is_said).then_some(Shape { begin, is_certain, has_moment: has_moment || is_certain })
}

/// Whether a name stands right before the word for writing or is all that stands behind it: "Anna Weber wrote:",
/// "schrieb Anna Weber:". "We wrote:" is a sentence.
fn names_writer(phrase: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    words::WROTE.iter().any(|verb| {
        phrase.rfind(verb).is_some_and(|at| {
            let before = phrase[..at].split_whitespace().next_back();
            let mut behind = phrase[at + verb.len()..]
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
                .peekable();
            match behind.peek() {
                None => before.is_some_and(is_name),
                Some(_) => behind.all(is_name),
            }
        })
    })
}

/// Whether day, time, name and address stand in the order in which programs write them in whatever language: the day
/// almost at once, and behind the address no more than the word for writing.
fn is_in_order(phrase: &str, lower: &str) -> bool {
    let Some(at) = lower.rfind('@') else { return false };
    let begin = lower[..at].rfind([' ', '<', '(', '[']).map_or(0, |space| space + 1);
    let end = lower[at..].find([' ', '>', ')', ']', ':', '：']).map_or(lower.len(), |length| at + length);
    let (before, behind) = (&lower[..begin], lower[end..].trim_matches(['>', ')', ']', ' ', ':', '：']));
    begins_with_day(phrase, lower)
        && dates::has_address(&lower[begin..end])
        && dates::has_date(before)
        && dates::has_time(before)
        && before.split_whitespace().count() <= MOST_BEFORE_ADDRESS
        && behind.split_whitespace().count() <= MOST_BEHIND_ADDRESS
        && !behind.contains([',', '.', '!', '?'])
}

/// Whether a program that names itself has written the line, as Mail.ru does on phones.
fn is_below_device(lower: &str) -> bool {
    phrases::begins_with_any(lower, &words::SENT_FROM) && phrases::contains_any(lower, &words::DEVICES)
}

/// Whether a line begins with a day and not within a sentence.
fn begins_with_day(phrase: &str, lower: &str) -> bool {
    let Some(digit) = lower.find(|c: char| c.is_ascii_digit()) else { return false };
    let before: Vec<_> = lower[..digit].split_whitespace().collect();
    let is_fragment = phrase.starts_with(char::is_lowercase)
        && (before.len() > 1 || phrases::begins_with_any(lower, &words::DATE_BEGINS));
    before.len() <= MOST_BEFORE_DATE && !is_fragment
}

/// Whether it is a day that begins with its year, a name and an address, as Gmail once wrote it.
fn is_year_and_address(lower: &str) -> bool {
    let (year, rest) = lower.split_at_checked(4).unwrap_or_default();
    year.bytes().all(|byte| byte.is_ascii_digit())
        && rest.starts_with(['/', '-'])
        && dates::has_date(lower)
        && dates::has_address(lower)
        && lower.ends_with('>')
        && lower.split_whitespace().count() <= 6
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
