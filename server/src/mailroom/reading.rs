//! `kontor mail read`: what would be stored of a mail, as JSON. It stores nothing and asks nobody.

use letterbox::{Attachment, Automatic, Letter};
use serde::Serialize;
use shared::negotiation::{DOCUMENT_BYTES_MAX, Document};

/// What would be stored of a mail.
#[derive(Debug, Serialize)]
pub struct Reading {
    /// The bare address of its author.
    pub from: Option<String>,
    /// The bare addresses of its recipients, separated by commas.
    pub to: String,
    pub subject: String,
    /// What kind of machine wrote it; null for a person.
    pub automatic: Option<Automatic>,
    /// The words of its author.
    pub text: String,
    pub quoted_removed: bool,
    pub documents: Vec<ReadDocument>,
    pub refused: Vec<ReadRefusal>,
}

/// A document that would be kept.
#[derive(Debug, Serialize)]
pub struct ReadDocument {
    pub name: String,
    pub bytes: usize,
    pub pages: u32,
}

/// A file that would not.
#[derive(Debug, Serialize)]
pub struct ReadRefusal {
    pub name: String,
    /// The stable code of the reason.
    pub why: String,
}

/// Reads a mail as it came.
pub fn reading(raw: &[u8]) -> Reading {
    let letter = letterbox::read(raw);
    let mut refused: Vec<_> = letter.refused.iter().map(super::passing::refused).collect();
    let mut documents = Vec::new();
    for attachment in &letter.attachments {
        match document(attachment) {
            Ok(document) => documents.push(document),
            Err(why) => refused.push(crate::mail::LeftOut { name: attachment.name.clone(), why: why.into() }),
        }
    }
    let refused = refused.into_iter().map(|file| ReadRefusal { name: file.name, why: file.why }).collect();
    let Letter { from, to, subject, automatic, text, quoted_removed, .. } = letter;
    Reading { from, to: to.join(","), subject, automatic, text, quoted_removed, documents, refused }
}

fn document(attachment: &Attachment) -> Result<ReadDocument, &'static str> {
    let bytes = attachment.bytes.len();
    if bytes as u64 > DOCUMENT_BYTES_MAX {
        return Err("document_too_large");
    }
    let inspected = pdf::inspect(&attachment.bytes).map_err(pdf::Fault::code)?;
    Ok(ReadDocument { name: Document::tidy_name(&attachment.name), bytes, pages: inspected.pages })
}
