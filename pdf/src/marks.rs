//! Where objects begin: at each word `obj` in the file, wherever an index says that they are. It must not
//! know what is in them.

use crate::characters::is_space;
use memchr::memmem;

const MARK: &[u8] = b"obj";
/// Room for an object's number and generation.
const LONGEST_NUMBER: usize = 32;

/// The place where an object begins.
#[derive(Clone, Copy)]
pub struct Mark {
    /// Of the word itself.
    pub at: usize,
    /// Behind the word.
    pub behind: usize,
    /// Where the object's number begins, or the word itself when it has none.
    pub begin: usize,
    /// What number the object has. Without one it is likely a coincidence.
    pub number: Option<u32>,
}

/// Every mark, in the order of the file.
pub fn marks(bytes: &[u8]) -> impl Iterator<Item = Mark> {
    memmem::find_iter(bytes, MARK).filter(|at| stands_alone(bytes, *at)).map(|at| {
        let (begin, number) =
            number_before(bytes, at).map_or((at, None), |(begin, number)| (begin, Some(number)));
        Mark { at, behind: at + MARK.len(), begin, number }
    })
}

/// Not the end of `endobj`, nor a part of some other word.
fn stands_alone(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let after = bytes.get(at + MARK.len());
    before.is_some_and(|before| is_space(before) || before.is_ascii_digit())
        && !after.is_some_and(u8::is_ascii_alphanumeric)
}

/// The number that stands before, with a generation behind it, and where it begins.
fn number_before(bytes: &[u8], at: usize) -> Option<(usize, u32)> {
    let from = at.saturating_sub(LONGEST_NUMBER);
    let (before, _) = number_at_end(&bytes[from..at])?;
    let (before, number) = number_at_end(before)?;
    Some((from + before.len(), str::from_utf8(number).ok()?.parse().ok()?))
}

/// What stands before the number at the end, and the number.
fn number_at_end(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let bytes = bytes.trim_ascii_end();
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| bytes.split_at(bytes.len() - digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_has_the_number_that_stands_before_it() {
        let text = b"1 0 obj endobj 0012\r\n3 obj\nendobj3 0 obj x obj 99999999999 0 obj 4%\n0 obj objects";
        let numbers: Vec<_> = marks(text).map(|mark| (mark.number, mark.begin)).collect();
        let expected = [(Some(1), 0), (Some(12), 15), (Some(3), 33), (None, 43), (None, 61), (None, 70)];
        assert_eq!(numbers, expected);
    }
}
