//! The facts of a negotiation (§4). Only ever added to: a stored fact must stay readable.

use super::document::{Document, Offer, OrderAddress, Sha256};
use super::incident::IncidentWord;
use super::inquiry::Inquiry;
use super::party::{Audience, Lane, Named, OperatorSide, Party};
use super::silence::{OfferEnd, RerouteReason};
use crate::ids::{Email, EntryId};
use crate::money::Money;
use crate::routing::{Decision, Inputs};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    InquirySent(Box<Inquiry>),
    /// R11, R12: who got it, with the reason for every member. A state leaves out those who were not shown.
    Routed {
        decision: Box<Decision>,
        primary: Named,
        /// What it was decided on. The state leaves it out: it is read where somebody asks for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inputs: Option<Box<Inputs>>,
        /// R15, R18: the network's silence rule on that day; none is never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer_after_hours: Option<u32>,
    },
    /// R18: nobody answered for so many hours; the next eligible seller may have it.
    InquiryOffered {
        to: Named,
        after_hours: u32,
    },
    /// R18: the inquiry stays where it was.
    OfferEnded {
        by: Party,
        reason: OfferEnd,
    },
    /// R18: somebody else is the primary from now on.
    Rerouted {
        reason: RerouteReason,
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
    /// N2: a message with a document.
    DocumentSent {
        message: MessageSent,
        document: Box<Document>,
    },
    /// N3: a message with a quote. Its entry is the quote's name from now on.
    QuoteSent {
        message: MessageSent,
        document: Box<Document>,
        offer: Box<Offer>,
    },
    QuoteOpened {
        quote: EntryId,
        by: Party,
    },
    /// The buyer answers a quote with the amount or the date that it wants.
    CounterOfferSent {
        message: MessageSent,
        quote: EntryId,
        amount: Option<Money>,
        /// The last moment in UTC of a day.
        wanted_by: Option<Timestamp>,
    },
    /// With the digest of the very file that was accepted.
    QuoteAccepted {
        quote: EntryId,
        billing: Box<OrderAddress>,
        delivery: Option<Box<OrderAddress>>,
        sha256: Sha256,
    },
    QuoteRefused {
        quote: EntryId,
        reason: Option<String>,
    },
    QuoteWithdrawn {
        quote: EntryId,
        by: Party,
    },
    QuoteExpired {
        quote: EntryId,
    },
    /// The price of an order has arrived.
    PaymentReceived {
        quote: EntryId,
        by: Party,
        /// What the bank or the payment service calls it.
        reference: Option<String>,
    },
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
    /// The buyer needs no answer any more.
    InquiryWithdrawn {
        reason: Option<String>,
    },
    /// Between the operator and one side; nobody else learns of it.
    OperatorMessageSent(OperatorMessage),
    /// N11, on the order that this accepted quote is.
    IncidentOpened {
        order: EntryId,
        by: Party,
        reason: String,
    },
    IncidentResolved(IncidentWord),
    IncidentDisputed(IncidentWord),
    IncidentClosed(IncidentWord),
    IncidentAutoClosed {
        incident: EntryId,
    },
    /// R18: the primary was reminded of the buyer's turn that began then.
    ReminderSent {
        turn: Timestamp,
    },
    /// R18: the turn is older than 48 hours; the copies are told.
    AnswerOverdue {
        turn: Timestamp,
    },
    /// S5: a machine answered for somebody. Kept, told to nobody, and never an answer.
    AutomaticMessageReceived {
        from: Party,
        lane: Lane,
        text: String,
    },
    /// N12: a mail to this participant came back.
    DeliveryFailed {
        to: Party,
        /// Trying again is of no use.
        permanent: bool,
    },
}

impl Event {
    /// What was said, by itself or along with a document, a quote or a counter-offer.
    pub fn said(&self) -> Option<&MessageSent> {
        match self {
            Self::MessageSent(message)
            | Self::DocumentSent { message, .. }
            | Self::QuoteSent { message, .. }
            | Self::CounterOfferSent { message, .. } => Some(message),
            _ => None,
        }
    }

    /// The fact without what a decision was made of and why others were not shown, which would be most of a state.
    pub(super) fn remembered(&self) -> Self {
        match self {
            Self::Routed { decision, primary, offer_after_hours, .. } => Self::Routed {
                decision: Box::new(decision.without_excluded()),
                primary: primary.clone(),
                inputs: None,
                offer_after_hours: *offer_after_hours,
            },
            other => other.clone(),
        }
    }

    /// The document that came with it.
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::DocumentSent { document, .. } | Self::QuoteSent { document, .. } => Some(document),
            _ => None,
        }
    }

    /// The older entry that looks different because of it.
    pub fn changes_entry(&self) -> Option<&EntryId> {
        match self {
            Self::MessageRead { message, .. } => Some(message),
            Self::QuoteSent { offer, .. } => offer.supersedes.as_ref(),
            Self::QuoteOpened { quote, .. }
            | Self::CounterOfferSent { quote, .. }
            | Self::QuoteAccepted { quote, .. }
            | Self::QuoteRefused { quote, .. }
            | Self::QuoteWithdrawn { quote, .. }
            | Self::QuoteExpired { quote }
            | Self::PaymentReceived { quote, .. }
            | Self::IncidentOpened { order: quote, .. } => Some(quote),
            Self::IncidentResolved(word) | Self::IncidentDisputed(word) | Self::IncidentClosed(word) => {
                Some(&word.incident)
            }
            Self::IncidentAutoClosed { incident } => Some(incident),
            _ => None,
        }
    }
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
    /// When it came, where it was passed on later: a mail that had to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Timestamp>,
}

/// A word of the operator to one side, or of the buyer to the operator; the primary side has its own way (N9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorMessage {
    pub by: Party,
    /// The address the person wrote from.
    pub sender: Option<Email>,
    pub with: OperatorSide,
    pub text: String,
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
