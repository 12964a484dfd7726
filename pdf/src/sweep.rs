//! Reads every object that stands anywhere in the file, whether or not an index leads to it: in older
//! revisions, behind the end of a stream, inside another one. So it does not matter which of them a reader
//! on the other side finds.

use crate::Fault;
use crate::characters::is_space;
use crate::effort::Effort;
use crate::object::{Object, read_object, read_value};
use crate::packed;
use memchr::memmem;

/// Room for an object's number and generation.
const LONGEST_NUMBER: usize = 32;

/// What all objects together said.
#[derive(Default)]
pub struct Found {
    pub active: bool,
    pub encrypted: bool,
    /// An object that is not finished or cannot be unpacked, or a file shorter than it says.
    pub damaged: bool,
    pub objects: usize,
    holds_files: bool,
    lists_files: bool,
}

/// # Errors
/// `TooComplex` when it would take too long.
pub fn sweep(bytes: &[u8]) -> Result<Found, Fault> {
    let mut effort = Effort::for_file(bytes.len());
    let mut found = Found::default();
    for at in memmem::find_iter(bytes, b"obj") {
        if !stands_alone(bytes, at) {
            continue;
        }
        let object = read_object(bytes, at + b"obj".len())?;
        effort.read(object.end - at)?;
        found.damaged |= object.open && has_number(bytes, at);
        found.damaged |= object.linearized.is_some_and(|length| length > bytes.len());
        found.add(&object);
        if let Some(data) = object.data {
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
    }

    fn look_inside(&mut self, object: &Object, data: &[u8], effort: &mut Effort) -> Result<(), Fault> {
        let kind = &object.stream;
        let looked = if kind.holds_objects() {
            packed::each_member(kind, data, effort, |member| self.add(member))
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

/// Not the end of `endobj`, nor a part of some other word.
fn stands_alone(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let after = bytes.get(at + b"obj".len());
    before.is_some_and(|before| is_space(before) || before.is_ascii_digit())
        && !after.is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether an object's number and generation stand before: then it is no coincidence.
fn has_number(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(LONGEST_NUMBER)..at];
    without_number(before).and_then(without_number).is_some()
}

/// Without the number at the end; None when there is none.
fn without_number(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.trim_ascii_end();
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| &bytes[..bytes.len() - digits])
}
