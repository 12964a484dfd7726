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
/// How printers are told that a job begins and ends, and in which language it is.
const JOB: &[u8] = b"\x1b%-12345X";
const JOB_LINE: &[u8] = b"@PJL";
/// How lines begin that mail and the web write around what they carry, and remarks in the file's own way.
const BEGINNINGS: [&[u8]; 6] = [JOB_LINE, b"--", b"Content-", b"MIME-Version:", b"HTTP/", b"%"];
/// What remarks may be written with: signs with which no program and no page is.
const OF_REMARKS: &[u8] = b" \t.,:;-_/()@+*'=\"~%";
/// A remark that makes a printer's program of the file.
const PROGRAM: &[u8] = b"%!";

/// # Errors
/// `NotAPdf`, or `Disguised` when a PDF begins behind something else.
pub fn check_begin(bytes: &[u8]) -> Result<(), Fault> {
    let searched = &bytes[..bytes.len().min(SEARCHED)];
    let before = &bytes[..memmem::find(searched, HEADER).ok_or(Fault::NotAPdf)?];
    let before = before.strip_prefix(BYTE_ORDER_MARK).unwrap_or(before);
    if are_remarks(before) { Ok(()) } else { Err(Fault::Disguised) }
}

/// # Errors
/// `Truncated` when the end is missing, `Disguised` when something else follows it.
pub fn check_end(bytes: &[u8]) -> Result<(), Fault> {
    let filled = bytes.iter().rposition(|&byte| !is_filling(byte)).map_or(0, |last| last + 1);
    let bytes = &bytes[..filled];
    let end = memmem::rfind(bytes, END).ok_or(Fault::Truncated)?;
    let behind = &bytes[end + END.len()..];
    match behind.trim_ascii() {
        [] => Ok(()),
        update if begins_an_update(update) => Err(Fault::Truncated),
        _ if behind.len() <= SEARCHED && are_remarks(behind) => Ok(()),
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

/// Lines that say something to a printer or a mail program, or nothing to any.
fn are_remarks(bytes: &[u8]) -> bool {
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).all(is_remark)
}

fn is_remark(line: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || OF_REMARKS.contains(byte);
    let (line, is_job) = match line.strip_prefix(JOB) {
        Some(rest) => (rest.strip_prefix(JOB).unwrap_or(rest), true),
        None => (line, false),
    };
    let begins = is_job || BEGINNINGS.iter().any(|begin| line.starts_with(begin));
    let line = line.trim_ascii();
    line.is_empty() || (begins && line.iter().all(plain) && !line.starts_with(PROGRAM))
}
