//! The first and the last bytes of a file: does a PDF begin at once and is its end there. What stands
//! between them is for others to read.

use crate::Fault;
use crate::characters::is_space;
use memchr::memmem;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const HEADER: &[u8] = b"%PDF-";
const END: &[u8] = b"%%EOF";
/// Readers look for the header so far into a file; what stands before it is another file's.
const SEARCHED: usize = 1024;

/// # Errors
/// `NotAPdf`, or `Disguised` when a PDF begins behind something else.
pub fn check_begin(bytes: &[u8]) -> Result<(), Fault> {
    let begin = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let begin = begin.trim_ascii_start();
    if begin.starts_with(HEADER) {
        return Ok(());
    }
    let searched = &bytes[..bytes.len().min(SEARCHED)];
    match memmem::find(searched, HEADER) {
        Some(_) => Err(Fault::Disguised),
        None => Err(Fault::NotAPdf),
    }
}

/// # Errors
/// `Truncated` when the end is missing, `Disguised` when something else follows it.
pub fn check_end(bytes: &[u8]) -> Result<(), Fault> {
    let filled = bytes.iter().rposition(|&byte| !is_filling(byte)).map_or(0, |last| last + 1);
    let bytes = &bytes[..filled];
    let end = memmem::rfind(bytes, END).ok_or(Fault::Truncated)?;
    match bytes[end + END.len()..].trim_ascii() {
        [] => Ok(()),
        behind if begins_an_update(behind) => Err(Fault::Truncated),
        _ => Err(Fault::Disguised),
    }
}

/// White space, zero bytes and the end mark of old systems.
fn is_filling(byte: u8) -> bool {
    is_space(byte) || byte == 0x1a
}

/// Further objects, of which the end is missing.
fn begins_an_update(behind: &[u8]) -> bool {
    behind.first().is_some_and(u8::is_ascii_digit) || behind.starts_with(b"xref")
}
