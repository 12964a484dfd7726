//! How mails reach whoever has signed in, and turning them off by the link in a mail: there the code alone decides,
//! whoever comes with it, and nothing is said of the address behind it.

use super::failure::Failure;
use super::mount::Call;
use crate::desk::Desk;
use crate::identity::reader_language;
use crate::mail_settings::{self, Choice};
use crate::store::{StoreError, Transaction};
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use shared::api::mail_settings::{
    ChangeMailSettings, NewMailSettings, ReadMailSettings, ReadUnsubscription, Unsubscribe, Unsubscription,
};
use shared::api::{Endpoint, Nothing};
use shared::ids::Email;
use shared::mail_settings::MailSettings;
use shared::time::Timestamp;
use std::sync::Arc;

/// What a mail program sends (RFC 8058, 3.2), as a form or as a part of one.
const ONE_CLICK: [&str; 2] = ["List-Unsubscribe=One-Click", "name=\"List-Unsubscribe\""];
/// It sends no more than that.
const ONE_CLICK_BYTES_MAX: usize = 4 * 1024;

/// §6: for settings everybody signs in; a link opens one negotiation and nothing else.
fn own_address<E: Endpoint>(call: &Call<E>) -> Result<Email, Failure> {
    call.visitor.signed_in()?.identity.clone().ok_or_else(Failure::not_signed_in)
}

pub async fn read_mail_settings(call: Call<ReadMailSettings>) -> Result<MailSettings, Failure> {
    let email = own_address(&call)?;
    let look = move |open: &mut dyn Transaction| mail_settings::of(open, &email);
    Ok(call.desk.database.read(look).await?.settings)
}

pub async fn change_mail_settings(call: Call<ChangeMailSettings>) -> Result<MailSettings, Failure> {
    let (email, now) = (own_address(&call)?, call.now);
    let NewMailSettings { settings, language } = call.body;
    let choice = Choice { settings, language };
    let choose = move |open: &mut dyn Transaction| {
        reader_language::remember(open, &email, language)?;
        mail_settings::choose(open, &email, &choice, now)
    };
    call.desk.database.write(choose).await?;
    // What waited may leave now.
    call.desk.wake.notify_one();
    Ok(settings)
}

pub async fn read_unsubscription(call: Call<ReadUnsubscription>) -> Result<Unsubscription, Failure> {
    let code = call.segment("code").to_owned();
    let look = move |open: &mut dyn Transaction| {
        let Some((email, subscription)) = mail_settings::find(open, &code)? else { return Ok(None) };
        let off = !mail_settings::of(open, &email)?.settings.has(subscription);
        Ok::<_, StoreError>(Some(Unsubscription { subscription, off }))
    };
    call.desk.database.read(look).await?.ok_or_else(Failure::not_found)
}

pub async fn unsubscribe(call: Call<Unsubscribe>) -> Result<Unsubscription, Failure> {
    turned_off(&call.desk, call.segment("code"), call.now).await
}

/// The POST of a mail program: it has no cookie, and its words only say that it is one.
///
/// # Errors
/// When it is something else, or the code is none.
pub async fn one_click(
    State(desk): State<Arc<Desk>>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Json<Nothing>, Failure> {
    let body = to_bytes(request.into_body(), ONE_CLICK_BYTES_MAX).await.unwrap_or_default();
    let body = String::from_utf8_lossy(&body);
    if !ONE_CLICK.iter().any(|sign| body.contains(sign)) {
        let detail = "Send List-Unsubscribe=One-Click, or open this address in a browser.";
        return Err(Failure::new(StatusCode::BAD_REQUEST, "malformed_query", detail));
    }
    turned_off(&desk, &code, desk.clock.now()).await.map(|_| Json(Nothing {}))
}

async fn turned_off(desk: &Desk, code: &str, now: Timestamp) -> Result<Unsubscription, Failure> {
    let code = code.to_owned();
    let work = move |open: &mut dyn Transaction| {
        let Some((email, subscription)) = mail_settings::find(open, &code)? else { return Ok(None) };
        mail_settings::turn_off(open, &email, subscription, now)?;
        Ok::<_, StoreError>(Some(Unsubscription { subscription, off: true }))
    };
    desk.database.write(work).await?.ok_or_else(Failure::not_found)
}
