//! Of which kind a mail is: from why it is sent, and what its entry is for its reader.

use super::causes::Reason;
use shared::mail_settings::Kind;
use shared::view::Content;

/// The kind of a mail; the entry is that which its reader sees, where the mail is about one.
pub fn kind(reason: Reason, content: Option<&Content>) -> Kind {
    match reason {
        Reason::Inquiry => Kind::Inquiry,
        Reason::Offer => Kind::Offer,
        Reason::Copy => Kind::Copy,
        Reason::Receipt => Kind::Receipt,
        Reason::SentCopy => Kind::SentCopy,
        Reason::Added => Kind::Added,
        Reason::Decline => Kind::Decline,
        Reason::Message => match content {
            Some(Content::Quote { .. } | Content::CounterOffer { .. }) => Kind::Quote,
            Some(Content::OperatorMessage { .. }) => Kind::OperatorMessage,
            _ => Kind::Message,
        },
        Reason::News => content.map_or(Kind::Quote, of_news),
    }
}

/// What is not named here is about a quote, and urgent.
fn of_news(content: &Content) -> Kind {
    match content {
        Content::PaymentReceived { .. } => Kind::Payment,
        Content::Incident(_) | Content::IncidentMoved { .. } => Kind::Incident,
        Content::ReminderSent | Content::AnswerOverdue => Kind::Reminder,
        Content::InquiryOffered { .. } => Kind::Offer,
        Content::OfferEnded { .. } | Content::Rerouted { .. } => Kind::Handover,
        Content::InquiryWithdrawn { .. } => Kind::Withdrawal,
        Content::FeedbackAsked => Kind::Feedback,
        _ => Kind::Quote,
    }
}
