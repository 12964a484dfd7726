//! Signing in and out (§6).

use super::failure::Failure;
use super::mount::{Answer, Call};
use crate::desk::Desk;
use crate::identity::link::{self, Link, LinkError};
use crate::identity::{Grant, Position, Session as Known, code, cookie, reader_language, session};
use crate::mailroom::bounces;
use crate::projector::listing;
use crate::secret;
use crate::store::{StoreError, Transaction};
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::sessions::{
    AskSignInCode, OpenLink, OpenedLink, ReadIn, ReadSession, Session, SignIn, SignOut,
};
use shared::ids::Email;
use shared::language::Language;
use shared::negotiation::Party;
use shared::time::Timestamp;
use std::collections::BTreeSet;

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
    let (reader, language) = (email.clone(), call.body.language);
    let redeem = move |open: &mut dyn Transaction| {
        if !code::redeem(open, &key, (&email, &code), now)? {
            return Ok(None);
        }
        if let Some(language) = language {
            reader_language::remember(open, &email, language)?;
        }
        begun(open, &sent, &email, now)
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
    let token = opened(&call.desk, call.visitor.session, (link, call.body.language), call.now).await?;
    let cookie = token.map(|token| cookie::set(&call.desk.address, Some(&token)));
    Ok(Answer::with_cookie(OpenedLink { negotiation }, cookie))
}

/// The token of the session that the link began; none when the visitor's own goes on.
async fn opened(
    desk: &Desk,
    visitor: Option<Known>,
    (link, language): (Link, Option<Language>),
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
        let here = visitor.as_ref().map_or_else(|| secret::hash(&sent), |known| known.token_hash.clone());
        let elsewhere = link::is_opened_elsewhere(open, &link.id, &here, now)?;
        let proved = visitor.as_ref().is_some_and(|known| known.identity.as_ref() == Some(&link.email));
        let passed_on = elsewhere && !proved;
        if let Some(language) = language.filter(|_| !passed_on) {
            reader_language::remember(open, &link.email, language)?;
        }
        let grant = Grant { negotiation, party, email: link.email, passed_on };
        Ok(session::grant(open, visitor.as_ref(), &sent, &grant, now)?)
    };
    Ok(desk.database.write(work).await?.then_some(token))
}

/// Of whoever has proved its address: somebody to whom a link was passed on does not choose for another.
pub async fn read_in(call: Call<ReadIn>) -> Result<Nothing, Failure> {
    let (known, language) = (call.visitor.signed_in()?.clone(), call.body.language);
    let granted = known.grants.iter().filter(|grant| !grant.passed_on).map(|grant| &grant.email);
    let emails: BTreeSet<Email> = known.identity.iter().chain(granted).cloned().collect();
    let remember = move |open: &mut dyn Transaction| {
        emails.iter().try_for_each(|email| reader_language::remember(open, email, language))
    };
    call.desk.database.write(remember).await?;
    Ok(Nothing {})
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
