//! Makes what people typed fit to be set: no character that is none, one kind of line end. Words stay as they are.

/// What stands for a character that a document may not hold.
const UNKNOWN: char = '\u{fffd}';

/// The lines of a text.
pub fn lines(typed: &str) -> Vec<String> {
    let one_kind = typed.replace("\r\n", "\n");
    one_kind.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).map(kept).collect()
}

/// A name on one line. What turns the direction of writing, or cannot be seen, goes: it makes one name look like
/// another.
pub fn line(typed: &str) -> String {
    let visible: String =
        typed.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    kept(&visible.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn kept(text: &str) -> String {
    text.chars()
        .filter(|c| !is_nothing(*c))
        .map(|c| if is_private(c) { UNKNOWN } else { c })
        .collect::<String>()
        .replace('\t', "    ")
}

/// Controls, and the code points that Unicode keeps from being characters.
fn is_nothing(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && c != '\t') || code & 0xfffe == 0xfffe || matches!(code, 0xfdd0..=0xfdef | 0xfeff)
}

/// What means something between friends only: an archive may not hold it.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..=0xf_fffd | 0x10_0000..=0x10_fffd)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_line() {
        assert_eq!(lines("a\r\nb\rc\nd\u{2028}e\u{85}f"), ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(lines("a\n\nb"), ["a", "", "b"]);
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn what_is_no_character_goes_and_the_rest_stays() {
        assert_eq!(lines("a\u{0}b\u{7}c\u{feff}d\u{ffff}e\tf"), ["abcde    f"]);
        assert_eq!(lines("\u{e001}\u{f0001}"), ["\u{fffd}\u{fffd}"]);
        assert_eq!(lines("👩‍🔧 שלום क्षि 語"), ["👩‍🔧 שלום क्षि 語"]);
    }

    #[test]
    fn a_name_is_one_line_that_reads_as_it_is_written() {
        assert_eq!(line("  Anna\r\n\u{202e}Weber\u{200b} "), "Anna Weber");
    }
}
