//! What happened, in a few words, and what was written along with it.

use crate::pen::Pen;
use crate::plain;
use shared::negotiation::{DeclineReason, IncidentState, OfferEnd};
use shared::view::Content;
use words::app;

/// What happened; none for what somebody wrote, which is an entry of its own.
pub fn happened(content: &Content, pen: &Pen) -> Option<String> {
    Some(match content {
        Content::Message { .. }
        | Content::Document { .. }
        | Content::Quote { .. }
        | Content::CounterOffer { .. }
        | Content::InternalNote { .. }
        | Content::OperatorMessage { .. }
        | Content::Incident(_) => return None,
        Content::InquirySent => pen.say(app::FACT_INQUIRY_SENT),
        Content::Routed { name } => pen.say(app::fact_routed(plain::line(name))),
        Content::CopySent { name: Some(name) } => pen.say(app::fact_copy_sent_to(plain::line(name))),
        Content::CopySent { name: None } => pen.say(app::FACT_COPY_SENT),
        Content::Opened => pen.say(app::FACT_OPENED),
        Content::PhoneShown => pen.say(app::FACT_PHONE_SHOWN),
        Content::Forwarded { to: Some(name), .. } => pen.say(app::fact_forwarded_to(plain::line(name))),
        Content::Forwarded { to: None, .. } => pen.say(app::FACT_FORWARDED),
        Content::CcAdded { to: Some(name) } => pen.say(app::fact_cc_added_to(plain::line(name))),
        Content::CcAdded { to: None } => pen.say(app::FACT_CC_ADDED),
        Content::Declined { reason: Some(reason), .. } => {
            pen.say(app::fact_declined_because(declined(*reason, pen)))
        }
        Content::Declined { reason: None, .. } => pen.say(app::FACT_DECLINED),
        Content::NoReplyNeeded => pen.say(app::FACT_NO_REPLY_NEEDED),
        Content::SaleDeclared => pen.say(app::FACT_SALE_DECLARED),
        Content::FeedbackAsked => pen.say(app::FACT_FEEDBACK_ASKED),
        Content::FeedbackLeft => pen.say(app::FACT_FEEDBACK_LEFT),
        Content::MarkedSpam => pen.say(app::FACT_MARKED_SPAM),
        Content::QuoteOpened => pen.say(app::FACT_QUOTE_OPENED),
        Content::QuoteAccepted { price, .. } => pen.say(app::fact_quote_accepted(price)),
        Content::QuoteRefused { .. } => pen.say(app::FACT_QUOTE_REFUSED),
        Content::QuoteWithdrawn => pen.say(app::FACT_QUOTE_WITHDRAWN),
        Content::QuoteExpired => pen.say(app::FACT_QUOTE_EXPIRED),
        Content::PaymentReceived { .. } => pen.say(app::FACT_PAYMENT_RECEIVED),
        Content::InquiryWithdrawn { .. } => pen.say(app::FACT_INQUIRY_WITHDRAWN),
        Content::IncidentMoved { state, .. } => pen.say(match state {
            IncidentState::Resolved => app::FACT_INCIDENT_RESOLVED,
            IncidentState::Disputed => app::FACT_INCIDENT_DISPUTED,
            IncidentState::AutoClosed => app::FACT_INCIDENT_AUTO_CLOSED,
            IncidentState::Open | IncidentState::Closed => app::FACT_INCIDENT_CLOSED,
        }),
        Content::ReminderSent => pen.say(app::FACT_REMINDER_SENT),
        Content::AnswerOverdue => pen.say(app::FACT_ANSWER_OVERDUE),
        Content::DeliveryFailed => pen.say(app::FACT_DELIVERY_FAILED),
        Content::InquiryOffered { name: Some(name) } => {
            pen.say(app::fact_inquiry_offered_to(plain::line(name)))
        }
        Content::InquiryOffered { name: None } => pen.say(app::FACT_INQUIRY_OFFERED),
        Content::OfferEnded { reason } => pen.say(match reason {
            Some(OfferEnd::Refused) => app::FACT_OFFER_REFUSED,
            Some(_) => app::FACT_OFFER_ENDED,
            None => app::FACT_OFFER_LOST,
        }),
        Content::Rerouted { name, after_hours } => {
            // The unit's sign is the same in all languages.
            let time = format!("{after_hours}\u{a0}h");
            pen.say(match name {
                Some(name) => app::fact_rerouted(plain::line(name), time),
                None => app::fact_rerouted_away(time),
            })
        }
        Content::Activity => pen.say(app::FACT_ACTIVITY),
    })
}

/// What was written along with it.
pub fn along(content: &Content) -> Vec<&str> {
    let written = match content {
        Content::Forwarded { note, .. } => [note.as_deref(), None],
        Content::Declined { detail, message, .. } => [detail.as_deref(), message.as_deref()],
        Content::QuoteRefused { reason } | Content::InquiryWithdrawn { reason } => [reason.as_deref(), None],
        Content::PaymentReceived { reference } => [reference.as_deref(), None],
        Content::IncidentMoved { text, .. } => [text.as_deref(), None],
        _ => [None, None],
    };
    written.into_iter().flatten().collect()
}

fn declined(reason: DeclineReason, pen: &Pen) -> String {
    let code = match reason {
        DeclineReason::NotOurProduct => "not_our_product",
        DeclineReason::OutsideOurArea => "outside_our_area",
        DeclineReason::CannotSupply => "cannot_supply",
        DeclineReason::NotSerious => "not_serious",
        DeclineReason::Duplicate => "duplicate",
        DeclineReason::Other => "another",
    };
    pen.named(app::GROUP_DECLINE_REASON, code)
}
