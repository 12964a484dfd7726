//! What is being written and not sent yet: drafts that follow their writer from device to device, and
//! messages that the server holds for a moment, so that they can be taken back.

use super::negotiations::{Bare, NewEnclosure};
use super::{Nothing, Problem, endpoints};
use crate::canned::{AnswerCard, CannedAnswer};
use crate::ids::CommandId;
use crate::negotiation::{Audience, Document, Lane};
use crate::time::Millis;
use crate::view::Delta;
use serde::{Deserialize, Serialize};

/// How long a message can be taken back.
pub const HOLD_LENGTH: Millis = Millis(10_000);

endpoints! {
    /// The writer's own draft.
    ReadDraft: Get "/api/negotiations/{negotiation}/draft", Nothing => Option<Writing>;
    /// Keeps it; an empty one is forgotten.
    KeepDraft: Put "/api/negotiations/{negotiation}/draft", Writing => Nothing;
    /// Sends a message in ten seconds, whatever becomes of the page.
    HoldMessage: Post "/api/negotiations/{negotiation}/held-messages", NewHeld => Held;
    /// The writer's own messages that are held, or could not be sent.
    ListHeld: Get "/api/negotiations/{negotiation}/held-messages", Nothing => Vec<Held>;
    /// Takes one back; it was not sent.
    TakeBack: Delete "/api/negotiations/{negotiation}/held-messages/{held}", Nothing => Writing;
    /// N8: the address that a message will be from.
    ReadSender: Get "/api/negotiations/{negotiation}/sender", SenderOf => Sender;
    /// The canned answers that the writer may use here.
    ListAnswers: Get "/api/negotiations/{negotiation}/canned-answers", Nothing => Vec<CannedAnswer>;
    /// Keeps one of the writer's own, a new one or a change.
    KeepAnswer: Put "/api/negotiations/{negotiation}/canned-answers/{answer}", AnswerCard => CannedAnswer;
    /// Forgets one of the writer's own.
    ForgetAnswer: Delete "/api/negotiations/{negotiation}/canned-answers/{answer}", Nothing => Nothing;
    /// Sends one now.
    ReleaseHeld: Post "/api/negotiations/{negotiation}/held-messages/{held}/releases", Bare => Delta;
}

/// In which lane; none takes the writer's first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderOf {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
}

/// N8: from which address somebody writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// None: it must be typed.
    pub address: Option<String>,
}

/// A message as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// An internal note instead of a message.
    #[serde(default)]
    pub note: bool,
    #[serde(default)]
    pub lane: Option<Lane>,
    #[serde(default)]
    pub audience: Audience,
    #[serde(default)]
    pub text: String,
    /// Addresses separated by commas, without spaces.
    #[serde(default)]
    pub cc: Option<String>,
    /// The sender's address where it must be typed (N8).
    #[serde(default)]
    pub sender: Option<String>,
    #[serde(default)]
    pub enclosure: Option<NewEnclosure>,
    /// What is known of the upload in the enclosure; the server finds it itself when it sends.
    #[serde(default)]
    pub document: Option<Document>,
}

impl Writing {
    /// Nothing that would be missed.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.enclosure.is_none()
    }
}

/// A message to be held. The command is the one with which it will be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHeld {
    pub command: CommandId,
    pub writing: Writing,
}

/// A message that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub command: CommandId,
    pub writing: Writing,
    /// How long until it leaves. A length, because the clocks of pages differ from the server's.
    pub left: Millis,
    /// Why it could not be sent; it waits to be taken back then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
