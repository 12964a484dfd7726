//! Drafts, and messages that are held for a moment. Both belong to the one who writes them, and to nobody
//! else.

use super::canned::sent_unchanged;
use super::disclosure;
use super::documents::enclosed;
use super::failure::Failure;
use super::mount::Call;
use super::negotiations::{MessageParts, message_of};
use super::payments;
use super::sender::sender;
use crate::drafts;
use crate::held::{self, Sent};
use crate::identity::Writer;
use crate::pay::invoice;
use crate::store::Transaction;
use axum::http::StatusCode;
use shared::aggregate::{Aggregate, Envelope};
use shared::api::writing::*;
use shared::api::{Endpoint, Nothing};
use shared::negotiation::{Actor, Command, Refusal};
use shared::view::{Delta, project_part};
use shared::visibility::{Class, acting_party, rights};

/// Somebody who may write here, or leave a note.
fn writer<E: Endpoint>(call: &Call<E>) -> Result<Writer, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    let rights = rights(&loaded.state, viewer);
    match rights.writes.is_empty() && !rights.writes_notes {
        true => Err(Failure::refused(&Refusal::NotAllowed)),
        false => Ok(Writer { negotiation: call.segment("negotiation").to_owned(), email: email.clone() }),
    }
}

/// The same, or somebody who could write here before (R18): a message that was overtaken says so to its writer.
fn writer_before<E: Endpoint>(call: &Call<E>) -> Result<Writer, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    match rights(&loaded.state, viewer).classes.contains(Class::Former) {
        true => Ok(Writer { negotiation: call.segment("negotiation").to_owned(), email: email.clone() }),
        false => writer(call),
    }
}

pub async fn read_draft(call: Call<ReadDraft>) -> Result<Option<Writing>, Failure> {
    let writer = writer(&call)?;
    Ok(call.desk.database.read(move |open| drafts::read(open, &writer)).await?)
}

pub async fn keep_draft(call: Call<KeepDraft>) -> Result<Nothing, Failure> {
    let (writer, writing, at) = (writer(&call)?, call.body.clone(), call.now);
    call.desk.database.write(move |open| drafts::keep(open, &writer, &writing, at)).await?;
    Ok(Nothing {})
}

/// What would be refused now is refused now, and not in ten seconds when nobody looks.
pub async fn hold_message(call: Call<HoldMessage>) -> Result<Held, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    let NewHeld { command: id, writing } = call.body.clone();
    let writer = Writer { negotiation: call.segment("negotiation").to_owned(), email: email.clone() };
    let party = acting_party(&loaded.state, viewer, writing.lane).ok_or_else(Failure::not_found)?;
    let address = match writing.note {
        true => email.clone(),
        false => sender(&call, &party, writing.sender.as_deref()).await?,
    };
    let document = match &writing.enclosure {
        Some(sent) => Some(enclosed(&call.desk, &writer.negotiation, email, &sent.upload).await?),
        None => None,
    };
    let outward = !writing.note && writing.audience.reaches_the_lane();
    if outward {
        disclosure::check(&call.desk, &writing.text, "text").await?;
    }
    let automatic =
        outward && document.is_none() && sent_unchanged(&call, writing.lane, &writing.text).await?;
    let command = command(&writing, document.clone(), automatic);
    payments::check_offer(&call.desk, &command)?;
    let account = invoice::account_of(&command);
    let actor = Actor { party, address: Some(address) };
    let trial = Envelope { id: id.clone(), at: call.now, actor: actor.clone(), command: command.clone() };
    loaded.state.decide(&trial).map_err(|refusal| Failure::refused(&refusal))?;
    let held =
        Held { command: id, writing: Writing { document, ..writing }, left: HOLD_LENGTH, problem: None };
    let now = call.now;
    let hold = move |open: &mut dyn Transaction| held::hold(open, &writer, &held, (actor, command), now);
    let held = call.desk.database.write(hold).await?.ok_or_else(Failure::command_reused)?;
    payments::remember(&call, account).await?;
    call.desk.wake.notify_one();
    Ok(held)
}

fn command(writing: &Writing, document: Option<shared::negotiation::Document>, automatic: bool) -> Command {
    let Writing { note, lane, audience, text, cc, enclosure, .. } = writing.clone();
    if note {
        return Command::AddInternalNote { text };
    }
    let terms = enclosure.and_then(|enclosure| enclosure.terms);
    message_of(MessageParts {
        lane,
        audience,
        text,
        cc,
        enclosure: document.map(|document| (document, terms)),
        automatic,
    })
}

pub async fn list_held(call: Call<ListHeld>) -> Result<Vec<Held>, Failure> {
    let (writer, now) = (writer_before(&call)?, call.now);
    Ok(call.desk.database.read(move |open| held::list(open, &writer, now)).await?)
}

pub async fn take_back(call: Call<TakeBack>) -> Result<Writing, Failure> {
    let (writer, id, now) = (writer_before(&call)?, call.segment("held").into(), call.now);
    let taken = call.desk.database.write(move |open| held::take_back(open, &writer, &id, now)).await?;
    taken.ok_or_else(too_late)
}

pub async fn release_held(call: Call<ReleaseHeld>) -> Result<Delta, Failure> {
    let (writer, id, now) = (writer(&call)?, call.segment("held").to_owned(), call.now);
    let wanted = id.clone();
    let known = call.desk.database.read(move |open| held::list(open, &writer, now)).await?;
    if !known.iter().any(|held| held.command.as_str() == wanted) {
        return Err(too_late());
    }
    match held::send(&call.desk, &id, call.now).await? {
        Sent::Gone => Err(too_late()),
        Sent::Done(done) => {
            let (viewer, ..) = call.visitor.looks_at()?;
            project_part(&done.loaded.state, viewer, &done.entries).ok_or_else(Failure::not_found)
        }
    }
}

fn too_late() -> Failure {
    let detail = "This message has left already, or was taken back.";
    Failure::new(StatusCode::CONFLICT, "too_late", detail)
}
