//! For the operator: what every kind of mail looks like. The examples are of no negotiation here.

use super::failure::Failure;
use super::mount::Call;
use super::operation::operator_only;
use crate::desk::Desk;
use crate::identity::{Sight, Visitor};
use crate::mail::Composed;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use shared::api::operation::{ListMailKinds, MailExample, MailKindLine, ReadMailKind};
use shared::language::Language;
use std::sync::Arc;

/// A mail as a page: styles of its own, nothing else, and shown within pages of ours alone.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

pub async fn list_mail_kinds(call: Call<ListMailKinds>) -> Result<Vec<MailKindLine>, Failure> {
    operator_only(&call.visitor)?;
    let mails = examples(&call.desk, call.segment("language")).await?;
    Ok(mails.iter().map(line).collect())
}

pub async fn read_mail_kind(call: Call<ReadMailKind>) -> Result<MailExample, Failure> {
    operator_only(&call.visitor)?;
    let mail = example(&call.desk, call.segment("language"), call.segment("kind")).await?;
    Ok(MailExample {
        line: line(mail),
        from: mail.sender.clone(),
        text: mail.text.clone(),
        source: String::from_utf8_lossy(&mail.bytes).into_owned(),
    })
}

/// The HTML part of one.
pub async fn mail_kind_page(
    State(desk): State<Arc<Desk>>,
    Path((language, kind)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visitor = Visitor::of(&desk, &headers, None, Sight::Stored, desk.clock.now()).await?;
    operator_only(&visitor)?;
    let mail = example(&desk, &language, &kind).await?;
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((headers, mail.html.clone()).into_response())
}

async fn example<'d>(desk: &'d Desk, language: &str, kind: &str) -> Result<&'d Composed, Failure> {
    let mails = examples(desk, language).await?;
    mails.iter().find(|mail| mail.kind.name() == kind).ok_or_else(Failure::not_found)
}

async fn examples<'d>(desk: &'d Desk, language: &str) -> Result<&'d [Composed], Failure> {
    let language = Language::ALL.into_iter().find(|known| known.code() == language);
    let language = language.ok_or_else(Failure::not_found)?;
    let made = desk.examples.of(language, &desk.address, desk.clock.now()).await;
    made.map_err(|problem| Failure::defect(&format!("examples: {problem}")))
}

fn line(mail: &Composed) -> MailKindLine {
    MailKindLine {
        kind: mail.kind.name().to_owned(),
        at: mail.at,
        subject: mail.subject.clone(),
        to: mail.to.to_string(),
    }
}
