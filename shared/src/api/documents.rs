//! Documents (N2): uploaded beforehand, named by the message that they are sent with, read back by those who
//! may see that message. Their bytes are the body, so these three addresses are no JSON endpoints.

use super::{filled, percent_encoded};
use crate::ids::{EntryId, UploadId};
use crate::language::Language;
use crate::negotiation::Document;
use serde::{Deserialize, Serialize};

/// `PUT` the bytes of a PDF, with its `name` as query. Replies with an [`Uploaded`]. The id is made by who
/// uploads: the same again is done once.
pub const UPLOAD_PATH: &str = "/api/negotiations/{negotiation}/uploads/{upload}";
/// `GET` the document that came with an entry.
pub const DOCUMENT_PATH: &str = "/api/negotiations/{negotiation}/documents/{entry}";
/// `GET` its first page as a PNG; 204 when it cannot be drawn.
pub const PREVIEW_PATH: &str = "/api/negotiations/{negotiation}/documents/{entry}/preview";
/// `GET` the first page of an own upload that is not sent yet.
pub const UPLOAD_PREVIEW_PATH: &str = "/api/negotiations/{negotiation}/uploads/{upload}/preview";

/// `GET` the whole conversation as a PDF, as far as the visitor may see it, with [`Printing`] as query.
pub const PRINTED_PATH: &str = "/api/negotiations/{negotiation}/printed";

/// How a conversation is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printing {
    pub language: Language,
    /// The visitor's time zone, by its IANA name.
    pub zone: String,
}

/// A document that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub upload: UploadId,
    pub document: Document,
}

/// Where to put the bytes of an upload.
pub fn upload_url(negotiation: &str, upload: &UploadId, name: &str) -> String {
    let path = filled(UPLOAD_PATH, &[negotiation, upload.as_str()]);
    format!("{path}?name={}", percent_encoded(name))
}

/// Where the first page of an own upload is.
pub fn upload_preview_url(negotiation: &str, upload: &UploadId) -> String {
    filled(UPLOAD_PREVIEW_PATH, &[negotiation, upload.as_str()])
}

/// Where the document of an entry is.
pub fn document_url(negotiation: &str, entry: &EntryId) -> String {
    filled(DOCUMENT_PATH, &[negotiation, entry.as_str()])
}

/// Where its first page is.
pub fn preview_url(negotiation: &str, entry: &EntryId) -> String {
    filled(PREVIEW_PATH, &[negotiation, entry.as_str()])
}

/// Where the conversation is as a PDF.
pub fn printed_url(negotiation: &str, Printing { language, zone }: &Printing) -> String {
    let path = filled(PRINTED_PATH, &[negotiation]);
    format!("{path}?language={}&zone={}", language.code(), percent_encoded(zone))
}
