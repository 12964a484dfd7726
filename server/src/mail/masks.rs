//! Makes what people typed fit to stand in a header or a line. It knows no mail.

/// The longest name, in characters.
const NAME_CHARS: usize = 60;
/// The longest topic, in characters: a subject stays readable in a list.
const TOPIC_CHARS: usize = 80;
/// The longest excerpt, in characters: a digest of many of them is still a small mail.
const EXCERPT_CHARS: usize = 100;
/// The largest text that a mail carries, in bytes once escaped; both parts, encoded, stay below 100 kB.
const TEXT_BYTES: usize = 16_000;

/// A name on one line. An address in it is cut down to what stands before the `@`: a name never gives
/// an address away and never pretends to be one (N12).
pub fn name(typed: &str) -> String {
    let without_host = |word: &str| word.split_once('@').map_or(word, |(before, _)| before).to_owned();
    let words: Vec<_> =
        one_line(typed).split(' ').map(without_host).filter(|word| !word.is_empty()).collect();
    let bare: String = words.join(" ").chars().filter(|c| !"<>\"\\".contains(*c)).collect();
    clipped(bare.trim(), NAME_CHARS)
}

/// A product's or a company's name on one line.
pub fn topic(typed: &str) -> String {
    clipped(&one_line(typed), TOPIC_CHARS)
}

/// The beginning of what a person wrote, on one line. What stands far behind it is not looked at.
pub fn excerpt(typed: &str) -> String {
    let beginning: String = typed.trim_start().chars().take(10 * EXCERPT_CHARS).collect();
    clipped(&one_line(&beginning), EXCERPT_CHARS)
}

/// White space in a row becomes one space; what cannot be seen goes.
fn one_line(typed: &str) -> String {
    let visible = |c: char| if c.is_whitespace() || c.is_control() { ' ' } else { c };
    let line: String = typed.chars().filter(|c| !is_invisible(*c)).map(visible).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Zero-width characters and those that turn the direction of writing: they make one name look like
/// another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn clipped(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let kept: String = text.chars().take(chars - 1).collect();
    format!("{}…", kept.trim_end())
}

/// The beginning of a text that fits into a mail, and whether something is missing.
pub fn beginning(text: &str) -> (String, bool) {
    let mut bytes = 0;
    let fits = |c: &char| {
        bytes += match c {
            '<' | '>' | '&' | '"' | '\n' => 6,
            '=' => 3,
            c => c.len_utf8(),
        };
        bytes <= TEXT_BYTES
    };
    let unruly = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(unruly).take_while(fits).collect();
    let is_cut = kept.len() < text.chars().filter(unruly).map(char::len_utf8).sum();
    (kept.trim().to_owned(), is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n12_a_name_is_one_line_and_no_address() {
        assert_eq!(name("  Anna\r\n Weber\t"), "Anna Weber");
        assert_eq!(name("anna@buyer.example"), "anna");
        assert_eq!(name("Anna <anna@buyer.example>"), "Anna anna");
        assert_eq!(name("@buyer.example"), "");
        assert_eq!(name("Ann\u{202e}a \u{200b}W"), "Anna W");
        assert_eq!(name(&"x".repeat(200)).chars().count(), NAME_CHARS);
    }

    #[test]
    fn an_excerpt_is_the_beginning_on_one_line() {
        assert_eq!(excerpt("  Dear\r\n\r\nSirs "), "Dear Sirs");
        let long = excerpt(&format!("{}{}", "\n".repeat(5_000), "語".repeat(20_000)));
        assert!(long.chars().count() == EXCERPT_CHARS && long.ends_with("語…"), "{long}");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(beginning(" a\r\nb\u{7}\n"), ("a\nb".into(), false));
        let (kept, is_cut) = beginning(&"語".repeat(20_000));
        assert!(is_cut && kept.len() <= TEXT_BYTES && kept.chars().all(|c| c == '語'));
        assert!(!beginning(&"a".repeat(TEXT_BYTES)).1);
        assert!(beginning(&"&".repeat(TEXT_BYTES)).1);
    }
}
