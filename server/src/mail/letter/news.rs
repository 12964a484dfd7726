//! The mails about what becomes of a quote, an order, an incident or a wait. Each says one thing, as the view
//! of its reader has it.

use crate::mail::draft::{Block, Draft};
use crate::mail::pen::{Pen, topic};
use shared::negotiation::IncidentState;
use shared::view::{Content, Entry, Header, Role};
use words::{Key, Phrase, mail};

pub fn news(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let author = pen.author(entry.author.as_ref());
    let lead = pen.say(lead(pen, header, entry, &author)?);
    let mut blocks: Vec<_> = pen.greeting(header).into_iter().collect();
    blocks.push(Block::Lead(lead.clone()));
    blocks.extend(said(&entry.content).into_iter().flat_map(|text| pen.quote(text)));
    if entry.content == Content::FeedbackAsked {
        blocks.push(pen.paragraph(mail::NEWS_FEEDBACK_TEXT));
        blocks.push(Block::Stars);
    }
    match &entry.content {
        Content::InquiryOffered { .. } => blocks.push(pen.paragraph(mail::NEWS_OFFERED_TEXT)),
        Content::Rerouted { name: Some(_), .. } => blocks.push(pen.paragraph(mail::NEWS_REROUTED_TEXT)),
        _ => {}
    }
    if let Content::QuoteAccepted { price, .. } = &entry.content {
        blocks.push(Block::Facts(vec![(pen.say(mail::FACT_PRICE), pen.money(*price))]));
    }
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.button(button(&entry.content)));
    Some(Draft {
        subject: pen.say(mail::news_subject(&lead, topic(&header.summary))),
        author: None,
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    })
}

/// What happened, in one line.
pub fn lead(pen: &Pen, header: &Header, entry: &Entry, author: &str) -> Option<Phrase> {
    let is_buyer = header.role == Role::Buyer;
    Some(match &entry.content {
        Content::QuoteAccepted { .. } if is_buyer => mail::NEWS_ORDERED.into(),
        Content::QuoteAccepted { .. } => mail::news_quote_accepted(author),
        Content::QuoteRefused { .. } => mail::news_quote_refused(author),
        Content::QuoteWithdrawn => mail::news_quote_withdrawn(author),
        Content::QuoteExpired => mail::NEWS_QUOTE_EXPIRED.into(),
        Content::PaymentReceived { .. } => mail::NEWS_PAYMENT_RECEIVED.into(),
        Content::InquiryWithdrawn { .. } => mail::news_withdrawn(author),
        Content::Incident(_) => mail::news_incident_opened(author),
        Content::IncidentMoved { state, .. } => match state {
            IncidentState::Resolved => mail::news_incident_resolved(author),
            IncidentState::Disputed => mail::news_incident_disputed(author),
            IncidentState::AutoClosed => mail::NEWS_INCIDENT_AUTO_CLOSED.into(),
            IncidentState::Open | IncidentState::Closed => mail::news_incident_closed(author),
        },
        Content::ReminderSent => mail::news_reminder(pen.buyer(header)),
        Content::AnswerOverdue => mail::news_overdue(pen.buyer(header)),
        Content::FeedbackAsked => mail::NEWS_FEEDBACK.into(),
        Content::InquiryOffered { .. } => mail::news_offered(pen.buyer(header)),
        Content::OfferEnded { .. } => mail::news_offer_ended(pen.buyer(header)),
        Content::Rerouted { name: Some(name), .. } => mail::news_rerouted(pen.name(Some(name))),
        Content::Rerouted { name: None, .. } => mail::news_taken(pen.buyer(header)),
        _ => return None,
    })
}

/// What a person wrote along with it.
fn said(content: &Content) -> Option<&str> {
    match content {
        Content::QuoteRefused { reason } | Content::InquiryWithdrawn { reason } => reason.as_deref(),
        Content::Incident(incident) => Some(&incident.reason),
        Content::IncidentMoved { text, .. } => text.as_deref(),
        _ => None,
    }
}

fn button(content: &Content) -> Key {
    match content {
        Content::FeedbackAsked => mail::BUTTON_RATE,
        Content::ReminderSent | Content::AnswerOverdue | Content::InquiryOffered { .. } => mail::BUTTON_REPLY,
        _ => mail::BUTTON_VIEW,
    }
}
