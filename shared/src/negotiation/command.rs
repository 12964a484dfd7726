//! What somebody wants to happen to a negotiation.

use super::document::{Enclosure, OrderAddress};
use super::event::{DeclineReason, Feedback};
use super::inquiry::Inquiry;
use super::party::{Audience, Lane, Named, OperatorSide, Party};
use crate::ids::{Email, EntryId};
use crate::routing::{Decision, Inputs};
use crate::time::Timestamp;
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
        /// Members of the network.
        members: Vec<Named>,
        note: Option<String>,
    },
    AddCc {
        lane: Option<Lane>,
        to: String,
        members: Vec<Named>,
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
    /// Of the operator to one side; of the buyer as an answer.
    WriteOperatorMessage {
        with: OperatorSide,
        text: String,
    },
    DeclareSale,
    AskFeedback,
    LeaveFeedback(Feedback),
    MarkSpam,
    /// The buyer looked into the quote.
    OpenQuote {
        quote: EntryId,
    },
    SendCounterOffer(CounterOffer),
    AcceptQuote {
        quote: EntryId,
        billing: OrderAddress,
        delivery: Option<OrderAddress>,
    },
    RefuseQuote {
        quote: EntryId,
        reason: Option<String>,
    },
    WithdrawQuote {
        quote: EntryId,
    },
    /// By the clock.
    ExpireQuote {
        quote: EntryId,
    },
    ConfirmPayment {
        quote: EntryId,
        reference: Option<String>,
    },
    WithdrawInquiry {
        reason: Option<String>,
    },
    OpenIncident {
        order: EntryId,
        reason: String,
    },
    ResolveIncident {
        incident: EntryId,
        text: Option<String>,
    },
    DisputeIncident {
        incident: EntryId,
        text: String,
    },
    CloseIncident {
        incident: EntryId,
        text: Option<String>,
    },
    /// By the clock.
    AutoCloseIncident {
        incident: EntryId,
    },
    /// By the clock (R18): the next eligible seller may have it.
    OfferInquiry {
        to: Named,
    },
    /// R18: "I am on it", of the primary side or of the seller to whom it is offered.
    AcknowledgeInquiry,
    /// R18: the seller to whom it is offered does not want it.
    DeclineOffer,
    /// By the clock (R18): a reminder, or from 48 hours on the notice that the answer is overdue.
    Remind {
        turn: Timestamp,
    },
    /// By the mail room: a mail that came earlier and had to wait.
    PassOnMail {
        came: Timestamp,
        message: SendMessage,
    },
    /// By the mail room: what a machine wrote for the actor, such as that it is away.
    ReceiveAutomaticMessage {
        lane: Option<Lane>,
        text: String,
    },
    /// By the mail room: a mail to this participant came back.
    NoteDeliveryFailure {
        to: Party,
        permanent: bool,
    },
}

/// The buyer's wish for other terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterOffer {
    pub quote: EntryId,
    /// In the quote's currency, as typed.
    pub amount: Option<String>,
    /// The last moment in UTC of the day: a day is the same for whoever reads of it.
    pub wanted_by: Option<Timestamp>,
    pub text: String,
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
    /// What was decided on, to be kept with it.
    pub inputs: Option<Box<Inputs>>,
    /// R15, R18: the network's silence rule at this moment.
    pub offer_after_hours: Option<u32>,
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
    /// N2, N3: then the text may be empty.
    pub enclosure: Option<Enclosure>,
}
