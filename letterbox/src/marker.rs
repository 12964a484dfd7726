//! Finds the line that begins every mail of ours, however a program quoted and broke it. It must not know
//! what is done with it.

use crate::lines::Line;
use crate::{MARK_BEGIN, MARK_END};

/// Lines over which it may have been broken.
const MOST_LINES: usize = 4;
/// It is one sentence.
const MOST_LETTERS: usize = 300;

/// How many lines the marker takes that begins at a line.
pub fn recognise(lines: &[Line], at: usize) -> Option<usize> {
    let first = &lines.get(at)?.text;
    let begin = first.find(MARK_BEGIN)?;
    if first[..begin].chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut letters = 0;
    for (count, line) in lines[at..].iter().take(MOST_LINES).enumerate() {
        let words = if count == 0 { &line.text[begin + MARK_BEGIN.len()..] } else { line.text.as_str() };
        if words.contains(MARK_END) {
            return Some(count + 1);
        }
        letters += words.len();
        if letters > MOST_LETTERS {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Flow, of_plain};

    fn found(text: &str) -> Option<usize> {
        recognise(&of_plain(text, Flow::default()), 0)
    }

    #[test]
    fn the_marker_is_found() {
        assert_eq!(found("##- Please write above this line -##"), Some(1));
        assert_eq!(found("> > ##- Please write\n> > above this line -##"), Some(2));
        assert_eq!(found("  | *##- 上 -##*"), Some(1));
    }

    #[test]
    fn other_signs_are_none() {
        assert_eq!(found("## heading"), None);
        assert_eq!(found("we saw ##- x -## in it"), None);
        assert_eq!(found("##- never\nclosed\n\n\n\n-##"), None);
    }
}
