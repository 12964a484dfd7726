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

#[cfg(test)]
mod tests {
    use super::reading;
    use fixtures::paper::Paper;

    fn read(raw: &str) -> serde_json::Value {
        serde_json::to_value(reading(raw.as_bytes())).expect("plain data")
    }

    /// The shape is part of the contract: programs read it.
    #[test]
    fn what_would_be_stored_is_told_as_json() {
        let paper = Paper::new("offer.pdf", "Offer", &["Ten".to_owned()]);
        let encoded = data_encoding::BASE64.encode(&paper.bytes);
        let mail = format!(
            "From: Anna <anna@Buyer.example>\r\nTo: talk-1@desk.example, \"B\" <b@desk.example>\r\nSubject: =?utf-8?q?Pr=C3=A4zise?=\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
             Ten, please.\r\n\r\n> ##- Write your answer above this line -##\r\n> How many?\r\n--b\r\n\
             Content-Type: application/pdf; name=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b\r\n\
             Content-Type: application/msword; name=offer.doc\r\n\r\nwords\r\n--b\r\n\
             Content-Type: application/pdf; name=none.pdf\r\n\r\nnone\r\n--b--\r\n"
        );
        let expected = serde_json::json!({
            "from": "anna@buyer.example",
            "to": "talk-1@desk.example,b@desk.example",
            "subject": "Präzise",
            "automatic": null,
            "text": "Ten, please.",
            "quoted_removed": true,
            "documents": [{ "name": "offer.pdf", "bytes": paper.bytes.len(), "pages": 1 }],
            "refused": [{ "name": "offer.doc", "why": "not_a_pdf" }, { "name": "none.pdf", "why": "not_a_pdf" }],
        });
        assert_eq!(read(&mail), expected);
    }

    #[test]
    fn each_kind_of_machine_has_its_name() {
        for (header, kind) in [
            ("Auto-Submitted: auto-replied\r\nSubject: Out of office", "out_of_office"),
            ("Auto-Submitted: auto-generated\r\nSubject: Done", "auto_reply"),
            ("List-Id: <pumps.lists.example>\r\nSubject: Pumps", "list"),
        ] {
            let read = read(&format!("From: a@x.example\r\n{header}\r\n\r\nHello"));
            assert_eq!(read["automatic"], kind, "{header}");
        }
        let report = "From: MAILER-DAEMON@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
                      report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
                      Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; c@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n";
        assert_eq!(read(report)["automatic"], "bounce");
    }
}
