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
    /// It has files, and it lists files: a list may be empty, as when its files were taken out. Whether what
    /// has the first is a file's description is only known from the second.
    pub holds_files: bool,
    pub lists_files: bool,
    pub files: Files,
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

/// What it says of files that the document carries.
#[derive(Default)]
pub struct Files {
    /// It is one, by its own word.
    pub is_file: bool,
    /// The numbers of those that it describes.
    pub described: Vec<u32>,
    /// Which those are that it describes is said by an object that looks like any other.
    pub elsewhere: bool,
    /// The numbers of those that it names if it is such an object.
    pub named: Vec<u32>,
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
    /// It says twice how many objects are in it, or where: readers differ in what they believe.
    pub ambiguous: bool,
    /// Its content is somewhere else, so that what stands here is not it.
    pub is_elsewhere: bool,
    /// It says of its content that it is of some kind, and not XML.
    pub is_other: bool,
    /// How many bytes it has; None when that is said elsewhere.
    pub length: Option<Option<usize>>,
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
