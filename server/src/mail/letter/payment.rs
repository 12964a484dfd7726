//! The mail to the operator about money that came and fits no order.

use crate::mail::draft::{Block, Draft};
use crate::mail::pen::{Pen, topic};
use shared::money::Money;
use shared::view::Header;
use words::mail;

pub fn stray(pen: &Pen, header: &Header, price: Money, reference: &str) -> Draft {
    let mut facts = vec![(pen.say(mail::FACT_PRICE), pen.money(price))];
    // The service gives it once money has come.
    if !reference.is_empty() {
        facts.push((pen.say(mail::FACT_PAYMENT_REFERENCE), reference.to_owned()));
    }
    Draft {
        subject: pen.say(mail::stray_subject(topic(&header.summary))),
        author: None,
        blocks: vec![
            pen.lead(mail::STRAY_LEAD),
            pen.paragraph(mail::STRAY_TEXT),
            Block::Facts(facts),
            pen.subject_facts(&header.summary),
            pen.button(mail::BUTTON_VIEW),
        ],
        footer: pen.say(mail::footer_participant(&pen.marketplace)),
        automatic: true,
    }
}
