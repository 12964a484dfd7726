//! Signing in and out (§6).

use super::failure::Failure;
use super::mount::{Answer, Call};
use crate::desk::Desk;
use crate::identity::link::{self, Link, LinkError};
use crate::identity::{Grant, Position, Session as Known, code, cookie, session};
use crate::mailroom::bounces;
use crate::projector::listing;
use crate::secret;
use crate::store::{StoreError, Transaction};
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::sessions::{AskSignInCode, OpenLink, OpenedLink, ReadSession, Session, SignIn, SignOut};
use shared::ids::Email;
use shared::negotiation::Party;
use shared::time::Timestamp;

pub async fn read_session(call: Call<ReadSession>) -> Result<Option<Session>, Failure> {
    let Some(known) = call.visitor.session.clone() else { return Ok(None) };
    call.desk.negotiations.catch_up().await?;
    let read = move |open: &mut dyn Transaction| shown(open, &known);
    Ok(call.desk.database.read(read).await?)
}

/// What the page may know of a session; none when it holds nothing yet.
fn shown(open: &mut dyn Transaction, known: &Known) -> Result<Option<Session>, StoreError> {
    let has_asked = match &known.identity {
        Some(email) => listing::has_lines(open, &format!("buyer:{email}"))?,
        None => false,
    };
    let opened = |side: fn(&Party) -> bool| known.grants.iter().any(|grant| side(&grant.party));
    let first = known.grants.first().map(|grant| &grant.email);
    let Some(email) = known.identity.as_ref().or(first) else { return Ok(None) };
    let is_seller = known.positions.iter().any(|position| matches!(position, Position::Seller(_)));
    Ok(Some(Session {
        email: email.to_string(),
        complete: known.identity.is_some(),
        is_buyer: has_asked || opened(|party| *party == Party::Buyer),
        is_seller: is_seller || opened(|party| matches!(party, Party::Seller(_))),
        is_operator: known.is_operator(),
        manufacturers: known.manufacturers().into_iter().collect(),
    }))
}

pub async fn ask_sign_in_code(call: Call<AskSignInCode>) -> Result<Nothing, Failure> {
    let email = typed(&call.body.email)?;
    let (key, now, code) = (call.desk.key.clone(), call.now, secret::fresh_code());
    let language = call.body.language.unwrap_or_default();
    let ask = move |open: &mut dyn Transaction| code::ask(open, &key, (&email, &code, language), now);
    call.desk.negotiations.catch_up().await?;
    if !call.desk.database.write(ask).await? {
        let detail = "Several codes were sent already. Use the newest, or wait ten minutes.";
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "too_many_codes", detail));
    }
    call.desk.wake.notify_one();
    Ok(Nothing {})
}

pub async fn sign_in(call: Call<SignIn>) -> Result<Answer<Session>, Failure> {
    let email = typed(&call.body.email)?;
    let (key, now, token) = (call.desk.key.clone(), call.now, secret::fresh_token());
    let (code, sent) = (call.body.code.trim().to_owned(), token.clone());
    let reader = email.clone();
    let redeem = move |open: &mut dyn Transaction| {
        let right = code::redeem(open, &key, (&email, &code), now)?;
        if right { begun(open, &sent, &email, now) } else { Ok(None) }
    };
    call.desk.negotiations.catch_up().await?;
    let begun = call.desk.database.write(redeem).await?;
    let wrong = || {
        let detail = "This code is wrong or too old. Check it, or ask for a new one.";
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "code_invalid", detail).at("code")
    };
    let reply = begun.ok_or_else(wrong)?;
    bounces::mend(&call.desk, &reader, now).await?;
    Ok(Answer::with_cookie(reply, Some(cookie::set(&call.desk.address, Some(&token)))))
}

fn begun(
    open: &mut dyn Transaction,
    token: &str,
    email: &Email,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    session::begin(open, token, email, now)?;
    match session::load(open, secret::hash(token), now)? {
        Some(known) => shown(open, &known),
        None => Ok(None),
    }
}

pub async fn open_link(call: Call<OpenLink>) -> Result<Answer<OpenedLink>, Failure> {
    let link = Link::read(&call.body.token, &call.desk.key, call.now).map_err(dead_link)?;
    let negotiation = link.opens.as_ref().map(|(negotiation, _)| negotiation.clone());
    let token = opened(&call.desk, call.visitor.session, link, call.now).await?;
    let cookie = token.map(|token| cookie::set(&call.desk.address, Some(&token)));
    Ok(Answer::with_cookie(OpenedLink { negotiation }, cookie))
}

/// The token of the session that the link began; none when the visitor's own goes on.
async fn opened(
    desk: &Desk,
    visitor: Option<Known>,
    link: Link,
    now: Timestamp,
) -> Result<Option<String>, Failure> {
    let token = secret::fresh_token();
    let sent = token.clone();
    let work = move |open: &mut dyn Transaction| {
        if link::is_revoked(open, &link.id)? {
            return Err(dead_link(LinkError::Revoked));
        }
        let Some((negotiation, party)) = link.opens else {
            session::begin(open, &sent, &link.email, now)?;
            return Ok(true);
        };
        let grant = Grant { negotiation, party, email: link.email };
        Ok(session::grant(open, visitor.as_ref(), &sent, &grant, now)?)
    };
    Ok(desk.database.write(work).await?.then_some(token))
}

/// Every dead link gives the same answer, whatever killed it.
fn dead_link(_: LinkError) -> Failure {
    let detail = "This link does not work any more. Sign in with a code to go on.";
    Failure::new(StatusCode::FORBIDDEN, "link_invalid", detail)
}

pub async fn sign_out(call: Call<SignOut>) -> Result<Answer<Nothing>, Failure> {
    if let Some(known) = call.visitor.session {
        let end = move |open: &mut dyn Transaction| session::end(open, &known.token_hash);
        call.desk.database.write(end).await?;
    }
    Ok(Answer::with_cookie(Nothing {}, Some(cookie::set(&call.desk.address, None))))
}

fn typed(email: &str) -> Result<Email, Failure> {
    Email::parse(email.trim()).map_err(|error| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "address_invalid", format!("This is {error}."))
            .at("email")
    })
}
