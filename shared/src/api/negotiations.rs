//! The list of negotiations, one negotiation, and everything that can be done in it.

use super::{Nothing, endpoints};
use crate::ids::{CommandId, EntryId, UploadId};
use crate::negotiation::{Audience, DeclineReason, Lane, OperatorSide, OrderAddress, Party, Terms};
use crate::routing::Trace;
use crate::time::Timestamp;
use crate::view::{Delta, Members, Page, Requests, Status};
use serde::{Deserialize, Serialize};

endpoints! {
    /// The negotiations of whoever is signed in.
    ListRequests: Get "/api/negotiations", RequestsFilter => Requests;
    /// One negotiation as the viewer may see it: its newest part, or the part before an entry.
    ReadThread: Get "/api/negotiations/{negotiation}", ThreadPart => Page;
    /// R12: the routing decision and what it was made of, as far as the viewer may know.
    ReadDecision: Get "/api/negotiations/{negotiation}/decision", Nothing => Trace;
    /// The page was opened (`inquiry_opened`).
    OpenInquiry: Post "/api/negotiations/{negotiation}/openings", Bare => Delta;
    /// N1.
    ShowPhone: Post "/api/negotiations/{negotiation}/phone-views", InLane => Delta;
    /// N6–N9.
    SendMessage: Post "/api/negotiations/{negotiation}/messages", NewMessage => Delta;
    /// Somebody has the page before them, and may be writing; it holds as long as the page listens.
    ReportPresence: Put "/api/negotiations/{negotiation}/presence", Attending => Nothing;
    /// The messages came into view.
    ReadMessages: Post "/api/negotiations/{negotiation}/reads", Reads => Delta;
    /// N4: the members of the network who could be brought in.
    ListMembers: Get "/api/negotiations/{negotiation}/members", MemberSearch => Members;
    /// N4.
    Forward: Post "/api/negotiations/{negotiation}/forwards", NewForward => Delta;
    /// V1: somebody joins the lane.
    AddCc: Post "/api/negotiations/{negotiation}/co-recipients", NewForward => Delta;
    /// Between seller and area manager.
    AddInternalNote: Post "/api/negotiations/{negotiation}/internal-notes", NewNote => Delta;
    /// N5.
    Decline: Post "/api/negotiations/{negotiation}/declines", NewDecline => Delta;
    /// N10.
    MarkNoReplyNeeded: Post "/api/negotiations/{negotiation}/no-reply-marks", InLane => Delta;
    /// The sale took place outside.
    DeclareSale: Post "/api/negotiations/{negotiation}/sales", Bare => Delta;
    /// Between the operator and one side.
    WriteOperatorMessage: Post "/api/negotiations/{negotiation}/operator-messages", NewOperatorMessage => Delta;
    /// S1.
    LeaveFeedback: Post "/api/negotiations/{negotiation}/feedback", NewFeedback => Delta;
    /// S5.
    MarkSpam: Post "/api/negotiations/{negotiation}/spam-marks", Bare => Delta;
    /// R18: "I am on it", of the primary side or of the seller to whom it is offered.
    AcknowledgeInquiry: Post "/api/negotiations/{negotiation}/acknowledgements", Bare => Delta;
    /// R18: the seller to whom it is offered does not want it.
    DeclineOffer: Post "/api/negotiations/{negotiation}/offer-declines", Bare => Delta;
    /// The buyer needs no answer any more.
    WithdrawInquiry: Post "/api/negotiations/{negotiation}/withdrawals", Worded => Delta;

    /// N3: the buyer looked into the quote that this entry is.
    OpenQuote: Post "/api/negotiations/{negotiation}/quotes/{quote}/openings", Bare => Delta;
    /// Other terms.
    SendCounterOffer: Post "/api/negotiations/{negotiation}/quotes/{quote}/counter-offers", NewCounterOffer => Delta;
    AcceptQuote: Post "/api/negotiations/{negotiation}/quotes/{quote}/acceptances", NewAcceptance => Delta;
    RefuseQuote: Post "/api/negotiations/{negotiation}/quotes/{quote}/refusals", Worded => Delta;
    WithdrawQuote: Post "/api/negotiations/{negotiation}/quotes/{quote}/withdrawals", Bare => Delta;
    /// The seller's word that the money came; the text is what the bank calls it.
    ConfirmPayment: Post "/api/negotiations/{negotiation}/quotes/{quote}/payments", Worded => Delta;

    /// N11, on the order that this quote is.
    OpenIncident: Post "/api/negotiations/{negotiation}/quotes/{quote}/incidents", NewIncident => Delta;
    ResolveIncident: Post "/api/negotiations/{negotiation}/incidents/{incident}/resolutions", Worded => Delta;
    DisputeIncident: Post "/api/negotiations/{negotiation}/incidents/{incident}/disputes", Worded => Delta;
    CloseIncident: Post "/api/negotiations/{negotiation}/incidents/{incident}/closings", Worded => Delta;
}

/// Server-sent events of one negotiation. `message` events carry a [`Delta`] as JSON and the entry id to
/// resume from; `presence` events a [`Presence`](crate::view::Presence); `beat` events say that the line is alive.
/// The query may have `after`, the entry to resume from, and `page`, under which the page reports presence.
pub const LIVE_PATH: &str = "/api/negotiations/{negotiation}/live";

/// How many entries of a history are read at one time.
pub const PART_ENTRIES: usize = 60;

/// The newest part has fewer: two screens of a desk, so that it is there at once.
pub const NEWEST_ENTRIES: usize = 24;

/// What a page tells of whoever sits before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attending {
    /// The name that the page gave its live line.
    pub page: String,
    /// Whether the page can be seen.
    pub here: bool,
    /// Whom the writer writes to, while it types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writing: Option<Lane>,
}

/// Which part of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadPart {
    /// The [`PART_ENTRIES`] before this entry; none reads the [`NEWEST_ENTRIES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<EntryId>,
}

/// Which negotiations, in which order: newest activity first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Words in the buyer's name or company, the product, the manufacturer or the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only those where the buyer waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<bool>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A command without a body of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bare {
    pub command: CommandId,
}

/// A command in a lane; none takes the actor's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InLane {
    pub command: CommandId,
    #[serde(default)]
    pub lane: Option<Lane>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    pub command: CommandId,
    #[serde(default)]
    pub lane: Option<Lane>,
    #[serde(default)]
    pub audience: Audience,
    pub text: String,
    /// Addresses separated by commas, without spaces.
    #[serde(default)]
    pub cc: Option<String>,
    /// The sender's address where it must be typed (N8).
    #[serde(default)]
    pub sender: Option<String>,
    /// N2: then the text may be empty.
    #[serde(default)]
    pub enclosure: Option<NewEnclosure>,
}

/// An uploaded document; with terms it is a quote (N3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEnclosure {
    pub upload: UploadId,
    #[serde(default)]
    pub terms: Option<Terms>,
}

/// The buyer's wish for other terms of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCounterOffer {
    pub command: CommandId,
    /// In the quote's currency, as typed.
    #[serde(default)]
    pub amount: Option<String>,
    /// The last moment in UTC of the day: a day is the same for whoever reads of it.
    #[serde(default)]
    pub wanted_by: Option<Timestamp>,
    #[serde(default)]
    pub text: String,
}

/// The buyer takes a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAcceptance {
    pub command: CommandId,
    pub billing: OrderAddress,
    /// None: to the billing address.
    #[serde(default)]
    pub delivery: Option<OrderAddress>,
}

/// A command with a word that may be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded {
    pub command: CommandId,
    #[serde(default)]
    pub text: Option<String>,
}

/// An incident on an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewIncident {
    pub command: CommandId,
    pub reason: String,
}

/// The messages that came into view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    pub command: CommandId,
    pub messages: Vec<EntryId>,
}

/// Somebody to bring in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewForward {
    pub command: CommandId,
    #[serde(default)]
    pub lane: Option<Lane>,
    /// Addresses separated by commas, without spaces.
    #[serde(default)]
    pub to: String,
    /// Members of the network, as [`ListMembers`] names them.
    #[serde(default)]
    pub members: Vec<Party>,
    #[serde(default)]
    pub note: Option<String>,
}

/// Which members of the network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSearch {
    /// Words in name or town; none finds those whom the inquiry would suit best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The lane to bring them into; none takes the visitor's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
}

/// An internal note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNote {
    pub command: CommandId,
    pub text: String,
}

/// A word of the operator to one side, or of the buyer to the operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOperatorMessage {
    pub command: CommandId,
    pub with: OperatorSide,
    pub text: String,
}

/// A decline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDecline {
    pub command: CommandId,
    #[serde(default)]
    pub lane: Option<Lane>,
    pub reason: DeclineReason,
    #[serde(default)]
    pub detail: Option<String>,
    #[serde(default)]
    pub message: Option<String>,
}

/// Stars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFeedback {
    pub command: CommandId,
    pub stars: u8,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
}
