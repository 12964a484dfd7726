//! The kinds of mail that there are, each with its name. No mail leaves that is of none.

use super::letter::{Letter, Matter};
use shared::negotiation::IncidentState;
use shared::routing::Reason;
use shared::view::{Content, Role};

macro_rules! kinds {
    ($($kind:ident $name:literal),+ $(,)?) => {
        /// What a mail is about; finer than [`Letter`], where what is said differs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($kind),+
        }

        impl Kind {
            /// All of them, in the order of a negotiation's life.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// As it is written in addresses.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name),+
                }
            }
        }
    };
}

kinds! {
    Inquiry "inquiry",
    Copy "copy",
    Receipt "receipt",
    ReceiptUnavailable "receipt_unavailable",
    ReceiptOutOfRange "receipt_out_of_range",
    ReceiptOutOfRadius "receipt_out_of_radius",
    ReceiptOutOfCountry "receipt_out_of_country",
    ReceiptNoSeller "receipt_no_seller",
    ReceiptNoLocation "receipt_no_location",
    Message "message",
    MessageToBuyer "message_to_buyer",
    OperatorMessage "operator_message",
    Document "document",
    Quote "quote",
    CounterOffer "counter_offer",
    SenderCopy "sender_copy",
    Forwarded "forwarded",
    CcAdded "cc_added",
    Declined "declined",
    CopyDeclined "copy_declined",
    Reminder "reminder",
    Overdue "overdue",
    Offer "offer",
    Offered "offered",
    OfferEnded "offer_ended",
    Rerouted "rerouted",
    Taken "taken",
    Withdrawn "withdrawn",
    QuoteRefused "quote_refused",
    QuoteWithdrawn "quote_withdrawn",
    QuoteExpired "quote_expired",
    QuoteAccepted "quote_accepted",
    Ordered "ordered",
    PaymentReceived "payment_received",
    StrayPayment "stray_payment",
    IncidentOpened "incident_opened",
    IncidentResolved "incident_resolved",
    IncidentDisputed "incident_disputed",
    IncidentClosed "incident_closed",
    IncidentAutoClosed "incident_auto_closed",
    Feedback "feedback",
    Digest "digest",
    NoticeForeign "notice_foreign",
    NoticeEmpty "notice_empty",
    NoticeRefused "notice_refused",
    NoticeFiles "notice_files",
    SignInCode "sign_in_code",
}

impl Kind {
    /// The kind of a letter; none when its entry is not of the letter's kind.
    pub fn of(letter: &Letter) -> Option<Self> {
        Some(match letter {
            Letter::Inquiry { .. } => Self::Inquiry,
            Letter::Offer { .. } => Self::Offer,
            Letter::Copy { .. } => Self::Copy,
            Letter::Receipt { header } => of_receipt(header.receipt.reason),
            Letter::Message { header, entry } => of_message(&entry.content, header.role)?,
            Letter::Added { entry, .. } => match entry.content {
                Content::Forwarded { .. } => Self::Forwarded,
                Content::CcAdded { .. } => Self::CcAdded,
                _ => return None,
            },
            Letter::Declined { entry, .. } if entry.lane == Some(shared::negotiation::Lane::Manufacturer) => {
                Self::CopyDeclined
            }
            Letter::Declined { .. } => Self::Declined,
            Letter::SenderCopy { .. } => Self::SenderCopy,
            Letter::News { header, entry } => of_news(&entry.content, header.role)?,
            Letter::StrayPayment { .. } => Self::StrayPayment,
            Letter::Notice { matter, .. } => match matter {
                Matter::Foreign => Self::NoticeForeign,
                Matter::Empty => Self::NoticeEmpty,
                Matter::Refused => Self::NoticeRefused,
                Matter::Files => Self::NoticeFiles,
            },
            Letter::Digest { .. } => Self::Digest,
            Letter::SignInCode { .. } => Self::SignInCode,
        })
    }
}

fn of_receipt(reason: Reason) -> Kind {
    match reason {
        Reason::Chosen | Reason::Default => Kind::Receipt,
        Reason::Unavailable => Kind::ReceiptUnavailable,
        Reason::OutOfRange => Kind::ReceiptOutOfRange,
        Reason::OutOfRadius => Kind::ReceiptOutOfRadius,
        Reason::OutOfCountry => Kind::ReceiptOutOfCountry,
        Reason::NoSeller => Kind::ReceiptNoSeller,
        Reason::NoLocation => Kind::ReceiptNoLocation,
    }
}

fn of_message(content: &Content, reader: Role) -> Option<Kind> {
    Some(match content {
        Content::Message { .. } if reader == Role::Buyer => Kind::MessageToBuyer,
        Content::Message { .. } => Kind::Message,
        Content::OperatorMessage { .. } => Kind::OperatorMessage,
        Content::Document { .. } => Kind::Document,
        Content::Quote { .. } => Kind::Quote,
        Content::CounterOffer { .. } => Kind::CounterOffer,
        _ => return None,
    })
}

fn of_news(content: &Content, reader: Role) -> Option<Kind> {
    Some(match content {
        Content::QuoteAccepted { .. } if reader == Role::Buyer => Kind::Ordered,
        Content::QuoteAccepted { .. } => Kind::QuoteAccepted,
        Content::QuoteRefused { .. } => Kind::QuoteRefused,
        Content::QuoteWithdrawn => Kind::QuoteWithdrawn,
        Content::QuoteExpired => Kind::QuoteExpired,
        Content::PaymentReceived { .. } => Kind::PaymentReceived,
        Content::InquiryWithdrawn { .. } => Kind::Withdrawn,
        Content::Incident(_) => Kind::IncidentOpened,
        Content::IncidentMoved { state, .. } => match state {
            IncidentState::Resolved => Kind::IncidentResolved,
            IncidentState::Disputed => Kind::IncidentDisputed,
            IncidentState::AutoClosed => Kind::IncidentAutoClosed,
            IncidentState::Open | IncidentState::Closed => Kind::IncidentClosed,
        },
        Content::ReminderSent => Kind::Reminder,
        Content::AnswerOverdue => Kind::Overdue,
        Content::FeedbackAsked => Kind::Feedback,
        Content::InquiryOffered { .. } => Kind::Offered,
        Content::OfferEnded { .. } => Kind::OfferEnded,
        Content::Rerouted { name: Some(_), .. } => Kind::Rerouted,
        Content::Rerouted { name: None, .. } => Kind::Taken,
        _ => return None,
    })
}
