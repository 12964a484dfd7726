//! A fact of the history as one quiet line: icon, what happened, who, when.

use crate::components::entry::who;
use crate::components::icon::small_icon;
use crate::components::summary::time;
use crate::intl;
use crate::styles::ENTRY;
use crate::words::{Key, said, say};
use leptos::prelude::*;
use shared::money::Money;
use shared::view::{Content, Entry};
use words::facts::{Hand, happened};

pub fn fact(entry: Entry, content: Content) -> AnyView {
    let more = along(&content);
    let more = (!more.is_empty()).then(|| view! { class = ENTRY, <p class="more" dir="auto">{more}</p> });
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

/// What happened; of what somebody wrote, no more than that.
pub fn words(content: &Content) -> String {
    said(happened(content, &OnScreen).unwrap_or_else(|| say::FACT_ACTIVITY.into()))
}

/// In the reader's language, as the browser writes names and amounts in it.
struct OnScreen;

impl Hand for OnScreen {
    fn say(&self, key: Key) -> String {
        said(key)
    }

    fn name(&self, name: &str) -> String {
        name.to_owned()
    }

    fn money(&self, money: Money) -> String {
        intl::money(money)
    }

    fn hours(&self, hours: u32) -> String {
        intl::hours(f64::from(hours))
    }
}

/// What was written along with it, a line each.
pub fn along(content: &Content) -> String {
    content.along().collect::<Vec<_>>().join("\n")
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
        Content::FeedbackAsked | Content::FeedbackLeft { .. } => "star",
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
