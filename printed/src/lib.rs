//! A conversation as a PDF: A4, tagged, in the reader's language, as its reader may see it.
//!
//! It is a pure function of a [`Sheet`]: the time comes in, and the same sheet makes the same bytes. What a reader may
//! see is decided before; nothing is left out here and nothing is added. Fonts are unpacked for each document and
//! dropped with it, so this is for a process that ends afterwards.

mod column;
mod entries;
mod fonts;
mod front;
mod ink;
mod pages;
mod pen;
mod plain;
mod times;
mod tree;
mod typesetter;

use serde::{Deserialize, Serialize};
use shared::language::Language;
use shared::time::Timestamp;
use shared::view::Thread;
use std::fmt;

/// What is printed, and for whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// As `project` made it for the reader.
    pub thread: Thread,
    /// The reader, as it signed in.
    pub reader: String,
    pub language: Language,
    /// The reader's time zone, by its IANA name; one that is not known is read as UTC.
    pub zone: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// Its name.
    pub marketplace: String,
    /// The page of the conversation.
    pub address: String,
}

/// Why there is no PDF. What people wrote is no reason.
#[derive(Debug)]
pub struct Unprintable(String);

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it cannot be printed: {}", self.0)
    }
}

impl std::error::Error for Unprintable {}

/// The PDF.
///
/// # Errors
/// When the program or its fonts are broken, or there are more pages than a PDF may have.
pub fn print(sheet: &Sheet) -> Result<Vec<u8>, Unprintable> {
    let pen = pen::Pen::new(sheet.language, &sheet.zone);
    let mut typesetter = typesetter::Typesetter::new(sheet.language)?;
    let mut column = column::Column::new(&mut typesetter);
    front::front(&mut column, sheet, &pen);
    entries::entries(&mut column, &sheet.thread.entries, sheet.thread.header.feedback.as_ref(), &pen);
    let written = column.finish();
    let frame = front::frame(sheet, &pen);
    ink::draw(written, &frame, &mut typesetter)
}
