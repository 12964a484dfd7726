//! Facts, answered commands and queued work as rows. No rules.

use super::{Kept, Loaded, Outgoing};
use crate::store::{Change, Row, StoreError, Transaction};
use crate::{change, values};
use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::aggregate::{Aggregate, Recorded};
use shared::ids::{CommandId, EntryId};
use shared::time::Timestamp;

/// What identifies one attempt to append.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub id: String,
    pub stream: String,
    expected: i64,
    actor: String,
    command: String,
    digest: String,
}

impl Stamp {
    /// An attempt on the state at version `expected`.
    pub fn new<A: Aggregate>(
        id: &str,
        actor: &str,
        command: &CommandId,
        digest: &str,
        expected: i64,
    ) -> Self {
        let (stream, command) = (stream::<A>(id), command.to_string());
        Self { id: id.into(), stream, expected, actor: actor.into(), command, digest: digest.into() }
    }
}

/// What is known of a command id.
pub enum Answered {
    Never,
    Before(Vec<EntryId>),
    ToAnother,
}

/// The name of a stream.
pub fn stream<A: Aggregate>(id: &str) -> String {
    format!("{}:{id}", A::KIND)
}

/// A short text that two different commands do not share.
pub fn digest(command: &impl Serialize) -> Result<String, StoreError> {
    let bytes = serde_json::to_vec(command).map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(HEXLOWER.encode(&Sha256::digest(bytes)[..16]))
}

/// The state after some more facts.
pub fn followed<A: Aggregate>(before: &Loaded<A>, events: &[Recorded<A::Event>]) -> Loaded<A> {
    let version = before.version + events.len() as i64;
    Loaded { version, state: events.iter().fold(before.state.clone(), A::evolve) }
}

/// Appends the facts behind the expected version and notes that the command is answered: a conflict when
/// the stream has grown, or the command id is taken.
///
/// # Errors
/// [`StoreError::Broken`] when a fact cannot be written as JSON.
pub fn facts<Event: Serialize>(stamp: &Stamp, events: &[Recorded<Event>]) -> Result<Vec<Change>, StoreError> {
    let insert = "INSERT INTO events (stream, version, id, at, body) VALUES ($1, $2, $3, $4, $5)";
    let mut changes = Vec::with_capacity(events.len() + 1);
    for (version, event) in (stamp.expected + 1..).zip(events) {
        let body = serde_json::to_string(&event.event).map_err(|e| StoreError::Broken(e.to_string()))?;
        changes.push(change!(insert, &stamp.stream, version, event.id.as_str(), event.at.0, body));
    }
    let insert =
        "INSERT INTO commands (id, actor, digest, stream, first, last) VALUES ($1, $2, $3, $4, $5, $6)";
    let (first, last) = (stamp.expected + 1, stamp.expected + events.len() as i64);
    let Stamp { command, actor, digest, stream, .. } = stamp;
    changes.push(change!(insert, command, actor, digest, stream, first, last));
    Ok(changes)
}

/// Looks the command up among those that were answered.
pub fn answered(open: &mut dyn Transaction, stamp: &Stamp) -> Result<Answered, StoreError> {
    let sql = "SELECT actor, digest, stream, first, last FROM commands WHERE id = $1";
    let rows = open.query(sql, values![&stamp.command])?;
    let Some(row) = rows.first() else { return Ok(Answered::Never) };
    let same = row.text(0)? == stamp.actor && row.text(1)? == stamp.digest && row.text(2)? == stamp.stream;
    if !same {
        return Ok(Answered::ToAnother);
    }
    let sql = "SELECT id FROM events WHERE stream = $1 AND version BETWEEN $2 AND $3 ORDER BY version";
    let rows = open.query(sql, values![&stamp.stream, row.integer(3)?, row.integer(4)?])?;
    rows.iter()
        .map(|row| Ok(EntryId(row.text(0)?.to_owned())))
        .collect::<Result<_, _>>()
        .map(Answered::Before)
}

/// Queues work for the outbox; what is queued already stays as it is.
pub fn queued(outgoing: Vec<Outgoing>) -> impl Iterator<Item = Change> {
    let insert = "INSERT INTO outbox (due, id, kind, body, attempts) VALUES ($1, $2, $3, $4, 0)
                  ON CONFLICT (due, id) DO NOTHING";
    outgoing.into_iter().map(move |work| change!(insert, work.due, work.id, work.kind, work.body))
}

/// The facts of a stream behind a version, in order.
///
/// # Errors
/// [`StoreError::Broken`] when a stored fact cannot be read by this program.
pub fn events_after<A: Aggregate>(
    open: &mut dyn Transaction,
    stream: &str,
    version: i64,
) -> Result<Vec<Recorded<A::Event>>, StoreError> {
    let sql = "SELECT id, at, body FROM events WHERE stream = $1 AND version > $2 ORDER BY version";
    open.query(sql, values![stream, version])?.iter().map(fact::<A>).collect()
}

/// The first facts of a stream, in order.
///
/// # Errors
/// As for [`events_after`].
pub fn first_events<A: Aggregate>(
    open: &mut dyn Transaction,
    stream: &str,
    count: i64,
) -> Result<Vec<Recorded<A::Event>>, StoreError> {
    let sql = "SELECT id, at, body FROM events WHERE stream = $1 ORDER BY version LIMIT $2";
    open.query(sql, values![stream, count])?.iter().map(fact::<A>).collect()
}

/// The state of a stream, from its facts.
///
/// # Errors
/// As for [`events_after`].
pub fn fold<A: Aggregate>(open: &mut dyn Transaction, id: &str) -> Result<A, StoreError> {
    Ok(A::replay(&events_after::<A>(open, &stream::<A>(id), 0)?))
}

fn fact<A: Aggregate>(row: &Row) -> Result<Recorded<A::Event>, StoreError> {
    let event = serde_json::from_str(row.text(2)?)
        .map_err(|error| StoreError::Broken(format!("{} fact {:?}: {error}", A::KIND, row.text(0))))?;
    Ok(Recorded { id: EntryId(row.text(0)?.to_owned()), at: Timestamp(row.integer(1)?), event })
}

/// The ids of the aggregates of one kind that follow after `id`, at most `count`.
///
/// # Errors
/// What the database says.
pub fn streams_after<A: Kept>(
    open: &mut dyn Transaction,
    id: &str,
    count: i64,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT stream FROM events WHERE stream > $1 AND stream LIKE $2 AND version = 1
               ORDER BY stream LIMIT $3";
    let rows = open.query(sql, values![stream::<A>(id), stream::<A>("%"), count])?;
    let id = |row: &Row| Ok(row.text(0)?[A::KIND.len() + 1..].to_owned());
    rows.iter().map(id).collect()
}
