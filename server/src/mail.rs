//! Mails: composed from what their recipient may see, and handed over through a port.
//!
//! [`compose`] is a pure function of its two arguments: the time and all ids come in, so the same row of
//! the outbox makes the same bytes however often it is tried. A letter is made of a thread that
//! `shared::view::project` has cut out for its recipient, so a mail never says more than the page (V4).
//! Nothing here loads, queues or decides.

mod catalogues;
mod compose;
mod dkim;
mod draft;
mod html;
mod kind;
mod letter;
mod maildir;
mod masks;
mod pen;
mod plain;
mod published;
mod smtp;

pub use compose::{ComposeError, Composed, compose};
pub use dkim::{Seal, SealOptions};
pub use kind::Kind;
pub use letter::{LeftOut, Letter, Matter, Part};
pub use maildir::Maildir;
pub use published::published;
pub use smtp::{Smtp, is_about_the_address, is_for_now, status_in};

use shared::ids::Email;
use shared::installation::Colour;
use shared::language::Language;
use shared::mail_settings::Subscription;
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
    /// The date of the mail.
    pub at: Timestamp,
    /// The recipient's.
    pub language: Language,
    pub marketplace: Brand,
    /// N12: whether an answer to `from` comes back to us; then a line says where to write it.
    pub answerable: bool,
    /// Where the button leads; without it there is no button.
    pub link: Option<String>,
    /// None where there is nothing to choose.
    pub choices: Option<Choices>,
}

/// Where its reader chooses which mails come, and when. Neither address says whose they are.
#[derive(Clone, Debug)]
pub struct Choices {
    pub settings: String,
    /// What turns off all mails like this one, and what that is; none for what somebody wrote to its reader. It also
    /// stands in the header.
    pub unsubscribe: Option<(Subscription, String)>,
}

impl Envelope {
    fn unsubscribe(&self) -> Option<(Subscription, &str)> {
        let (subscription, link) = self.choices.as_ref()?.unsubscribe.as_ref()?;
        Some((*subscription, link))
    }
}

/// What a mail shows of its marketplace.
#[derive(Clone, Debug)]
pub struct Brand {
    pub name: String,
    pub accent: Colour,
}

/// A mail as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Safe in a file name.
    pub id: String,
    /// Where it comes back to when it cannot be delivered.
    pub from: Email,
    pub to: Email,
    /// Header and body, lines ended by CR LF.
    pub bytes: Vec<u8>,
}

/// The way out of the house.
pub trait Mail: Send + Sync {
    /// How many mails it takes in one go, of as many recipients: they are noted as sent together, and after a crash sent
    /// again together.
    fn at_once(&self) -> usize;

    /// How many may hand mails over at the same time.
    fn ways(&self) -> usize;

    /// Hands mails over, in order; for each whether it is gone or why it is still here.
    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>>;
}

/// Why a mail could not be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryProblem {
    /// Nothing can leave this way now, whatever it is.
    Closed(String),
    /// This mail may leave later.
    Temporary(String),
    /// It will never leave: trying again is of no use.
    Permanent(String),
    /// Neither will any other to this address: there is none.
    Unreachable(String),
}

impl DeliveryProblem {
    /// What happened, without what the other server says of it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Closed(_) => "no mail can leave",
            Self::Temporary(_) => "not handed over yet",
            Self::Permanent(_) | Self::Unreachable(_) => "cannot be handed over",
        }
    }
}

impl fmt::Display for DeliveryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Closed(what) | Self::Temporary(what) | Self::Permanent(what) | Self::Unreachable(what)) =
            self;
        write!(f, "{}: {what}", self.kind())
    }
}

impl std::error::Error for DeliveryProblem {}
