//! What somebody wants to happen to a negotiation.

use super::event::{DeclineReason, Feedback};
use super::inquiry::Inquiry;
use super::party::{Audience, Lane, Named, Party};
use crate::ids::{Email, EntryId};
use crate::routing::Decision;
use serde::{Deserialize, Serialize};

/// Who acts, and from which address (N8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub party: Party,
    pub address: Option<Email>,
}

/// The wish; time and ids are in the envelope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Command {
    SendInquiry(Box<SendInquiry>),
    OpenInquiry,
    ShowPhone {
        lane: Option<Lane>,
    },
    SendMessage(SendMessage),
    ReadMessages {
        messages: Vec<EntryId>,
    },
    Forward {
        /// The lane to act in; none takes the actor's own, primary first.
        lane: Option<Lane>,
        /// Addresses separated by commas, without spaces (N4, R20).
        to: String,
        note: Option<String>,
    },
    AddCc {
        lane: Option<Lane>,
        to: String,
    },
    AddInternalNote {
        text: String,
    },
    Decline {
        lane: Option<Lane>,
        reason: DeclineReason,
        detail: Option<String>,
        message: Option<String>,
    },
    MarkNoReplyNeeded {
        lane: Option<Lane>,
    },
    DeclareSale,
    AskFeedback,
    LeaveFeedback(Feedback),
    MarkSpam,
}

/// The inquiry with the answer that routing gave at this moment (R11: the server re-checks).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendInquiry {
    pub inquiry: Inquiry,
    pub consent: bool,
    pub decision: Decision,
    pub primary: Named,
    /// R14, in the decision's order.
    pub copies: Vec<Named>,
}

/// A message with its cc (N6, N9).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendMessage {
    pub lane: Option<Lane>,
    pub audience: Audience,
    pub text: String,
    /// Addresses separated by commas, without spaces; each joins the lane (V1).
    pub cc: Option<String>,
    pub automatic: bool,
}
