//! Whether a phrase has a date, a time or an address in it. It must not know which date it is.

/// Whether there is a date with its year, in whatever order.
pub fn has_date(text: &str) -> bool {
    let mut numbers = numbers(text).peekable();
    while let Some((number, length, after)) = numbers.next() {
        if length == 4 && (1990..=2099).contains(&number) {
            return true;
        }
        // `03.11.25`: two more numbers with signs between them.
        if matches!(after, '.' | '/' | '-' | '年' | '月')
            && length <= 2
            && let Some(&(_, next, after)) = numbers.peek()
            && next <= 2
            && matches!(after, '.' | '/' | '-' | '日')
        {
            return true;
        }
    }
    false
}

/// What stands before a time of day that is written with a dot.
const BEFORE_DOTTED_TIME: [&str; 5] = ["kl. ", "kl ", "klo ", "klokken ", ", "];

/// Whether there is a time of day.
pub fn has_time(text: &str) -> bool {
    has_time_with_colon(text) || has_time_with_dot(text)
}

/// `kl. 11.00`, or `30.09.2017, 18.30,` right behind its day; a price is none.
fn has_time_with_dot(text: &str) -> bool {
    BEFORE_DOTTED_TIME.iter().any(|before| {
        text.match_indices(before).any(|(at, _)| {
            let is_named = *before != ", ";
            let rest = &text[at + before.len()..];
            let digits = rest.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
            let is_behind_day = text[..at].ends_with(|c: char| c.is_ascii_digit())
                && rest[digits.len()..].starts_with(',')
                && has_date(text);
            let is_time = digits.split_once('.').is_some_and(|(hour, minute)| {
                minute.len() == 2
                    && hour.parse::<u8>().is_ok_and(|hour| hour < 25)
                    && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
            });
            is_time && (is_named || is_behind_day)
        })
    })
}

fn has_time_with_colon(text: &str) -> bool {
    let mut numbers = numbers(text).peekable();
    while let Some((number, length, after)) = numbers.next() {
        if length <= 2 && number < 25 && matches!(after, ':' | 'h' | '時' | '时' | '点' | '：') {
            let minutes = numbers.peek().is_some_and(|&(minutes, length, _)| length == 2 && minutes < 60);
            if minutes {
                return true;
            }
        }
    }
    false
}

/// Whether there is a time of day with its seconds.
pub fn has_seconds(text: &str) -> bool {
    let mut numbers = numbers(text).peekable();
    while let Some((hour, length, after)) = numbers.next() {
        let is_hour = length <= 2 && hour < 25 && after == ':';
        let Some(&(minute, 2, ':')) = numbers.peek() else { continue };
        if is_hour
            && minute < 60
            && numbers.nth(1).is_some_and(|(second, length, _)| length == 2 && second < 61)
        {
            return true;
        }
    }
    false
}

/// Whether there is an address.
pub fn has_address(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    text.char_indices().any(|(at, c)| {
        c == '@'
            && text[..at].chars().next_back().is_some_and(is_letter)
            && text[at + 1..].chars().next().is_some_and(is_letter)
    })
}

/// The numbers of a text, how many digits they have, and the sign behind them.
fn numbers(text: &str) -> impl Iterator<Item = (u32, usize, char)> {
    let mut letters = text.chars().peekable();
    std::iter::from_fn(move || {
        while letters.peek().is_some_and(|c| !c.is_ascii_digit()) {
            letters.next();
        }
        let mut number = 0_u32;
        let mut length = 0;
        while let Some(digit) = letters.peek().and_then(|c| c.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            length += 1;
            letters.next();
        }
        (length > 0).then(|| (number, length, letters.peek().copied().unwrap_or(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_times_and_addresses_are_seen() {
        for text in ["3 Nov 2025", "03.11.25", "2025年11月3日", "11/3/25", "2025-11-03"] {
            assert!(has_date(text), "{text}");
        }
        for text in ["on Monday", "9,700 EUR", "12 pumps", "14 900 EUR"] {
            assert!(!has_date(text), "{text}");
        }
        assert!(has_time("at 10:12") && has_time("10h12") && !has_time("1:5000"));
        assert!(has_time("20. lokakuuta 2017 klo 17.50") && has_time("30.09.2017, 18.30, \"Anna\""));
        assert!(!has_time("in 2025, 18.30 EUR each") && !has_time("at 18.30 EUR"));
        assert!(has_seconds("4 May 2026 13:50:12 CEST") && !has_seconds("at 13:50") && !has_seconds("1:2:3"));
        assert!(has_address("<a@b.example>") && !has_address("5 @ 3") && !has_address("@"));
    }
}
