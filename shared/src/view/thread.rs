//! One negotiation as one viewer sees it: a header and a history, oldest first.

use super::orders::{IncidentView, QuoteView};
use crate::geo::Country;
use crate::ids::{EntryId, MarketplaceId, NegotiationId, StandId};
use crate::language::Language;
use crate::money::Money;
use crate::negotiation::{
    Audience, DeclineReason, Document, IncidentState, Lane, OfferEnd, OperatorSide, OrderAddress,
};
use crate::routing::Reason;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// What is false is not written, as what is none is not: most of an entry would be such words.
pub(super) fn not(value: &bool) -> bool {
    !value
}

/// A negotiation for one viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    pub header: Header,
    pub entries: Vec<Entry>,
}

/// A part of a negotiation's history for one viewer, with its header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub header: Header,
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Whether there are entries before these.
    #[serde(default, skip_serializing_if = "not")]
    pub earlier: bool,
}

/// Everything but the history.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub negotiation: NegotiationId,
    /// As whom the viewer is here; the strongest, if several.
    pub role: Role,
    pub status: Status,
    pub summary: Summary,
    pub receipt: Receipt,
    pub contact: Option<Contact>,
    /// Since when the buyer waits for an answer in the viewer's lane (S6).
    pub waiting_since: Option<Timestamp>,
    /// R18: the inquiry is offered to another seller, and nobody has acknowledged it yet.
    pub offer: Option<OfferView>,
    pub feedback: Option<FeedbackView>,
    pub may: Permissions,
    pub unread: u32,
}

/// N14. What a viewer may not see does not move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    New,
    Opened,
    Answered,
    Quoted,
    Won,
    Lost,
    Declined,
    Withdrawn,
    Closed,
}

impl Status {
    /// All of them, in the order of a negotiation's life.
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::Opened,
        Self::Answered,
        Self::Quoted,
        Self::Won,
        Self::Lost,
        Self::Declined,
        Self::Withdrawn,
        Self::Closed,
    ];

    /// The name used in JSON, in queries and in the translation catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Opened => "opened",
            Self::Answered => "answered",
            Self::Quoted => "quoted",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }
}

/// Who somebody is in this negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Buyer,
    Primary,
    CoRecipient,
    AreaManager,
    Worldwide,
    Copy,
    Manufacturer,
    Operator,
    System,
    /// R18: may take the inquiry.
    Offered,
    /// R18: had it or could have had it.
    Former,
}

/// The inquiry beside the conversation.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub marketplace: MarketplaceId,
    pub stand: StandId,
    pub manufacturer_name: String,
    pub product_name: Option<String>,
    pub text: String,
    pub sent_at: Timestamp,
    pub buyer_name: String,
    pub buyer_company: Option<String>,
    /// Only for the buyer and the operator (N12).
    pub buyer_email: Option<String>,
    pub phone: Phone,
    pub language: Language,
    pub country: Option<Country>,
    pub town: Option<String>,
}

/// N1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phone {
    /// The buyer gave none, or this viewer will never see it.
    None,
    /// One click away.
    Hidden,
    Shown(String),
}

/// R18: an offer that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    pub at: Timestamp,
    /// So many hours passed without an answer.
    pub after_hours: u32,
}

/// Why this recipient.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    pub recipient_role: Role,
    pub recipient_name: String,
    pub reason: Reason,
    /// R18: the recipient got it after so many hours without an answer of somebody else.
    pub after_silence_hours: Option<u32>,
    /// Whether the viewer may read more of how it was decided.
    #[serde(default, skip_serializing_if = "not")]
    pub explained: bool,
}

/// That contact and sale took place.
#[skip_serializing_none]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub contacted_at: Option<Timestamp>,
    pub sold_at: Option<Timestamp>,
}

/// S1, as far as V lets it be seen.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackView {
    pub at: Timestamp,
    /// None when only its existence may be seen.
    pub stars: Option<u8>,
    pub reason: Option<String>,
    pub comment: Option<String>,
}

/// What the screen offers; what is false is not offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// A first look is still to be told: it would be a fact.
    #[serde(default, skip_serializing_if = "not")]
    pub open: bool,
    pub reply: Vec<Lane>,
    /// N9: for whom an answer is at first, where it is not the other side of the first lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_lane: Option<Lane>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_to: Option<Audience>,
    #[serde(default, skip_serializing_if = "not")]
    pub choose_audience: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub show_phone: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub add_people: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub decline: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub add_note: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub mark_no_reply_needed: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub declare_sale: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub leave_feedback: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub mark_spam: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub send_quotes: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub withdraw_inquiry: bool,
    /// With whom words can be exchanged as, or with, the operator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operator_sides: Vec<OperatorSide>,
    /// R18.
    #[serde(default, skip_serializing_if = "not")]
    pub acknowledge: bool,
    #[serde(default, skip_serializing_if = "not")]
    pub decline_offer: bool,
}

/// One line of the history.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub at: Timestamp,
    /// When it came, where it was passed on later.
    pub came: Option<Timestamp>,
    /// The lane it belongs to, where the viewer can tell.
    pub lane: Option<Lane>,
    pub author: Option<Author>,
    /// The viewer did it.
    #[serde(default, skip_serializing_if = "not")]
    pub own: bool,
    /// When the other side read it first.
    pub read_at: Option<Timestamp>,
    /// A message of others that the viewer has not read.
    #[serde(default, skip_serializing_if = "not")]
    pub unread: bool,
    pub content: Content,
}

/// Who is behind an entry. The name is left out where it would tell an address.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub role: Role,
    pub name: Option<String>,
}

/// What an entry says.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    Message {
        text: String,
        audience: Audience,
        #[serde(default, skip_serializing_if = "not")]
        automatic: bool,
    },
    /// N2.
    Document {
        text: String,
        audience: Audience,
        document: Document,
    },
    /// N3, as it stands now.
    Quote {
        text: String,
        quote: Box<QuoteView>,
    },
    CounterOffer {
        text: String,
        quote: EntryId,
        amount: Option<Money>,
        wanted_by: Option<Timestamp>,
    },
    InternalNote {
        text: String,
    },
    /// Between the operator and this side.
    OperatorMessage {
        text: String,
        with: OperatorSide,
    },
    InquirySent,
    Routed {
        name: String,
    },
    CopySent {
        name: Option<String>,
    },
    Opened,
    PhoneShown,
    /// N4: to a member by name, or to an address.
    Forwarded {
        to: Option<String>,
        note: Option<String>,
    },
    CcAdded {
        to: Option<String>,
    },
    Declined {
        reason: Option<DeclineReason>,
        detail: Option<String>,
        message: Option<String>,
    },
    NoReplyNeeded,
    SaleDeclared,
    FeedbackAsked,
    /// S1: for the first time, or changed.
    FeedbackLeft {
        again: bool,
    },
    MarkedSpam,
    QuoteOpened,
    QuoteAccepted {
        price: Money,
        billing: Box<OrderAddress>,
    },
    QuoteRefused {
        reason: Option<String>,
    },
    QuoteWithdrawn,
    QuoteExpired,
    PaymentReceived {
        reference: Option<String>,
    },
    InquiryWithdrawn {
        reason: Option<String>,
    },
    /// N11, as it stands now.
    Incident(Box<IncidentView>),
    /// What somebody, or the clock, made of an incident.
    IncidentMoved {
        state: IncidentState,
        text: Option<String>,
    },
    /// R18.
    ReminderSent,
    AnswerOverdue,
    /// N12: mails to the author of this entry come back.
    DeliveryFailed,
    /// R18: the name only for those who run the network.
    InquiryOffered {
        name: Option<String>,
    },
    /// R18: the reason only for those who had the inquiry all the time, and who run the network.
    OfferEnded {
        reason: Option<OfferEnd>,
    },
    /// R18: no name for those who have it no more.
    Rerouted {
        name: Option<String>,
        after_hours: u32,
    },
    /// V, "s": something happened between buyer and seller.
    Activity,
}

impl Content {
    /// What was written along with a fact.
    pub fn along(&self) -> impl Iterator<Item = &str> {
        let written = match self {
            Self::Forwarded { note, .. } => [note.as_deref(), None],
            Self::Declined { detail, message, .. } => [detail.as_deref(), message.as_deref()],
            Self::QuoteRefused { reason } | Self::InquiryWithdrawn { reason } => [reason.as_deref(), None],
            Self::PaymentReceived { reference } => [reference.as_deref(), None],
            Self::IncidentMoved { text, .. } => [text.as_deref(), None],
            _ => [None, None],
        };
        written.into_iter().flatten()
    }
}

/// What a page that shows an older state must change: its header, and entries that are new or other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delta {
    pub header: Header,
    pub entries: Vec<Entry>,
}
