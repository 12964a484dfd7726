//! The mails of a running conversation. Each carries one entry, never the history (N12).

use super::inquiry::asked;
use crate::mail::draft::{Block, Draft};
use crate::mail::masks;
use crate::mail::pen::{Pen, topic};
use chrono::DateTime;
use shared::negotiation::Lane;
use shared::time::Timestamp;
use shared::view::{Content, Entry, Header};
use words::mail;

pub fn message(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let text = said(&entry.content)?;
    let author = pen.author(entry.author.as_ref());
    let topic = topic(&header.summary);
    // N3: a quote is announced as one.
    let (subject, lead, button) = match &entry.content {
        Content::Quote { .. } => {
            (mail::quote_subject(&author, topic), mail::quote_lead(&author), mail::BUTTON_QUOTE)
        }
        Content::Document { .. } => {
            (mail::message_subject(&author, topic), mail::document_lead(&author), mail::BUTTON_REPLY)
        }
        Content::CounterOffer { .. } => {
            (mail::message_subject(&author, topic), mail::counter_offer_lead(&author), mail::BUTTON_REPLY)
        }
        _ => (mail::message_subject(&author, topic), mail::message_lead(&author), mail::BUTTON_REPLY),
    };
    let mut blocks: Vec<_> = pen.greeting(header).into_iter().collect();
    blocks.push(pen.lead(lead));
    blocks.extend(enclosed(pen, &entry.content));
    blocks.extend(Some(text).filter(|text| !text.is_empty()).into_iter().flat_map(|text| pen.quote(text)));
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.button(button));
    Some(Draft {
        subject: pen.say(subject),
        author: Some(author),
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: matches!(entry.content, Content::Message { automatic: true, .. }),
    })
}

/// What was written, also along with something.
pub fn said(content: &Content) -> Option<&str> {
    match content {
        Content::Message { text, .. }
        | Content::Document { text, .. }
        | Content::Quote { text, .. }
        | Content::OperatorMessage { text, .. }
        | Content::CounterOffer { text, .. } => Some(text),
        _ => None,
    }
}

/// What came with it, in facts: the file itself is behind the link.
fn enclosed(pen: &Pen, content: &Content) -> Option<Block> {
    let facts = match content {
        Content::Document { document, .. } => vec![(mail::FACT_DOCUMENT, masks::topic(&document.name))],
        Content::Quote { quote, .. } => vec![
            (mail::FACT_PRICE, pen.money(quote.price)),
            (mail::FACT_VALID_UNTIL, moment(quote.valid_until)),
            (mail::FACT_DOCUMENT, masks::topic(&quote.document.name)),
        ],
        Content::CounterOffer { amount, wanted_by, .. } => {
            let amount = amount.map(|amount| (mail::FACT_WANTED_PRICE, pen.money(amount)));
            let date = wanted_by.map(|date| (mail::FACT_WANTED_BY, day(date)));
            amount.into_iter().chain(date).collect()
        }
        _ => return None,
    };
    Some(Block::Facts(facts.into_iter().map(|(label, value)| (pen.say(label), value)).collect()))
}

/// Exact and the same in every language; a mail does not know where its reader is.
fn moment(at: Timestamp) -> String {
    let known = DateTime::from_timestamp_millis(at.0);
    known.map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}

/// The day of a time that stands for a day.
fn day(at: Timestamp) -> String {
    let known = DateTime::from_timestamp_millis(at.0);
    known.map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string())
}

pub fn added(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let author = pen.author(entry.author.as_ref());
    let topic = topic(&header.summary);
    let (subject, lead, note) = match &entry.content {
        Content::Forwarded { note, .. } => {
            (mail::forwarded_subject(&author, topic), mail::forwarded_lead(&author), note.as_deref())
        }
        Content::CcAdded { .. } => (mail::cc_subject(&author, topic), mail::cc_lead(&author), None),
        _ => return None,
    };
    let mut blocks = vec![pen.lead(lead)];
    if let Some(note) = note {
        blocks.push(pen.paragraph(mail::added_note(&author)));
        blocks.extend(pen.quote(note));
        blocks.push(pen.paragraph(mail::ADDED_INQUIRY));
    }
    blocks.extend(asked(pen, header));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Some(Draft {
        subject: pen.say(subject),
        author: Some(author),
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: false,
    })
}

/// N5: the message is told, the reason never, even to somebody whose view has it.
pub fn declined(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let Content::Declined { message, .. } = &entry.content else { return None };
    let author = pen.author(entry.author.as_ref());
    // A copy holder who declines leaves the inquiry where it was (S5).
    let remains = entry.lane == Some(Lane::Manufacturer);
    let (subject, lead) = match remains {
        true => (mail::message_subject(&author, topic(&header.summary)), {
            mail::declined_copy(&author, pen.recipient(header))
        }),
        false => (mail::declined_subject(topic(&header.summary)), mail::declined_lead(&author)),
    };
    let mut blocks: Vec<_> = pen.greeting(header).into_iter().collect();
    blocks.push(pen.lead(lead));
    blocks.extend(message.iter().flat_map(|text| pen.quote(text)));
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.paragraph(mail::DECLINED_NEXT));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Some(Draft {
        subject: pen.say(subject),
        author: Some(author),
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: false,
    })
}

pub fn sender_copy(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let text = said(&entry.content)?;
    entry.own.then_some(())?;
    let mut blocks = vec![pen.lead(mail::OWN_LEAD)];
    blocks.extend(enclosed(pen, &entry.content));
    blocks.extend(Some(text).filter(|text| !text.is_empty()).into_iter().flat_map(|text| pen.quote(text)));
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Some(Draft {
        subject: pen.say(mail::own_subject(topic(&header.summary))),
        author: None,
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    })
}
