//! The facts of a negotiation (§4). Only ever added to: a stored fact must stay readable.

use super::inquiry::Inquiry;
use super::party::{Audience, Lane, Named, Party};
use crate::ids::{Email, EntryId};
use crate::routing::Decision;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    InquirySent(Box<Inquiry>),
    /// R11, R12: who got it, with the reason for every member.
    Routed {
        decision: Box<Decision>,
        primary: Named,
    },
    /// R14.
    CopySent {
        to: Named,
    },
    InquiryOpened {
        by: Party,
    },
    /// N1. `lane` is none when the operator looked.
    PhoneShown {
        by: Party,
        lane: Option<Lane>,
    },
    MessageSent(MessageSent),
    MessageRead {
        message: EntryId,
        by: Party,
    },
    Forwarded(Forwarded),
    CcAdded {
        by: Party,
        lane: Lane,
        to: Named,
    },
    InternalNoteAdded {
        by: Party,
        text: String,
    },
    Declined {
        by: Party,
        lane: Lane,
        reason: DeclineReason,
        /// What the reason does not say; required for `other`.
        detail: Option<String>,
        /// What the buyer is told, if anything.
        message: Option<String>,
    },
    /// N5, S5: a copy holder does not deal with it; the primary's lane stays as it is.
    CopyDeclined {
        by: Party,
        reason: DeclineReason,
        detail: Option<String>,
        message: Option<String>,
    },
    /// N10.
    NoReplyNeededMarked {
        by: Party,
        lane: Lane,
    },
    SaleDeclared {
        by: Party,
    },
    FeedbackAsked,
    FeedbackLeft(Feedback),
    MarkedSpam {
        by: Party,
    },
}

/// A message in one lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSent {
    pub from: Party,
    /// The address the person wrote from; never shown to the other side (N12).
    pub sender: Option<Email>,
    pub lane: Lane,
    pub audience: Audience,
    pub text: String,
    /// S5: out-of-office and templates sent unchanged never count as an answer.
    pub automatic: bool,
}

/// N4: one fact for each new address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    pub by: Party,
    pub lane: Lane,
    pub to: Named,
    pub note: Option<String>,
}

/// N5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    NotOurProduct,
    OutsideOurArea,
    CannotSupply,
    NotSerious,
    Duplicate,
    Other,
}

impl DeclineReason {
    /// All six, in the order in which the dialog shows them.
    pub const ALL: [Self; 6] = [
        Self::NotOurProduct,
        Self::OutsideOurArea,
        Self::CannotSupply,
        Self::NotSerious,
        Self::Duplicate,
        Self::Other,
    ];
}

/// S1: what the buyer thinks of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// 1 to 5.
    pub stars: u8,
    pub reason: Option<String>,
    /// Private: for the primary side and the operator.
    pub comment: Option<String>,
}
