//! Messages that leave in a moment, as rows, and what becomes of each: taken back, sent, or stuck with the
//! reason. A message is sent under its own command id, so that it is sent once whoever sends it.

use crate::change;
use crate::desk::Desk;
use crate::execute::{Done, Outgoing, queued};
use crate::http::Failure;
use crate::identity::Writer;
use crate::store::{Row, StoreError, Transaction, apply};
use crate::values;
use serde::{Deserialize, Serialize};
use shared::aggregate::Envelope;
use shared::api::Problem;
use shared::api::writing::{Held, Writing};
use shared::ids::{CommandId, Email};
use shared::negotiation::{Actor, Command, Negotiation};
use shared::time::Timestamp;

/// What will be sent, and as whom.
#[derive(Serialize, Deserialize)]
struct Sealed {
    actor: Actor,
    command: Command,
}

/// What became of an attempt to send.
pub enum Sent {
    Done(Done<Negotiation>),
    /// It was taken back, or sent before.
    Gone,
}

/// Holds a message; the same one again stays as it is. None when the id belongs to another message.
///
/// # Errors
/// What the database says.
pub fn hold(
    open: &mut dyn Transaction,
    writer: &Writer,
    held: &Held,
    (actor, command): (Actor, Command),
    now: Timestamp,
) -> Result<Option<Held>, StoreError> {
    let broken = |error: serde_json::Error| StoreError::Broken(error.to_string());
    let writing = serde_json::to_string(&held.writing).map_err(broken)?;
    let envelope = serde_json::to_string(&Sealed { actor, command }).map_err(broken)?;
    let sql = "INSERT INTO held (id, negotiation, email, due, state, writing, envelope)
               VALUES ($1, $2, $3, $4, 'held', $5, $6) ON CONFLICT (id) DO NOTHING";
    let (id, email, due) = (held.command.as_str(), writer.email.as_str(), (now + held.left).0);
    let row = values![id, &writer.negotiation, email, due, writing, envelope];
    if open.execute(sql, row)? == 0 {
        let known = list(open, writer, now)?.into_iter().find(|known| known.command == held.command);
        return Ok(known.filter(|known| known.writing == held.writing));
    }
    let work = Outgoing { id: format!("held:{id}"), kind: "held", body: id.to_owned(), due };
    let forget =
        change!("DELETE FROM drafts WHERE negotiation = $1 AND email = $2", &writer.negotiation, email);
    let changes: Vec<_> = queued(vec![work]).chain([forget]).collect();
    apply(open, &changes)?;
    Ok(Some(held.clone()))
}

/// The messages of this writer that are held or stuck, oldest first.
///
/// # Errors
/// What the database says.
pub fn list(open: &mut dyn Transaction, writer: &Writer, now: Timestamp) -> Result<Vec<Held>, StoreError> {
    let sql =
        "SELECT id, writing, due, problem FROM held WHERE negotiation = $1 AND email = $2 ORDER BY due, id";
    let rows = open.query(sql, values![&writer.negotiation, writer.email.as_str()])?;
    rows.iter().map(|row| held(row, now)).collect()
}

fn held(row: &Row, now: Timestamp) -> Result<Held, StoreError> {
    let broken = |error: serde_json::Error| StoreError::Broken(error.to_string());
    let problem = if row.is_null(3) { None } else { Some(row.text(3)?) };
    Ok(Held {
        command: row.text(0)?.into(),
        writing: serde_json::from_str(row.text(1)?).map_err(broken)?,
        left: Timestamp(row.integer(2)?) - now,
        problem: problem.map(serde_json::from_str).transpose().map_err(broken)?,
    })
}

/// Takes a message back; none when it is too late, or not this writer's.
///
/// # Errors
/// What the database says.
pub fn take_back(
    open: &mut dyn Transaction,
    writer: &Writer,
    id: &CommandId,
    now: Timestamp,
) -> Result<Option<Writing>, StoreError> {
    let found = list(open, writer, now)?.into_iter().find(|held| held.command == *id);
    let sql = "DELETE FROM held WHERE id = $1 AND email = $2 AND state IN ('held', 'stuck')";
    let taken = open.execute(sql, values![id.as_str(), writer.email.as_str()])? == 1;
    Ok(found.filter(|_| taken).map(|held| held.writing))
}

/// Sends a message that is held. Somebody else may be sending it at the same time: it is sent once.
///
/// # Errors
/// Why it was not sent; what was refused is kept with the reason, for its writer.
pub async fn send(desk: &Desk, id: &str, now: Timestamp) -> Result<Sent, Failure> {
    let wanted = id.to_owned();
    let claimed = desk.database.write(move |open| claim(open, &wanted)).await?;
    let Some((writer, Sealed { actor, command })) = claimed else { return Ok(Sent::Gone) };
    let envelope = Envelope { id: id.into(), at: now, actor, command };
    let outcome = desk.negotiate(&writer.negotiation, writer.email.as_str(), &envelope).await;
    let settled = id.to_owned();
    match outcome {
        Ok(done) => {
            let gone = move |open: &mut dyn Transaction| {
                open.execute("DELETE FROM held WHERE id = $1", values![&settled]).map(drop)
            };
            desk.database.write(gone).await?;
            Ok(Sent::Done(done))
        }
        Err(failure) => {
            if !failure.status.is_server_error() {
                let problem = failure.problem.clone();
                desk.database.write(move |open| stick(open, &settled, &problem)).await?;
            }
            Err(failure)
        }
    }
}

/// From now on it can no longer be taken back.
fn claim(open: &mut dyn Transaction, id: &str) -> Result<Option<(Writer, Sealed)>, StoreError> {
    let sql = "UPDATE held SET state = 'sending' WHERE id = $1 AND state IN ('held', 'sending')";
    if open.execute(sql, values![id])? == 0 {
        return Ok(None);
    }
    let rows = open.query("SELECT negotiation, email, envelope FROM held WHERE id = $1", values![id])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let email = Email::parse(row.text(1)?).map_err(|error| StoreError::Broken(error.to_string()))?;
    let writer = Writer { negotiation: row.text(0)?.to_owned(), email };
    let sealed = serde_json::from_str(row.text(2)?).map_err(|error| StoreError::Broken(error.to_string()))?;
    Ok(Some((writer, sealed)))
}

fn stick(open: &mut dyn Transaction, id: &str, problem: &Problem) -> Result<(), StoreError> {
    let problem = serde_json::to_string(problem).map_err(|error| StoreError::Broken(error.to_string()))?;
    open.execute("UPDATE held SET state = 'stuck', problem = $1 WHERE id = $2", values![problem, id])
        .map(drop)
}
