//! Does the index lead to the pages, and how many are there. It reads on demand, so that an index which
//! names one object a million times costs nothing.

use crate::whole::{self, Wholeness};
use crate::{Fault, Inspected};
use lopdf::Document;
use lopdf::xref::XrefRecovery;
use std::panic::catch_unwind;

/// More pages than the longest catalogue.
const MOST_PAGES: u32 = 20_000;

/// # Errors
/// `Truncated` when it leads to no page, or does not fit the file and a part of that is missing.
pub fn check(bytes: &[u8], objects: usize) -> Result<Inspected, Fault> {
    let read = catch_unwind(|| Document::load_metadata_mem(bytes)).map_err(|_| Fault::TooComplex)?;
    let known = read.map_err(|_| Fault::Truncated)?;
    if known.encrypted {
        return Err(Fault::Encrypted);
    }
    // An index that does not fit says nothing of what is missing.
    let is_whole = match known.xref_recovery {
        None => true,
        Some(XrefRecovery::OffsetCorrected) => whole::look(bytes)?.has_all,
        Some(_) => whole::look(bytes)? == Wholeness::FULL,
    };
    if !is_whole {
        return Err(Fault::Truncated);
    }
    let pages = known.page_count;
    if pages == 0 || usize::try_from(pages).is_ok_and(|pages| pages > objects) {
        return Err(Fault::Truncated);
    }
    if pages > MOST_PAGES { Err(Fault::TooComplex) } else { Ok(Inspected { pages }) }
}
