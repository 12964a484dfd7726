//! What somebody writes and has not sent: nobody else reads it.

use crate::documents::paper;
use crate::support::browser::{Browser, Raw};
use crate::support::world::fresh;
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::documents::upload_preview_url;
use shared::api::writing::*;
use shared::canned::AnswerCard;
use shared::language::Language;

const UPLOAD: &str = "00000000-0000-4000-8000-000000000001";

/// A draft, a held message, a canned answer of one's own, and a document that is not sent.
pub async fn not_sent_yet(writer: &mut Browser<'_>, id: &str) {
    let writing = |text: &str| Writing { text: text.into(), ..Writing::default() };
    let held = NewHeld { command: fresh("c").into(), writing: writing("word-held") };
    writer.call::<HoldMessage>(&[id], &held).await.expect("held");
    writer.call::<KeepDraft>(&[id], &writing("word-draft")).await.expect("kept");
    let (title, text) = ("Soon".to_owned(), "word-own-answer".to_owned());
    let answer = AnswerCard { title, text, language: Language::En, shared: false };
    writer.call::<KeepAnswer>(&[id, "mine"], &answer).await.expect("kept");
    let raw = writer.put_upload(id, &UPLOAD.into(), "a.pdf", &paper().bytes).await;
    assert_eq!(raw.status, StatusCode::OK, "{}", raw.text);
    let preview = writer.get(&upload_preview_url(id, &UPLOAD.into())).await;
    assert_eq!(preview.status, StatusCode::OK, "its own");
}

/// What a visitor reads of all that.
pub async fn read(browser: &mut Browser<'_>, id: &str) -> Vec<Raw> {
    vec![
        browser.ask::<ReadDraft>(&[id], &Nothing {}).await,
        browser.ask::<ListHeld>(&[id], &Nothing {}).await,
        browser.ask::<ListAnswers>(&[id], &Nothing {}).await,
        browser.ask::<ReadSender>(&[id], &SenderOf::default()).await,
    ]
}

/// Whether the visitor gets the picture of the document that is not sent.
pub async fn sees_upload(browser: &mut Browser<'_>, id: &str) -> bool {
    browser.get(&upload_preview_url(id, &UPLOAD.into())).await.status == StatusCode::OK
}
