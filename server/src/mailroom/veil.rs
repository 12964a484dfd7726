//! N12: takes what is known of people out of what they wrote by mail: signatures and quoted headers carry real
//! addresses and phone numbers past both sides. What a person typed otherwise stays as it is.

/// What stands where something was.
pub const VEIL: &str = "•••";
/// Two numbers with so many equal digits at their ends are one, written with or without its prefixes.
const DIGITS_SAME: usize = 8;

/// What stands in links of ours before what opens them; whoever has one comes in as its reader, or turns its mails off.
const LINKS: [&str; 2] = ["/link#", "/unsubscribe/"];
/// Where a token was broken, the rest of it is a line of so many of its characters and no others.
const REST_MIN: usize = 16;

/// The text without these addresses and phone numbers, and without links of ours.
pub fn veiled(text: &str, addresses: &[String], phones: &[&str]) -> String {
    let text = &without_links(text);
    let without_addresses = addresses.iter().fold(text.to_owned(), |text, address| without(&text, address));
    let known: Vec<String> = phones.iter().map(|phone| digits(phone)).collect();
    without_numbers(&without_addresses, &known)
}

/// Also what a program has broken, quoted, or written with percent signs.
fn without_links(text: &str) -> String {
    let text = text.replace("link%23", "link#");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let next = |rest: &str| LINKS.iter().filter_map(|link| Some((rest.find(link)?, link.len()))).min();
    while let Some((at, length)) = next(rest) {
        let begin = rest[..at].rfind(|c: char| c.is_whitespace() || "<>()[]\"'".contains(c));
        let begin = begin.map_or(0, |found| found + rest[found..].chars().next().map_or(1, char::len_utf8));
        kept.push_str(&rest[..begin]);
        kept.push_str(VEIL);
        rest = rest[at + length..].trim_start_matches(is_of_a_token);
        while let Some(behind) = rest_of_token(rest) {
            rest = behind;
        }
    }
    kept.push_str(rest);
    kept
}

fn is_of_a_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.=&;?".contains(c)
}

/// What follows behind the next line, when that is the rest of a token.
fn rest_of_token(rest: &str) -> Option<&str> {
    let line = rest.trim_start_matches([' ', '=']).strip_prefix('\n')?;
    let line = line.trim_start_matches(['>', ' ', '|']);
    let behind = line.trim_start_matches(is_of_a_token);
    let length = line.len() - behind.len();
    let ends = behind.is_empty() || behind.starts_with(['\n', ' ', '>', ')']);
    (length >= REST_MIN && ends && line[..length].chars().any(|c| c.is_ascii_digit())).then_some(behind)
}

/// Addresses are in small letters.
fn without(text: &str, address: &str) -> String {
    // Only ASCII changes, so that places in both texts are the same.
    let small = text.to_ascii_lowercase();
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for (at, found) in small.match_indices(address) {
        kept.push_str(&text[from..at]);
        kept.push_str(VEIL);
        from = at + found.len();
    }
    kept.push_str(&text[from..]);
    kept
}

/// The digits of a number.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether it stands within a number as people write it.
pub fn is_of_a_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | ' ' | '\u{a0}' | '(' | ')' | '/' | '.' | '-' | '–')
}

fn without_numbers(text: &str, known: &[String]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        kept.push_str(&rest[..begin]);
        let run = &rest[begin..];
        let end = run.find(|c| !is_of_a_number(c)).unwrap_or(run.len());
        let number = run[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let length = number.len().max(1);
        kept.push_str(if is_known(&digits(number), known) { VEIL } else { &run[..length] });
        rest = &run[length..];
    }
    kept.push_str(rest);
    kept
}

fn is_known(number: &str, known: &[String]) -> bool {
    let end = |text: &str| text[text.len().saturating_sub(DIGITS_SAME)..].to_owned();
    number.len() >= DIGITS_SAME
        && known.iter().any(|known| known.len() >= DIGITS_SAME && end(known) == end(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veiled_of(text: &str) -> String {
        veiled(text, &["anna@buyer.example".to_owned()], &["+33 4 12 34 56 78"])
    }

    #[test]
    fn n12_a_link_of_ours_never_passes() {
        let token = "eyJpZCI6Ikx1SV9yQnZRZ3dZdl9zeHZLVXpLOXVYbkJG.l5mXJZXJXADptTLC3c2gbvdA86iWsuXo";
        let link = format!("https://desk.example/link#{token}");
        for (text, veiled) in [
            (format!("> Reply: {link}\n> Yes"), "> Reply: •••\n> Yes"),
            (format!("<{link}>, please"), "<•••>, please"),
            (link.replace('#', "%23"), "•••"),
            (format!("{}\n> {}\nYes", &link[..50], &link[50..]), "•••\nYes"),
            (format!("{link}&stars=5 and {link}"), "••• and •••"),
            (
                format!("Stop: https://desk.example/unsubscribe/{} or {link}", "9f".repeat(20)),
                "Stop: ••• or •••",
            ),
            ("our page /links is fine".to_owned(), "our page /links is fine"),
        ] {
            assert_eq!(veiled_of(&text), veiled, "{text}");
        }
    }

    #[test]
    fn n12_a_known_address_is_taken_out_however_it_is_written() {
        assert_eq!(veiled_of("Write to Anna@Buyer.Example, please"), "Write to •••, please");
        assert_eq!(veiled_of("<anna@buyer.example>Ä"), "<•••>Ä");
        assert_eq!(veiled_of("Write to bob@seller.example"), "Write to bob@seller.example");
    }

    #[test]
    fn n1_a_known_number_is_taken_out_however_it_is_written() {
        for number in ["+33 4 12 34 56 78", "04.12.34.56.78", "(0)4 12-34-56-78", "0033 412345678"] {
            let text = veiled_of(&format!("Tel. {number}, mornings"));
            assert!(text.ends_with("•••, mornings") && !text.contains("56"), "{number}: {text}");
        }
        for other in ["12 34 56 78 pieces and 4", "on 2026-11-26", "+33 4 99 99 99 99", "5678"] {
            assert_eq!(veiled_of(other).contains('•'), other.starts_with("12 34"), "{other}");
        }
    }
}
