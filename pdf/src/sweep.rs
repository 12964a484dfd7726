//! Reads every object that stands anywhere in the file, whether or not an index leads to it: in older
//! revisions, behind the end of a stream, inside another one. So it does not matter which of them a reader
//! on the other side finds.

use crate::Fault;
use crate::effort::Effort;
use crate::marks::marks;
use crate::object::{Files, Object, read_object, read_value};
use crate::packed;
use memchr::memmem;

/// What mail may cut off behind the last word.
const LINE_END: usize = 2;

/// What all objects together said.
#[derive(Default)]
pub struct Found {
    pub active: bool,
    pub encrypted: bool,
    /// An object that is not finished or cannot be unpacked, or a file shorter than it says.
    pub damaged: bool,
    pub objects: usize,
    /// The files that the document carries.
    pub files: Files,
    holds_files: bool,
    lists_files: bool,
}

/// # Errors
/// `TooComplex` when it would take too long.
pub fn sweep(bytes: &[u8]) -> Result<Found, Fault> {
    let mut effort = Effort::for_file(bytes.len());
    let mut found = Found::default();
    for mark in marks(bytes) {
        let object = read_object(bytes, mark.behind)?;
        effort.read(object.end - mark.at)?;
        found.damaged |= object.open && mark.number.is_some();
        found.damaged |= object.linearized.is_some_and(|length| length > bytes.len() + LINE_END);
        found.add(&object);
        if let Some(data) = object.data {
            // Content that a reader would fetch from elsewhere.
            found.active |= object.stream.is_elsewhere;
            found.look_inside(&object, &bytes[data..], &mut effort)?;
        }
    }
    for at in memmem::find_iter(bytes, b"trailer") {
        let trailer = read_value(bytes, at + b"trailer".len())?;
        effort.read(trailer.end - at)?;
        found.add(&trailer);
    }
    Ok(found)
}

impl Found {
    fn add(&mut self, object: &Object) {
        self.objects += 1;
        self.active |= object.active;
        self.encrypted |= object.encrypted;
        self.holds_files |= object.holds_files;
        self.lists_files |= object.lists_files;
        self.active |= self.holds_files && self.lists_files;
        self.files.is_file |= object.files.is_file;
        self.files.elsewhere |= object.files.elsewhere;
        self.files.described.extend(&object.files.described);
        self.files.named.extend(&object.files.named);
    }

    fn look_inside(&mut self, object: &Object, data: &[u8], effort: &mut Effort) -> Result<(), Fault> {
        let kind = &object.stream;
        let looked = if kind.holds_objects() {
            packed::each_member(kind, data, effort, |member| {
                // A file is a stream, and no stream is in a stream of objects.
                self.active |= member.object.files.is_file;
                self.add(&member.object);
            })
        } else if kind.is_index {
            packed::measure(kind, data, effort)
        } else {
            Ok(())
        };
        match looked {
            // It may be noise because it is encrypted, which is said further on.
            Err(Fault::Truncated) => self.damaged = true,
            other => return other,
        }
        Ok(())
    }
}
