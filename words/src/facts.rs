//! What happened in a negotiation, each fact in a few words. Written without a verb's subject, so that it reads
//! naturally in every language.

use crate::{Key, Phrase, app, named};
use shared::money::Money;
use shared::negotiation::{IncidentState, OfferEnd};
use shared::view::Content;

/// How names and amounts are written where the facts are read.
pub trait Hand {
    /// A text without placeholders.
    fn say(&self, key: Key) -> String;
    fn name(&self, name: &str) -> String;
    fn money(&self, money: Money) -> String;
    fn hours(&self, hours: u32) -> String;
}

/// What happened; none for what somebody wrote, which is an entry of its own.
pub fn happened(content: &Content, hand: &impl Hand) -> Option<Phrase> {
    let name = |name: &str| hand.name(name);
    Some(match content {
        Content::Message { .. }
        | Content::Document { .. }
        | Content::Quote { .. }
        | Content::CounterOffer { .. }
        | Content::InternalNote { .. }
        | Content::OperatorMessage { .. }
        | Content::Incident(_) => return None,
        Content::InquirySent => app::FACT_INQUIRY_SENT.into(),
        Content::Routed { name: to } => app::fact_routed(name(to)),
        Content::CopySent { name: Some(to) } => app::fact_copy_sent_to(name(to)),
        Content::CopySent { name: None } => app::FACT_COPY_SENT.into(),
        Content::Opened => app::FACT_OPENED.into(),
        Content::PhoneShown => app::FACT_PHONE_SHOWN.into(),
        Content::Forwarded { to: Some(to), .. } => app::fact_forwarded_to(name(to)),
        Content::Forwarded { to: None, .. } => app::FACT_FORWARDED.into(),
        Content::CcAdded { to: Some(to) } => app::fact_cc_added_to(name(to)),
        Content::CcAdded { to: None } => app::FACT_CC_ADDED.into(),
        Content::Declined { reason: Some(reason), .. } => {
            app::fact_declined_because(hand.say(named::decline_reason(*reason)))
        }
        Content::Declined { reason: None, .. } => app::FACT_DECLINED.into(),
        Content::NoReplyNeeded => app::FACT_NO_REPLY_NEEDED.into(),
        Content::SaleDeclared => app::FACT_SALE_DECLARED.into(),
        Content::FeedbackAsked => app::FACT_FEEDBACK_ASKED.into(),
        Content::FeedbackLeft { again: false } => app::FACT_FEEDBACK_LEFT.into(),
        Content::FeedbackLeft { again: true } => app::FACT_FEEDBACK_CHANGED.into(),
        Content::MarkedSpam => app::FACT_MARKED_SPAM.into(),
        Content::QuoteOpened => app::FACT_QUOTE_OPENED.into(),
        Content::QuoteAccepted { price, .. } => app::fact_quote_accepted(hand.money(*price)),
        Content::QuoteRefused { .. } => app::FACT_QUOTE_REFUSED.into(),
        Content::QuoteWithdrawn => app::FACT_QUOTE_WITHDRAWN.into(),
        Content::QuoteExpired => app::FACT_QUOTE_EXPIRED.into(),
        Content::PaymentReceived { .. } => app::FACT_PAYMENT_RECEIVED.into(),
        Content::InquiryWithdrawn { .. } => app::FACT_INQUIRY_WITHDRAWN.into(),
        Content::IncidentMoved { state, .. } => incident_moved(*state).into(),
        Content::ReminderSent => app::FACT_REMINDER_SENT.into(),
        Content::AnswerOverdue => app::FACT_ANSWER_OVERDUE.into(),
        Content::DeliveryFailed => app::FACT_DELIVERY_FAILED.into(),
        Content::InquiryOffered { name: Some(to) } => app::fact_inquiry_offered_to(name(to)),
        Content::InquiryOffered { name: None } => app::FACT_INQUIRY_OFFERED.into(),
        Content::OfferEnded { reason } => offer_ended(*reason).into(),
        Content::Rerouted { name: Some(to), after_hours } => {
            app::fact_rerouted(name(to), hand.hours(*after_hours))
        }
        Content::Rerouted { name: None, after_hours } => app::fact_rerouted_away(hand.hours(*after_hours)),
        Content::Activity => app::FACT_ACTIVITY.into(),
    })
}

const fn incident_moved(to: IncidentState) -> Key {
    match to {
        IncidentState::Resolved => app::FACT_INCIDENT_RESOLVED,
        IncidentState::Disputed => app::FACT_INCIDENT_DISPUTED,
        IncidentState::AutoClosed => app::FACT_INCIDENT_AUTO_CLOSED,
        IncidentState::Open | IncidentState::Closed => app::FACT_INCIDENT_CLOSED,
    }
}

const fn offer_ended(reason: Option<OfferEnd>) -> Key {
    match reason {
        Some(OfferEnd::Refused) => app::FACT_OFFER_REFUSED,
        Some(_) => app::FACT_OFFER_ENDED,
        None => app::FACT_OFFER_LOST,
    }
}
