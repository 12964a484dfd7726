//! Documents over HTTP: bytes in, bytes out, never whole in memory. Read through the very entry that
//! `project` shows the visitor; an address that shows nothing to somebody looks like none.

use super::failure::Failure;
use super::guard;
use crate::desk::Desk;
use crate::documents::uploads;
use crate::documents::{DocumentFault, Preview};
use crate::identity::{Sight, Visitor, Writer};
use crate::store::{StoreError, Transaction};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fs_err::tokio::File;
use serde::Deserialize;
use shared::api::documents::Uploaded;
use shared::ids::{EntryId, UploadId};
use shared::negotiation::{DOCUMENT_BYTES_MAX, Document, Refusal};
use shared::view::{Content, project_part};
use shared::visibility::rights;
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// How much of a file is read at one time.
const PIECE_BYTES: usize = 64 * 1024;
/// What a document may do in a browser that shows it all the same: nothing.
const SANDBOX: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// What the file is called on the sender's side.
#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

pub async fn upload(
    State(desk): State<Arc<Desk>>,
    Path((negotiation, upload)): Path<(String, String)>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Json<Uploaded>, Failure> {
    guard::same_origin(&desk.address, request.headers())?;
    let writer = who_writes(&desk, negotiation, request.headers()).await?;
    let upload = UploadId(upload);
    if let Some(known) = known(&desk, &writer, &upload).await? {
        return Ok(Json(known));
    }
    check(&desk, &writer, &upload, request.headers()).await?;
    let received = desk.documents.receive(request.into_body().into_data_stream()).await?;
    let name = Document::tidy_name(&named.name);
    let document = Document { name, bytes: received.bytes, pages: received.pages, sha256: received.sha256 };
    let uploaded = Uploaded { upload, document };
    let (row, at) = (uploaded.clone(), desk.clock.now());
    let note = move |open: &mut dyn Transaction| uploads::note(open, &writer, &row, at);
    match desk.database.write(note).await {
        Err(StoreError::Conflict) => Err(taken()),
        noted => Ok(noted.map(|()| Json(uploaded))?),
    }
}

/// Who may write here; the bytes of others are not even read.
async fn who_writes(desk: &Arc<Desk>, negotiation: String, headers: &HeaderMap) -> Result<Writer, Failure> {
    let visitor = Visitor::of(desk, headers, Some(&negotiation), Sight::Stored, desk.clock.now()).await?;
    let (viewer, email, loaded) = visitor.looks_at()?;
    match rights(&loaded.state, viewer).writes.is_empty() {
        true => Err(Failure::refused(&Refusal::NotAllowed)),
        false if loaded.state.is_closed() => Err(Failure::refused(&Refusal::NegotiationClosed)),
        false => Ok(Writer { negotiation, email: email.clone() }),
    }
}

async fn known(desk: &Desk, writer: &Writer, upload: &UploadId) -> Result<Option<Uploaded>, Failure> {
    let (writer, upload) = (writer.clone(), upload.clone());
    Ok(desk.database.read(move |open| uploads::find(open, &writer, &upload)).await?)
}

/// What can be told before the first byte.
async fn check(desk: &Desk, writer: &Writer, upload: &UploadId, headers: &HeaderMap) -> Result<(), Failure> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|text| text.parse().ok()).is_some_and(|bytes: u64| bytes > DOCUMENT_BYTES_MAX) {
        return Err(DocumentFault::TooLarge.into());
    }
    let (whose, id) = (writer.clone(), upload.clone());
    let read = move |open: &mut dyn Transaction| {
        Ok::<_, StoreError>((uploads::is_full(open, &whose)?, uploads::is_taken(open, &id)?))
    };
    match desk.database.read(read).await? {
        (true, _) => {
            let detail = "Too many documents were uploaded here in two days. Send some of them, or wait.";
            Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "too_many_uploads", detail).at("document"))
        }
        (_, true) => Err(taken()),
        _ => Ok(()),
    }
}

fn taken() -> Failure {
    let detail = "This upload id belongs to another upload. Make a new id for a new upload.";
    Failure::new(StatusCode::CONFLICT, "command_id_reused", detail).at("upload")
}

/// The document that an upload of this visitor is.
///
/// # Errors
/// That there is none, or what the database says.
pub async fn enclosed(
    desk: &Desk,
    negotiation: &str,
    email: &shared::ids::Email,
    upload: &UploadId,
) -> Result<Document, Failure> {
    let writer = Writer { negotiation: negotiation.to_owned(), email: email.clone() };
    let found = known(desk, &writer, upload).await?;
    let missing = || Failure::refused(&Refusal::DocumentMissing);
    found.map(|uploaded| uploaded.document).ok_or_else(missing)
}

pub async fn document(
    State(desk): State<Arc<Desk>>,
    Path((negotiation, entry)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let document = shown(&desk, &negotiation, entry.into(), &headers).await?;
    let file = desk.documents.read(&document.sha256).await;
    let file = file.map_err(|error| Failure::defect(&format!("a document cannot be read: {error}")))?;
    let mut response = streamed(file, "application/pdf");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.bytes));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&document.name)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

pub async fn preview(
    State(desk): State<Arc<Desk>>,
    Path((negotiation, entry)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let document = shown(&desk, &negotiation, entry.into(), &headers).await?;
    picture(&desk, &document).await
}

pub async fn upload_preview(
    State(desk): State<Arc<Desk>>,
    Path((negotiation, upload)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let writer = who_writes(&desk, negotiation, &headers).await?;
    let found = known(&desk, &writer, &upload.into()).await?.ok_or_else(Failure::not_found)?;
    picture(&desk, &found.document).await
}

/// The document of an entry, if this visitor is shown it (V4).
async fn shown(
    desk: &Arc<Desk>,
    negotiation: &str,
    entry: EntryId,
    headers: &HeaderMap,
) -> Result<Document, Failure> {
    let visitor = Visitor::of(desk, headers, Some(negotiation), Sight::Stored, desk.clock.now()).await?;
    let (viewer, _, loaded) = visitor.looks_at()?;
    let seen = project_part(&loaded.state, viewer, &[entry]).ok_or_else(Failure::not_found)?;
    match seen.entries.into_iter().next().map(|entry| entry.content) {
        Some(Content::Document { document, .. }) => Ok(document),
        Some(Content::Quote { quote, .. }) => Ok(quote.document),
        _ => Err(Failure::not_found()),
    }
}

async fn picture(desk: &Desk, document: &Document) -> Result<Response, Failure> {
    let preview = desk.documents.preview(&document.sha256).await;
    match preview.map_err(|error| Failure::defect(&format!("a picture cannot be read: {error}")))? {
        Preview::Drawn(file) => Ok(streamed(file, "image/png")),
        Preview::None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

pub(super) fn streamed(file: File, kind: &'static str) -> Response {
    let body = Body::from_stream(ReaderStream::with_capacity(file, PIECE_BYTES));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, body).into_response()
}

/// RFC 6266: saved, never shown in place; the name in ASCII and, for those who read it, whole.
pub(super) fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' })
        .collect();
    let whole = shared::api::percent_encoded(name);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

impl From<DocumentFault> for Failure {
    fn from(fault: DocumentFault) -> Self {
        let failure = match fault {
            DocumentFault::TooLarge => {
                let detail = "The document is larger than 10 MiB: make it smaller, or send it in parts.";
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "document_too_large", detail)
            }
            DocumentFault::Incomplete => {
                let detail = "The document did not arrive whole. Send it again.";
                Self::new(StatusCode::BAD_REQUEST, "document_incomplete", detail)
            }
            DocumentFault::Refused { code, words } => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, &code, words)
            }
            DocumentFault::Broken(why) => return Self::defect(&format!("documents: {why}")),
        };
        failure.at("document")
    }
}
