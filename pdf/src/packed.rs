//! Streams that hold objects: unpacks them and reads every object in them. Nothing may hide in one that
//! cannot be unpacked, so such a file is refused.

use crate::Fault;
use crate::characters::is_space;
use crate::effort::Effort;
use crate::lexer::{Lexer, Token};
use crate::object::{Object, Packing, StreamKind, read_value};
use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;
use std::borrow::Cow;

/// How much is unpacked at a time.
const STEP: usize = 64 << 10;

/// An object in a stream of objects.
pub struct Member<'a> {
    pub number: Option<usize>,
    pub words: &'a [u8],
    pub object: Object,
}

/// Reads the objects in a stream of objects, given the bytes from the stream's beginning on.
///
/// # Errors
/// `Truncated` when it cannot be unpacked, which includes ways that no producer uses; `TooComplex` when
/// there is too much in it.
pub fn each_member(
    kind: &StreamKind,
    data: &[u8],
    effort: &mut Effort,
    note: impl FnMut(Member<'_>),
) -> Result<(), Fault> {
    if kind.predicted || kind.ambiguous {
        return Err(Fault::Truncated);
    }
    match kind.packing {
        Packing::Plain => read_members(kind, without_line_end(data), effort, note),
        Packing::Deflated => {
            let unpacked = inflate(data, effort)?;
            read_members(kind, &unpacked, effort, note)
        }
        Packing::Other => Err(Fault::Truncated),
    }
}

/// Unpacks to see how much it is.
///
/// # Errors
/// `Truncated` when it cannot be unpacked, `TooComplex` when it is too much.
pub fn measure(kind: &StreamKind, data: &[u8], effort: &mut Effort) -> Result<(), Fault> {
    match kind.packing {
        Packing::Deflated => inflate(data, effort).map(drop),
        Packing::Plain | Packing::Other => Ok(()),
    }
}

fn read_members(
    kind: &StreamKind,
    content: &[u8],
    effort: &mut Effort,
    mut note: impl FnMut(Member<'_>),
) -> Result<(), Fault> {
    let (places, behind) = places(content, kind.members.flatten());
    let first = kind.first.flatten().unwrap_or(behind);
    for (number, offset) in places {
        let at = first.saturating_add(offset);
        if at < content.len() {
            let object = read_value(content, at)?;
            effort.read(object.end - at)?;
            note(Member { number, words: &content[at..object.end], object });
        }
    }
    Ok(())
}

/// The objects' numbers and where they are, and where the list of that ends.
fn places(content: &[u8], count: Option<usize>) -> (Vec<(Option<usize>, usize)>, usize) {
    let mut lexer = Lexer::new(content, 0);
    let mut places = Vec::new();
    let mut behind = 0;
    while count.is_none_or(|count| places.len() < count)
        && let (Some(Token::Number(number)), Some(Token::Number(Some(offset)))) = (lexer.next(), lexer.next())
    {
        places.push((number, offset));
        behind = lexer.at();
    }
    (places, behind)
}

/// A packed stream ends by itself, so its end need not be found, and no wrong length can hide a part.
fn inflate(data: &[u8], effort: &mut Effort) -> Result<Vec<u8>, Fault> {
    let skipped = data.iter().position(|&byte| !is_space(byte)).unwrap_or(data.len());
    let mut packed = &data[skipped..];
    let mut unpacked = Vec::new();
    let mut inflater = Decompress::new(true);
    loop {
        unpacked.reserve(STEP);
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        let status = inflater.decompress_vec(packed, &mut unpacked, FlushDecompress::None);
        let taken = usize::try_from(inflater.total_in() - taken).map_err(|_| Fault::TooComplex)?;
        let given = usize::try_from(inflater.total_out() - given).map_err(|_| Fault::TooComplex)?;
        packed = &packed[taken..];
        effort.unpack(given)?;
        match status {
            Ok(Status::StreamEnd) => return Ok(unpacked),
            Ok(_) if taken > 0 || given > 0 => {}
            // Some producers leave out the checksum or the end; what came out is all there is.
            _ if !unpacked.is_empty() => return Ok(unpacked),
            _ => return Err(Fault::Truncated),
        }
    }
}

/// All that is in a stream, given the bytes from the stream's beginning on.
///
/// # Errors
/// As for a stream of objects.
pub fn content<'a>(kind: &StreamKind, data: &'a [u8], effort: &mut Effort) -> Result<Cow<'a, [u8]>, Fault> {
    if kind.predicted || kind.is_elsewhere {
        return Err(Fault::Truncated);
    }
    match kind.packing {
        Packing::Plain => {
            let end = memmem::find(data, b"endstream").ok_or(Fault::Truncated)?;
            effort.read(end)?;
            Ok(Cow::Borrowed(without_line_end(&data[..end])))
        }
        Packing::Deflated => inflate(data, effort).map(Cow::Owned),
        Packing::Other => Err(Fault::Truncated),
    }
}

pub fn without_line_end(data: &[u8]) -> &[u8] {
    let data = data.strip_prefix(b"\r").unwrap_or(data);
    data.strip_prefix(b"\n").unwrap_or(data)
}
