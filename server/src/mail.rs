//! Mails: composed from what their recipient may see, and handed over through a port.
//!
//! [`compose`] is a pure function of its two arguments: the time and all ids come in, so the same row of
//! the outbox makes the same bytes however often it is tried. A letter is made of a thread that
//! `shared::view::project` has cut out for its recipient, so a mail never says more than the page (V4).
//! Nothing here loads, queues or decides.

mod catalogues;
mod compose;
mod draft;
mod html;
mod letter;
mod maildir;
mod masks;
mod pen;
mod plain;

pub use compose::{ComposeError, Composed, compose};
pub use letter::Letter;
pub use maildir::Maildir;

use shared::ids::Email;
use shared::installation::Colour;
use shared::language::Language;
use shared::time::Timestamp;
use std::fmt;

/// Everything around a letter.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Stable: the id of the outbox row. Only its hash is sent.
    pub id: String,
    /// Mails with the same text here are shown as one conversation. Only its hash is sent.
    pub thread: Option<String>,
    pub to: Email,
    /// N12: the relay address that this recipient has in this negotiation.
    pub from: Email,
    /// Where answers go, when not to `from`.
    pub reply_to: Option<Email>,
    /// The date of the mail.
    pub at: Timestamp,
    /// The recipient's.
    pub language: Language,
    pub marketplace: Brand,
    /// Where the button leads; without it there is no button.
    pub link: Option<String>,
}

/// What a mail shows of its marketplace.
#[derive(Clone, Debug)]
pub struct Brand {
    pub name: String,
    pub accent: Colour,
}

/// The way out of the house.
pub trait Mail: Send + Sync {
    /// Hands mails over; for each, in order, whether it is gone or why it is still here. Handing the same
    /// mail over again changes nothing.
    fn deliver(&self, mails: &[&Composed]) -> Vec<Result<(), DeliveryProblem>>;
}

/// Why a mail could not be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryProblem {
    /// It may work later.
    Temporary(String),
    /// It will never work: trying again is of no use.
    Permanent(String),
}

impl fmt::Display for DeliveryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Temporary(what) => write!(f, "not handed over yet: {what}"),
            Self::Permanent(what) => write!(f, "cannot be handed over: {what}"),
        }
    }
}

impl std::error::Error for DeliveryProblem {}
