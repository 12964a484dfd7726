//! The mail with a sign-in code. It knows nothing of who signs in.

use crate::mail::draft::{Block, Draft};
use crate::mail::pen::Pen;
use words::mail;

pub fn sign_in(pen: &Pen, code: &str, minutes: u32) -> Draft {
    Draft {
        subject: pen.say(mail::code_subject(code)),
        author: None,
        blocks: vec![
            pen.lead(mail::code_lead(&pen.marketplace)),
            Block::Code(code.to_owned()),
            pen.paragraph(mail::code_validity(minutes.into())),
            pen.paragraph(mail::CODE_IGNORE),
        ],
        footer: pen.say(mail::footer_code(&pen.marketplace)),
        automatic: true,
    }
}
