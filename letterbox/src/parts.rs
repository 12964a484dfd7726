//! What each part of a mail is: words, a document, a file that is refused, or nothing to anybody. It must
//! not read the words.

use crate::mime::Part;
use crate::tnef::{self, Packed};
use crate::{Attachment, Reason, Refused, limits, names, transfer};

/// The parts by what they are.
#[derive(Default)]
pub struct Sorted {
    /// Plain text and HTML that belong to what was written.
    pub words: Vec<usize>,
    pub attachments: Vec<Attachment>,
    pub refused: Vec<Refused>,
    /// What Outlook has packed, its files taken out.
    pub packed: Vec<Packed>,
}

/// What one part is.
enum Kind {
    Words,
    Document,
    Refused(Reason, &'static str),
    /// Signatures, pictures within the text, reports of servers.
    Nothing,
}

/// Sorts all parts.
pub fn sort(parts: &[Part<'_>]) -> Sorted {
    let mut sorted = Sorted::default();
    let referenced = referenced_by_html(parts);
    for (index, part) in parts.iter().enumerate() {
        if part.is_multipart() {
            if part.media_type == "multipart/encrypted" {
                sorted.refuse(part, Reason::Encrypted, "encrypted.asc");
            }
            continue;
        }
        match kind(parts, index, &referenced) {
            Kind::Words => sorted.words.push(index),
            Kind::Document => sorted.take(part),
            Kind::Refused(Reason::Winmail, name) => sorted.unpack(part, name),
            Kind::Refused(why, name) => sorted.refuse(part, why, name),
            Kind::Nothing => {}
        }
    }
    sorted
}

impl Sorted {
    fn take(&mut self, part: &Part<'_>) {
        if self.attachments.len() == limits::DOCUMENTS {
            return self.refuse(part, Reason::TooMany, names::DOCUMENT);
        }
        let bytes = decoded(part).into_owned();
        let name = names::claimed(&part.headers).unwrap_or_else(|| names::DOCUMENT.to_owned());
        self.attachments.push(Attachment { name, media_type: part.media_type.clone(), bytes });
    }

    /// Takes the files out of Outlook's packing; its words may be the mail's.
    fn unpack(&mut self, part: &Part<'_>, name: &str) {
        let Some(mut packed) = tnef::unpack(&decoded(part)) else {
            return self.refuse(part, Reason::Winmail, name);
        };
        if !packed.is_whole {
            // Who knows what else was in it.
            self.refuse(part, Reason::Winmail, name);
        }
        for file in packed.files.drain(..) {
            let is_document = file.name.to_lowercase().ends_with(".pdf") || file.bytes.starts_with(b"%PDF");
            let name = if file.name.is_empty() { "attachment".to_owned() } else { file.name };
            match is_document {
                true if self.attachments.len() < limits::DOCUMENTS => self.attachments.push(Attachment {
                    name,
                    media_type: "application/pdf".to_owned(),
                    bytes: file.bytes,
                }),
                true => self.note_refused(Refused { name, why: Reason::TooMany }),
                false => self.note_refused(Refused { name, why: Reason::NotPdf }),
            }
        }
        self.packed.push(packed);
    }

    fn refuse(&mut self, part: &Part<'_>, why: Reason, name: &str) {
        let name = names::claimed(&part.headers).unwrap_or_else(|| name.to_owned());
        self.note_refused(Refused { name, why });
    }

    pub fn note_refused(&mut self, refused: Refused) {
        // An invitation comes twice, as words and as a file.
        if self.refused.len() < limits::REFUSED
            && (refused.why != Reason::Calendar || !self.refused.contains(&refused))
        {
            self.refused.push(refused);
        }
    }
}

fn decoded<'a>(part: &Part<'a>) -> std::borrow::Cow<'a, [u8]> {
    transfer::decode(part.body, part.headers.raw("content-transfer-encoding"))
}

fn kind(parts: &[Part<'_>], index: usize, referenced: &[String]) -> Kind {
    let part = &parts[index];
    let name = names::claimed(&part.headers).unwrap_or_default().to_lowercase();
    let disposition = part.headers.disposition();
    let is_attached = disposition.as_deref() == Some("attachment");
    if is_within(parts, index, "multipart/encrypted") || is_signature(parts, index, &name) {
        return Kind::Nothing;
    }
    let media_type = part.media_type.as_str();
    match media_type {
        "application/pdf" | "application/x-pdf" => return Kind::Document,
        _ if name.ends_with(".pdf") => return Kind::Document,
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            return Kind::Refused(Reason::Encrypted, "smime.p7m");
        }
        "application/ms-tnef" | "application/vnd.ms-tnef" => {
            return Kind::Refused(Reason::Winmail, "winmail.dat");
        }
        _ if name == "winmail.dat" => return Kind::Refused(Reason::Winmail, "winmail.dat"),
        "message/rfc822" | "message/global" => return Kind::Refused(Reason::NestedMail, "message.eml"),
        _ if name.ends_with(".eml") || name.ends_with(".msg") => {
            return Kind::Refused(Reason::NestedMail, "message.eml");
        }
        "text/calendar" | "application/ics" => return Kind::Refused(Reason::Calendar, "invite.ics"),
        "text/vcard" | "text/x-vcard" | "text/directory" => {
            return Kind::Refused(Reason::ContactCard, "contact.vcf");
        }
        _ if name.ends_with(".ics") => return Kind::Refused(Reason::Calendar, "invite.ics"),
        _ if name.ends_with(".vcf") => return Kind::Refused(Reason::ContactCard, "contact.vcf"),
        _ => {}
    }
    let is_report = media_type.starts_with("message/") || media_type == "text/rfc822-headers";
    let is_other_version =
        part.parent.is_some_and(|parent| parts[parent].media_type == "multipart/alternative");
    if media_type.starts_with("multipart/")
        || (matches!(media_type, "text/plain" | "text/html") && !is_attached)
    {
        // A file of words that was put into the mail is a file, unless nothing else was written.
        let is_file = !name.is_empty() && index > 1 && !is_other_version;
        return if is_file { Kind::Refused(Reason::NotPdf, "text.txt") } else { Kind::Words };
    }
    if is_report || (is_other_version && media_type.starts_with("text/")) {
        return Kind::Nothing;
    }
    let is_shown = disposition.as_deref() == Some("inline") || is_within(parts, index, "multipart/related");
    if media_type.starts_with("image/") && !is_attached && is_shown || is_referenced(part, referenced) {
        return Kind::Nothing;
    }
    Kind::Refused(Reason::NotPdf, "attachment")
}

fn is_within(parts: &[Part<'_>], index: usize, media_type: &str) -> bool {
    let mut at = parts[index].parent;
    while let Some(parent) = at {
        if parts[parent].media_type == media_type {
            return true;
        }
        at = parts[parent].parent;
    }
    false
}

/// Signatures by type, by the name old programs give them, or by being the second part of what is signed.
fn is_signature(parts: &[Part<'_>], index: usize, name: &str) -> bool {
    let part = &parts[index];
    let by_type = matches!(
        part.media_type.as_str(),
        "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
            | "application/pgp-signature"
            | "application/pgp-keys"
    );
    let certificates = part.media_type.ends_with("pkcs7-mime")
        && part.headers.parameter("content-type", "smime-type").is_some_and(|kind| kind == "certs-only");
    let by_place = part.parent.is_some_and(|parent| {
        parts[parent].media_type == "multipart/signed" && parts[parent].children.get(1) == Some(&index)
    });
    by_type || certificates || by_place || matches!(name, "smime.p7s" | "signature.asc")
}

/// The identifiers that HTML shows pictures by.
fn referenced_by_html(parts: &[Part<'_>]) -> Vec<String> {
    let mut referenced = Vec::new();
    for part in parts.iter().filter(|part| part.media_type == "text/html") {
        let body = &part.body[..part.body.len().min(limits::TEXT_BYTES)];
        let html = transfer::decode(body, part.headers.raw("content-transfer-encoding"));
        for place in html.windows(4).enumerate().filter(|(_, four)| four.eq_ignore_ascii_case(b"cid:")) {
            let rest = &html[place.0 + 4..];
            let end = rest
                .iter()
                .take(300)
                .position(|byte| matches!(byte, b'"' | b'\'' | b' ' | b'>' | b')' | b'\n'));
            if let Some(end) = end
                && referenced.len() < limits::PARTS
            {
                referenced.push(String::from_utf8_lossy(&rest[..end]).into_owned());
            }
        }
    }
    referenced
}

fn is_referenced(part: &Part<'_>, referenced: &[String]) -> bool {
    part.headers.ids("content-id").iter().any(|id| referenced.contains(id))
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
