//! The mails of a running conversation. Each carries one entry, never the history (N12).

use super::inquiry::asked;
use crate::mail::draft::Draft;
use crate::mail::pen::{Pen, topic};
use shared::negotiation::Lane;
use shared::view::{Content, Entry, Header};
use words::mail;

pub fn message(pen: &Pen, header: &Header, entry: &Entry) -> Option<Draft> {
    let Content::Message { text, automatic, .. } = &entry.content else { return None };
    let author = pen.author(entry.author.as_ref());
    let mut blocks: Vec<_> = pen.greeting(header).into_iter().collect();
    blocks.push(pen.lead(mail::message_lead(&author)));
    blocks.extend(pen.quote(text));
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.button(mail::BUTTON_REPLY));
    Some(Draft {
        subject: pen.say(mail::message_subject(&author, topic(&header.summary))),
        author: Some(author),
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: *automatic,
    })
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
    let Content::Message { text, .. } = &entry.content else { return None };
    entry.own.then_some(())?;
    let mut blocks = vec![pen.lead(mail::OWN_LEAD)];
    blocks.extend(pen.quote(text));
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
