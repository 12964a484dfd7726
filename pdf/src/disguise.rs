//! Other kinds of file that a PDF can be at the same time. Each is known by what its own programs look for,
//! at the place where they look; a document that only mentions it passes.

use crate::Fault;
use memchr::memmem;

/// Archives that their programs find anywhere in a file.
const ANYWHERE: [&[u8]; 3] = [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"__HALT_COMPILER();"];
/// Kinds that are known by a mark at one place.
const MARKS: [(usize, &[u8]); 4] = [(257, b"ustar"), (128, b"DICM"), (0x8001, b"CD001"), (0x8801, b"CD001")];
/// What makes a browser take a file for a page, when it stands so early.
const TAGS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<script", b"<iframe", b"<svg"];
/// So begins the text of a comment too, which then says of what kind it is.
const BODY: &[u8] = b"<body";
const BODY_OF_COMMENT: &[u8] = b"<body xmlns=\"http://www.w3.org/1999/xhtml\"";
const LOOKED_AT: usize = 1024;

const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_ENTRY: &[u8] = b"PK\x01\x02";
/// A zip's end record, and the longest remark behind it.
const ZIP_END_LENGTH: usize = 22;
const ZIP_REMARK: usize = 65_535;

/// # Errors
/// `Disguised` when the file is a second thing.
pub fn check(bytes: &[u8]) -> Result<(), Fault> {
    let marked = MARKS.iter().any(|(at, mark)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    let found = ANYWHERE.iter().any(|mark| memmem::find(bytes, mark).is_some());
    if marked || found || is_page(bytes) || is_zip(bytes) { Err(Fault::Disguised) } else { Ok(()) }
}

fn is_page(bytes: &[u8]) -> bool {
    let begin = bytes[..bytes.len().min(LOOKED_AT)].to_ascii_lowercase();
    let mut bodies = memmem::find_iter(&begin, BODY);
    TAGS.iter().any(|tag| memmem::find(&begin, tag).is_some())
        || bodies.any(|at| {
            !begin[at..].starts_with(&BODY_OF_COMMENT[..BODY_OF_COMMENT.len().min(begin.len() - at)])
        })
}

/// A zip is read from its end: a record there says how long the list of its files is, which stands before.
fn is_zip(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(ZIP_END_LENGTH + ZIP_REMARK);
    memmem::find_iter(&bytes[from..], ZIP_END).any(|at| {
        let end = from + at;
        let length = bytes.get(end + 12..end + 16).and_then(|length| length.try_into().ok());
        let list = length.and_then(|length| end.checked_sub(u32::from_le_bytes(length) as usize));
        list.is_some_and(|list| list == end || bytes[list..].starts_with(ZIP_ENTRY))
    })
}
