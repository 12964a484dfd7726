//! A fact of the history as one quiet line: icon, what happened, who, when. Written without a verb's
//! subject, so that it reads naturally in every language.

use crate::components::entry::who;
use crate::components::icon::small_icon;
use crate::components::summary::time;
use crate::intl;
use crate::styles::ENTRY;
use crate::words::{Key, named, said, say};
use leptos::prelude::*;
use shared::negotiation::{DeclineReason, IncidentState, OfferEnd};
use shared::view::{Content, Entry};

pub fn fact(entry: Entry, content: Content) -> AnyView {
    let more = more(&content).map(|text| view! { class = ENTRY, <p class="more" dir="auto">{text}</p> });
    let sign = icon_of(&content);
    let said = move || words(&content);
    view! { class = ENTRY,
        <div class="fact">
            <span class="sign">{small_icon(sign)}</span>
            <span class="said">{said}</span>
            <span>{who(entry.author, entry.own)}</span>
            {time(entry.at)}
            {more}
        </div>
    }
    .into_any()
}

/// What happened.
pub fn words(content: &Content) -> String {
    match content {
        Content::InquirySent => said(say::FACT_INQUIRY_SENT),
        Content::Routed { name } => said(say::fact_routed(name)),
        Content::CopySent { name: Some(name) } => said(say::fact_copy_sent_to(name)),
        Content::CopySent { name: None } => said(say::FACT_COPY_SENT),
        Content::Opened => said(say::FACT_OPENED),
        Content::PhoneShown => said(say::FACT_PHONE_SHOWN),
        Content::Forwarded { to: Some(name), .. } => said(say::fact_forwarded_to(name)),
        Content::Forwarded { to: None, .. } => said(say::FACT_FORWARDED),
        Content::CcAdded { to: Some(name) } => said(say::fact_cc_added_to(name)),
        Content::CcAdded { to: None } => said(say::FACT_CC_ADDED),
        Content::Declined { reason: Some(reason), .. } => {
            said(say::fact_declined_because(said(decline(*reason))))
        }
        Content::Declined { reason: None, .. } => said(say::FACT_DECLINED),
        Content::NoReplyNeeded => said(say::FACT_NO_REPLY_NEEDED),
        Content::SaleDeclared => said(say::FACT_SALE_DECLARED),
        Content::FeedbackAsked => said(say::FACT_FEEDBACK_ASKED),
        Content::FeedbackLeft => said(say::FACT_FEEDBACK_LEFT),
        Content::MarkedSpam => said(say::FACT_MARKED_SPAM),
        Content::QuoteOpened => said(say::FACT_QUOTE_OPENED),
        Content::QuoteAccepted { price, .. } => said(say::fact_quote_accepted(intl::money(*price))),
        Content::QuoteRefused { .. } => said(say::FACT_QUOTE_REFUSED),
        Content::QuoteWithdrawn => said(say::FACT_QUOTE_WITHDRAWN),
        Content::QuoteExpired => said(say::FACT_QUOTE_EXPIRED),
        Content::PaymentReceived { .. } => said(say::FACT_PAYMENT_RECEIVED),
        Content::InquiryWithdrawn { .. } => said(say::FACT_INQUIRY_WITHDRAWN),
        Content::IncidentMoved { state, .. } => said(match state {
            IncidentState::Resolved => say::FACT_INCIDENT_RESOLVED,
            IncidentState::Disputed => say::FACT_INCIDENT_DISPUTED,
            IncidentState::AutoClosed => say::FACT_INCIDENT_AUTO_CLOSED,
            IncidentState::Open | IncidentState::Closed => say::FACT_INCIDENT_CLOSED,
        }),
        Content::ReminderSent => said(say::FACT_REMINDER_SENT),
        Content::AnswerOverdue => said(say::FACT_ANSWER_OVERDUE),
        Content::DeliveryFailed => said(say::FACT_DELIVERY_FAILED),
        Content::InquiryOffered { name: Some(name) } => said(say::fact_inquiry_offered_to(name)),
        Content::InquiryOffered { name: None } => said(say::FACT_INQUIRY_OFFERED),
        Content::OfferEnded { reason } => said(match reason {
            Some(OfferEnd::Refused) => say::FACT_OFFER_REFUSED,
            Some(_) => say::FACT_OFFER_ENDED,
            None => say::FACT_OFFER_LOST,
        }),
        Content::Rerouted { name, after_hours } => {
            let time = intl::hours(f64::from(*after_hours));
            said(match name {
                Some(name) => say::fact_rerouted(name, time),
                None => say::fact_rerouted_away(time),
            })
        }
        _ => said(say::FACT_ACTIVITY),
    }
}

/// What was written along with it.
pub fn more(content: &Content) -> Option<String> {
    match content {
        Content::Forwarded { note, .. } => note.clone(),
        Content::Declined { detail, message, .. } => match (detail, message) {
            (Some(detail), Some(message)) => Some(format!("{detail}\n{message}")),
            (detail, message) => detail.clone().or_else(|| message.clone()),
        },
        Content::QuoteRefused { reason } | Content::InquiryWithdrawn { reason } => reason.clone(),
        Content::PaymentReceived { reference } => reference.clone(),
        Content::IncidentMoved { text, .. } => text.clone(),
        _ => None,
    }
}

const fn icon_of(content: &Content) -> &'static str {
    match content {
        Content::InquirySent => "send",
        Content::Routed { .. } | Content::Rerouted { .. } => "route",
        Content::CopySent { .. } => "copy",
        Content::Opened => "eye",
        Content::PhoneShown => "phone",
        Content::Forwarded { .. } => "forward",
        Content::CcAdded { .. } => "user-plus",
        Content::Declined { .. } => "ban",
        Content::NoReplyNeeded => "circle-check",
        Content::SaleDeclared => "trophy",
        Content::FeedbackAsked | Content::FeedbackLeft => "star",
        Content::MarkedSpam => "flag",
        Content::QuoteOpened => "eye",
        Content::QuoteAccepted { .. } => "circle-check",
        Content::QuoteRefused { .. } => "ban",
        Content::QuoteWithdrawn | Content::InquiryWithdrawn { .. } => "undo-2",
        Content::QuoteExpired => "hourglass",
        Content::PaymentReceived { .. } => "banknote",
        Content::IncidentMoved { .. } => "life-buoy",
        Content::ReminderSent | Content::AnswerOverdue => "bell",
        Content::DeliveryFailed => "mail",
        Content::InquiryOffered { .. } | Content::OfferEnded { .. } => "hourglass",
        _ => "messages-square",
    }
}

/// The words of a reason to decline.
pub fn decline(reason: DeclineReason) -> Key {
    let code = match reason {
        DeclineReason::NotOurProduct => "not_our_product",
        DeclineReason::OutsideOurArea => "outside_our_area",
        DeclineReason::CannotSupply => "cannot_supply",
        DeclineReason::NotSerious => "not_serious",
        DeclineReason::Duplicate => "duplicate",
        DeclineReason::Other => "another",
    };
    named(say::GROUP_DECLINE_REASON, code, say::DECLINE_REASON_ANOTHER)
}
