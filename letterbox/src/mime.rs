//! Takes a mail apart at its boundaries, in one pass over its lines. A mail within the mail stays whole.
//! It must not know what a part is good for.

use crate::headers::Headers;
use crate::limits;
use std::borrow::Cow;

/// One part. The first of a mail is the mail itself.
pub struct Part<'a> {
    pub headers: Headers,
    pub body: &'a [u8],
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    /// In lower case; what a part is that does not say so.
    pub media_type: String,
}

impl Part<'_> {
    /// Whether it holds others. One without any is text, whatever it says.
    pub fn is_multipart(&self) -> bool {
        !self.children.is_empty()
    }
}

/// A part whose boundary may still come.
struct Open {
    part: usize,
    boundary: Vec<u8>,
}

/// A mail without what some programs put before it, and with ends of lines: those of old Macs are others.
pub fn tidied(raw: &[u8]) -> Cow<'_, [u8]> {
    let raw = raw.strip_prefix("\u{feff}".as_bytes()).unwrap_or(raw);
    let blank = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let raw = &raw[blank..];
    match raw.contains(&b'\n') || !raw.contains(&b'\r') {
        true => Cow::Borrowed(raw),
        false => raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect(),
    }
}

/// All parts in their order; at least one.
pub fn split(raw: &[u8]) -> Vec<Part<'_>> {
    let mut splitter = Splitter { raw, parts: Vec::new(), open: Vec::new(), leaf: None };
    let mut at = splitter.begin(0, None);
    while at < raw.len() {
        let end = line_end(raw, at);
        let line = &raw[at..end];
        match splitter.delimiter(line) {
            Some((index, closes)) => {
                splitter.end_leaf(at);
                at = end;
                splitter.open.truncate(index + usize::from(!closes));
                if !closes {
                    let parent = splitter.open[index].part;
                    at = splitter.begin(end, Some(parent));
                }
            }
            None => at = end,
        }
    }
    splitter.end_leaf(raw.len());
    splitter.parts
}

struct Splitter<'a> {
    raw: &'a [u8],
    parts: Vec<Part<'a>>,
    open: Vec<Open>,
    /// The part that the lines go into now, and where it began.
    leaf: Option<(usize, usize)>,
}

impl Splitter<'_> {
    /// A part begins; returns where its headers end.
    fn begin(&mut self, at: usize, parent: Option<usize>) -> usize {
        let (headers, length) = Headers::read(&self.raw[at..]);
        let in_digest = parent.is_some_and(|parent| self.parts[parent].media_type == "multipart/digest");
        let without = if in_digest { "message/rfc822" } else { "text/plain" };
        let media_type = headers.media_type().unwrap_or_else(|| without.to_owned());
        let index = self.parts.len();
        if let Some(boundary) = headers.boundary()
            && media_type.starts_with("multipart/")
            && self.open.len() < limits::DEPTH
        {
            self.open.push(Open { part: index, boundary });
        }
        if let Some(parent) = parent {
            self.parts[parent].children.push(index);
        }
        self.leaf = Some((index, at + length));
        self.parts.push(Part { headers, body: &[], parent, children: Vec::new(), media_type });
        at + length
    }

    /// Which open part's boundary the line is, and whether it is its last.
    fn delimiter(&self, line: &[u8]) -> Option<(usize, bool)> {
        let line = line.strip_prefix(b"--")?;
        self.open.iter().enumerate().rev().find_map(|(index, open)| {
            let rest = line.strip_prefix(open.boundary.as_slice())?.trim_ascii();
            match rest {
                b"" => (self.parts.len() < limits::PARTS).then_some((index, false)),
                b"--" => Some((index, true)),
                _ => None,
            }
        })
    }

    fn end_leaf(&mut self, at: usize) {
        let Some((index, begin)) = self.leaf.take() else { return };
        let body = &self.raw[begin.min(at)..at];
        // The line's end before a boundary belongs to the boundary.
        let body = if at < self.raw.len() { body.strip_suffix(b"\n").unwrap_or(body) } else { body };
        self.parts[index].body = body.strip_suffix(b"\r").unwrap_or(body);
    }
}

/// Behind the line that begins at a place.
pub fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_within_parts_are_found() {
        let raw = b"Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\nContent-Type: \
            multipart/alternative; boundary=\"ab\"\n\n--ab\n\none\n--ab\nContent-Type: text/html\n\ntwo\n--ab--\n\
            --a\n\nthree\n--a--\nepilogue";
        let parts = split(raw);
        let bodies: Vec<_> = parts.iter().filter(|part| !part.is_multipart()).map(|part| part.body).collect();
        assert_eq!(bodies, [b"one".as_slice(), b"two", b"three"]);
        assert_eq!(parts[0].children, [1, 4]);
    }

    #[test]
    fn a_part_that_is_not_closed_ends_with_its_parent() {
        let raw = b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; \
            boundary=b\n\n--b\n\none\n--a\n\ntwo";
        let parts = split(raw);
        assert_eq!(parts[2].body, b"one");
        assert_eq!(parts[3].body, b"two");
    }

    #[test]
    fn many_parts_end_somewhere() {
        let mut raw = b"Content-Type: multipart/mixed; boundary=a\n\n".to_vec();
        raw.extend(b"--a\n\nx\n".repeat(10_000));
        assert_eq!(split(&raw).len(), limits::PARTS);
    }
}
