//! The mails that an inquiry causes: to its recipient, to those in copy, and the buyer's receipt.

use crate::mail::draft::{Block, Draft};
use crate::mail::pen::{Pen, topic};
use shared::routing::Reason;
use shared::view::{Header, Phone};
use words::{Phrase, mail};

pub fn inquiry(pen: &Pen, header: &Header) -> Draft {
    let buyer = pen.buyer(header);
    let mut blocks = vec![pen.lead(mail::inquiry_lead(&buyer))];
    blocks.extend(asked(pen, header));
    blocks.extend((header.summary.phone != Phone::None).then(|| pen.paragraph(mail::INQUIRY_PHONE)));
    blocks.push(pen.button(mail::BUTTON_REPLY));
    Draft {
        subject: pen.say(mail::inquiry_subject(&buyer, topic(&header.summary))),
        author: Some(buyer),
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: false,
    }
}

/// R18: none once somebody has the inquiry.
pub fn offer(pen: &Pen, header: &Header) -> Option<Draft> {
    let hours = header.offer?.after_hours;
    let mut blocks = vec![pen.lead(mail::offer_lead(pen.buyer(header)))];
    blocks.push(pen.paragraph(mail::offer_text(hours.into())));
    blocks.extend(asked(pen, header));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Some(Draft {
        subject: pen.say(mail::offer_subject(pen.buyer(header), topic(&header.summary))),
        author: None,
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    })
}

pub fn copy(pen: &Pen, header: &Header) -> Draft {
    let mut blocks = vec![pen.lead(mail::COPY_LEAD)];
    blocks.push(pen.paragraph(mail::copy_note(pen.recipient(header))));
    blocks.extend(asked(pen, header));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Draft {
        subject: pen.say(mail::copy_subject(pen.buyer(header), topic(&header.summary))),
        author: None,
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    }
}

pub fn receipt(pen: &Pen, header: &Header) -> Draft {
    let recipient = pen.recipient(header);
    let mut blocks: Vec<_> = pen.greeting(header).into_iter().collect();
    blocks.push(pen.lead(mail::receipt_lead(&recipient)));
    blocks.extend(why(header.receipt.reason, &recipient).map(|reason| pen.paragraph(reason)));
    blocks.push(pen.paragraph(mail::RECEIPT_NEXT));
    blocks.push(pen.subject_facts(&header.summary));
    blocks.push(pen.paragraph(mail::RECEIPT_TEXT));
    blocks.extend(pen.quote(&header.summary.text));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Draft {
        subject: pen.say(mail::receipt_subject(topic(&header.summary))),
        author: None,
        blocks,
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    }
}

/// The inquiry as it was asked.
pub fn asked(pen: &Pen, header: &Header) -> Vec<Block> {
    let mut blocks = vec![pen.inquiry_facts(&header.summary)];
    blocks.extend(pen.quote(&header.summary.text));
    blocks
}

/// R12: why it is not who the buyer may have expected.
fn why(reason: Reason, recipient: &str) -> Option<Phrase> {
    match reason {
        Reason::Chosen | Reason::Default => None,
        Reason::Unavailable => Some(mail::reason_unavailable(recipient)),
        Reason::OutOfRange => Some(mail::reason_out_of_range(recipient)),
        Reason::OutOfRadius => Some(mail::reason_out_of_radius(recipient)),
        Reason::OutOfCountry => Some(mail::reason_out_of_country(recipient)),
        Reason::NoSeller => Some(mail::reason_no_seller(recipient)),
        Reason::NoLocation => Some(mail::reason_no_location(recipient)),
    }
}
