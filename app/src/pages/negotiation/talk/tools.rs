//! What writing needs: drafts, sending, attaching, a warning. It arrives as a file of its own when somebody begins to write,
//! so the page itself must reach all of it through this.

use super::Talk;
use shared::disclosure::{Disclosure, discloses};
use shared::ids::EntryId;
use web_sys::File;

/// The ways into that file.
#[derive(Clone, Copy)]
pub struct Tools {
    pub begin: fn(Talk),
    pub send: fn(Talk),
    pub keep: fn(Talk),
    pub attach: fn(Talk, File, bool),
    pub supersede: fn(Talk, EntryId),
    pub discloses: fn(&str) -> Option<Disclosure>,
}

impl Tools {
    /// Only the file itself may call this.
    pub fn new() -> Self {
        Self {
            begin: Talk::begin,
            send: Talk::send,
            keep: Talk::keep,
            attach: Talk::attach,
            supersede: Talk::supersede,
            discloses,
        }
    }
}
