//! What somebody is told whose mail was not passed on, or not whole. It repeats nothing of the mail, and names nobody:
//! the one who reads it may have no part in the conversation.

use crate::mail::draft::{Block, Draft};
use crate::mail::masks;
use crate::mail::pen::Pen;
use serde::{Deserialize, Serialize};
use words::{Key, mail};

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// N12: it came from an address that has no part in the conversation.
    Foreign,
    /// There was nothing in it that can be passed on.
    Empty,
    /// The rules refused it; its page says why.
    Refused,
    /// The words arrived, some files did not.
    Files,
}

/// A file that was not passed on, and the code of the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub name: String,
    pub why: String,
}

pub fn notice(pen: &Pen, matter: Matter, files: &[LeftOut]) -> Draft {
    let (subject, lead, text) = match matter {
        Matter::Foreign => (mail::NOTICE_SUBJECT, mail::NOTICE_LEAD, mail::NOTICE_FOREIGN_TEXT),
        Matter::Empty => (mail::NOTICE_SUBJECT, mail::NOTICE_LEAD, mail::NOTICE_EMPTY_TEXT),
        Matter::Refused => (mail::NOTICE_SUBJECT, mail::NOTICE_LEAD, mail::NOTICE_REFUSED_TEXT),
        Matter::Files => (mail::NOTICE_FILES_SUBJECT, mail::NOTICE_FILES_LEAD, mail::NOTICE_FILES_TEXT),
    };
    let mut blocks = vec![pen.lead(lead), pen.paragraph(text)];
    let line = |file: &LeftOut| (masks::topic(&file.name), pen.say(why(&file.why)));
    blocks.extend((!files.is_empty()).then(|| Block::Facts(files.iter().map(line).collect())));
    blocks.push(pen.button(mail::BUTTON_VIEW));
    Draft {
        subject: pen.say(subject),
        author: None,
        blocks,
        footer: pen.say(mail::notice_footer(&pen.marketplace)),
        automatic: true,
    }
}

fn why(code: &str) -> Key {
    match code {
        "pdf_encrypted" => mail::FILE_ENCRYPTED,
        "mail_encrypted" => mail::FILE_SEALED,
        "pdf_active" | "pdf_disguised" => mail::FILE_ACTIVE,
        "pdf_truncated" | "pdf_too_complex" | "document_incomplete" => mail::FILE_DAMAGED,
        "document_too_large" => mail::FILE_TOO_LARGE,
        "too_many" => mail::FILE_TOO_MANY,
        _ => mail::FILE_NOT_A_PDF,
    }
}
