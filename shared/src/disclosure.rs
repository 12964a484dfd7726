//! Whether a text gives away how to reach somebody elsewhere: an e-mail address, a phone number or a name at a
//! messenger, also spelled out, in the nine languages. It warns before something is sent; it is no wall, and
//! prices, dates and article numbers must pass. It reads each text once, however long.

mod address;
mod groups;
mod lexicon;
mod messenger;
mod number;
mod pieces;
mod plain;
mod spelled;

use serde::{Deserialize, Serialize};

/// What a text seems to give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    Email,
    Phone,
    /// A name or a link by which a messenger finds somebody.
    Messenger,
}

/// What the text seems to give away, if anything.
pub fn discloses(text: &str) -> Option<Disclosure> {
    let text = plain::plain(text);
    let pieces = pieces::pieces(&text);
    if address::is_in(&text, &pieces) {
        return Some(Disclosure::Email);
    }
    if number::is_in(&text, &pieces) || spelled::is_in(&pieces) {
        return Some(Disclosure::Phone);
    }
    messenger::is_in(&text, &pieces).then_some(Disclosure::Messenger)
}
