//! What one object says of itself, without any reference being followed: so what it costs is its length.
//! What hides behind a reference is an object too and is read by itself.

use crate::Fault;
use crate::lexer::{Lexer, Token};
use crate::watch::Watch;

/// What the words of one object said.
#[derive(Default)]
pub struct Object {
    pub active: bool,
    pub encrypted: bool,
    /// It has files, and it lists files: a list may be empty, as when its files were taken out.
    pub holds_files: bool,
    pub lists_files: bool,
    /// A dictionary or array that begins is not closed.
    pub open: bool,
    /// Where the stream's data begins, when there is any.
    pub data: Option<usize>,
    pub stream: StreamKind,
    /// The length that a file prepared for the web says it has.
    pub linearized: Option<usize>,
    /// Behind its last word.
    pub end: usize,
}

/// What a stream's dictionary says of itself.
#[derive(Default)]
pub struct StreamKind {
    /// How many objects are in it, and where the first is. Only a stream of objects says both; the
    /// numbers themselves are None when they stand elsewhere.
    pub members: Option<Option<usize>>,
    pub first: Option<Option<usize>>,
    pub is_index: bool,
    pub packing: Packing,
    pub predicted: bool,
}

/// How a stream's data is packed.
#[derive(Clone, Copy, Default)]
pub enum Packing {
    #[default]
    Plain,
    Deflated,
    /// In a way that may be good for pictures.
    Other,
}

impl StreamKind {
    /// Whether it holds objects. That it says so by its type does not matter to every reader.
    pub fn holds_objects(&self) -> bool {
        self.members.is_some() && self.first.is_some()
    }

    /// One more filter that its data went through.
    pub fn add_filter(&mut self, name: &[u8]) {
        self.packing = match (self.packing, name) {
            (Packing::Plain, b"FlateDecode" | b"Fl") => Packing::Deflated,
            _ => Packing::Other,
        };
    }
}

/// Reads the object whose words begin at a place, to `endobj` or `stream`.
///
/// # Errors
/// `TooComplex` when it nests too deep.
pub fn read_object(bytes: &[u8], at: usize) -> Result<Object, Fault> {
    let mut watch = Watch::default();
    let mut lexer = Lexer::new(bytes, at);
    let mut first = true;
    while let Some(token) = lexer.next() {
        match token {
            Token::Word(b"stream") => {
                watch.data_begins(lexer.at());
                break;
            }
            Token::Word(b"endobj" | b"obj" | b"endstream" | b"xref" | b"startxref") => break,
            token => watch.note(token, first)?,
        }
        first = false;
    }
    Ok(watch.finish(lexer.at()))
}

/// Reads one value, as it stands in a stream of objects or behind `trailer`.
///
/// # Errors
/// `TooComplex` when it nests too deep.
pub fn read_value(bytes: &[u8], at: usize) -> Result<Object, Fault> {
    let mut watch = Watch::default();
    let mut lexer = Lexer::new(bytes, at);
    if let Some(token) = lexer.next() {
        watch.note(token, true)?;
    }
    while watch.is_inside() {
        let Some(token) = lexer.next() else { break };
        watch.note(token, false)?;
    }
    Ok(watch.finish(lexer.at()))
}
