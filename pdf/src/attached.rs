//! The files that a document carries: each must be an invoice in XML, which programs read and nobody opens.
//! They are looked up by number alone, at every place where an object has that number, so it does not matter
//! which of them a reader on the other side takes.

use crate::effort::Effort;
use crate::invoice::is_invoice;
use crate::marks::marks;
use crate::object::{Files, Object, read_object};
use crate::{Fault, packed};
use std::collections::{HashMap, HashSet};

/// More than anybody sends with a document.
const MOST: usize = 16;

/// Whether all files that the document carries are, as far as it says; true when it carries none.
///
/// # Errors
/// `TooComplex` when it would take too long.
pub fn are_invoices(bytes: &[u8], files: &Files) -> Result<bool, Fault> {
    if !files.is_file && !files.elsewhere && files.described.is_empty() {
        return Ok(true);
    }
    let mut numbers: HashSet<_> = files.described.iter().copied().collect();
    if files.elsewhere {
        numbers.extend(&files.named);
    }
    if numbers.len() > MOST {
        return Ok(false);
    }
    let mut effort = Effort::for_file(bytes.len());
    let mut missing: HashMap<_, _> = numbers.iter().map(|number| (*number, true)).collect();
    for mark in marks(bytes) {
        let object = read_object(bytes, mark.behind)?;
        effort.read(object.end - mark.at)?;
        let is_file = object.files.is_file || mark.number.is_some_and(|number| numbers.contains(&number));
        // One without a number that can be read may be any.
        let may_be = mark.number.is_none() && object.data.is_some();
        if may_be || (is_file && !carries_invoice(&object, bytes, &mut effort)?) {
            return Ok(false);
        }
        missing.extend(mark.number.filter(|_| is_file).map(|number| (number, false)));
    }
    Ok(!missing.values().any(|missing| *missing))
}

fn carries_invoice(object: &Object, bytes: &[u8], effort: &mut Effort) -> Result<bool, Fault> {
    let Some(data) = object.data.filter(|_| !object.stream.is_other) else { return Ok(false) };
    match packed::content(&object.stream, &bytes[data..], effort) {
        Ok(content) => Ok(is_invoice(&content)),
        Err(Fault::Truncated) => Ok(false),
        Err(fault) => Err(fault),
    }
}
