//! Outgoing mails as rows: in the line of their recipient, claimed, settled, and as the operator reads them.

use super::bounces::{Trouble, Unreachable};
use super::postman::ATTEMPTS_MAX;
use super::relays::{self, Relay};
use crate::desk::Desk;
use crate::execute::queued;
use crate::mail::{Composed, DeliveryProblem, Parcel, is_for_now, status_in};
use crate::mail_settings;
use crate::outbox;
use crate::store::{Row, StoreError, Transaction, apply};
use crate::values;
use data_encoding::HEXLOWER;
use shared::api::operation::{Mail, MailLine, MailState};
use shared::ids::Email;
use shared::mail_settings::Subscription;
use shared::time::{Millis, Timestamp};

/// How many are listed.
const NEWEST: i64 = 200;
/// A line that is not given back until then is free again: who had it has died.
const CLAIM_LENGTH: Millis = Millis::minutes(15);
/// Mails that are taken from one line in one go, when no other is; from several fewer each, because all are in memory.
const RUN: usize = 16;
/// The mails of one piece of work, and where answers to them come.
pub type Letters = Vec<(Composed, Option<Relay>)>;

/// N12: the address to which a mail comes back that cannot be delivered; it names nobody and nobody can guess it.
fn return_path(desk: &Desk, id: &str) -> String {
    let digits = HEXLOWER.encode(&desk.key.digest("return", id)[..12]);
    format!("return-{digits}@{}", desk.address.mail_host())
}

/// A mail with everything that its row needs.
pub struct Ready {
    mail: Composed,
    relay: Option<Relay>,
    return_path: String,
    /// What stands in the link that turns such mails off.
    code: Option<(String, Subscription)>,
}

/// Makes mails ready to be queued.
pub fn ready(desk: &Desk, letters: Letters) -> Vec<Ready> {
    let ready = |(mail, relay): (Composed, Option<Relay>)| {
        let return_path = return_path(desk, &mail.id);
        let code = |subscription| (mail_settings::code(&desk.key, &mail.to, subscription), subscription);
        Ready { code: mail.subscription.map(code), mail, relay, return_path }
    };
    letters.into_iter().map(ready).collect()
}

/// Puts mails at the end of their recipients' lines; one that is there, or was sent, stays as it is.
///
/// # Errors
/// What the database says.
pub fn queue(open: &mut dyn Transaction, mails: &[Ready], now: Timestamp) -> Result<(), StoreError> {
    if mails.is_empty() {
        return Ok(());
    }
    let last = open.query("SELECT COALESCE(MAX(number), 0) FROM mails", &[])?;
    let last = last.first().map_or(Ok(0), |row| row.integer(0))?;
    let insert =
        "INSERT INTO mails (id, at, recipient, subject, plain, raw, state, line, number, relay, return_path)
                  VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING";
    for (number, Ready { mail, relay, return_path, code }) in (last + 1..).zip(mails) {
        if let Some((code, subscription)) = code {
            mail_settings::note(open, code, (&mail.to, *subscription))?;
        }
        if let Some(relay) = relay {
            relays::note(open, relay)?;
        }
        let address = relay.as_ref().map(|relay| relay.address.as_str());
        let (to, source) = (mail.to.as_str(), mail.bytes.as_slice());
        // A code to sign in with waits for nothing else.
        let line = if relay.is_some() || mail.subscription.is_some() {
            to.to_owned()
        } else {
            format!("alone:{to}")
        };
        let row = values![
            &mail.id,
            now.0,
            to,
            &mail.subject,
            &mail.text,
            source,
            &line,
            number,
            address,
            return_path
        ];
        if open.execute(insert, row)? == 1 {
            stand_in_line(open, &line, now)?;
        }
    }
    Ok(())
}

/// Makes sure that somebody comes for the line. Where it is held, whoever holds it sees to that: on
/// PostgreSQL the row is locked either way, so that they wait for each other.
fn stand_in_line(open: &mut dyn Transaction, line: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO mail_lines (name, due, held) VALUES ($1, $2, 0)
               ON CONFLICT (name) DO UPDATE SET held = mail_lines.held";
    open.execute(sql, values![line, now.0]).map(drop)
}

/// Some mails of one line, in their order, in somebody's hands.
pub struct Line {
    name: String,
    /// When the claim ends; the line is due again then.
    until: Timestamp,
    pub mails: Vec<Claimed>,
}

/// One of them.
pub struct Claimed {
    pub parcel: Parcel,
    attempts: i64,
}

/// Takes lines that are due, each with its next mails.
///
/// # Errors
/// What the database says.
pub fn claim(open: &mut dyn Transaction, count: usize, now: Timestamp) -> Result<Vec<Line>, StoreError> {
    let sql = "SELECT name, due FROM mail_lines WHERE due <= $1 ORDER BY due, name LIMIT $2";
    let due = open.query(sql, values![now.0, count as i64])?;
    let (until, run) = (now + CLAIM_LENGTH, (RUN / count.max(1)).max(1));
    let mut lines = Vec::with_capacity(due.len());
    for row in &due {
        let name = row.text(0)?.to_owned();
        // Another one may have been faster.
        let sql = "UPDATE mail_lines SET due = $1, held = 1 WHERE name = $2 AND due = $3";
        if open.execute(sql, values![until.0, &name, row.integer(1)?])? == 1 {
            let sql = "SELECT id, recipient, return_path, raw, attempts FROM mails
                       WHERE line = $1 AND state = 'waiting' ORDER BY number, id LIMIT $2";
            let rows = open.query(sql, values![&name, run as i64])?;
            let mail = |row: &Row| Ok(Claimed { parcel: parcel(row)?, attempts: row.integer(4)? });
            let mails = rows.iter().map(mail).collect::<Result<_, StoreError>>()?;
            lines.push(Line { name, until, mails });
        }
    }
    Ok(lines)
}

fn parcel(row: &Row) -> Result<Parcel, StoreError> {
    let email = |column| {
        Email::parse(row.text(column)?).map_err(|error| StoreError::Broken(format!("mails: {error}")))
    };
    Ok(Parcel { id: row.text(0)?.to_owned(), to: email(1)?, from: email(2)?, bytes: row.bytes(3)?.to_vec() })
}

/// Notes what became of a mail. None: the rest of its line goes on; else from when it may.
///
/// # Errors
/// What the database says.
pub fn settle(
    open: &mut dyn Transaction,
    mail: &Claimed,
    outcome: &Result<(), DeliveryProblem>,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let Claimed { parcel, attempts } = mail;
    match outcome {
        Ok(()) => {
            let sent = "UPDATE mails SET state = 'sent', problem = NULL WHERE id = $1";
            open.execute(sent, values![&parcel.id])?;
            Ok(None)
        }
        // The way out is closed for all: that is no fault of this mail.
        Err(problem @ DeliveryProblem::Closed(_)) => {
            let later = "UPDATE mails SET problem = $1 WHERE id = $2";
            open.execute(later, values![problem.to_string(), &parcel.id])?;
            Ok(Some(now))
        }
        Err(problem @ DeliveryProblem::Temporary(_)) if attempts + 1 < ATTEMPTS_MAX => {
            let later = "UPDATE mails SET problem = $1, attempts = $2 WHERE id = $3";
            open.execute(later, values![problem.to_string(), attempts + 1, &parcel.id])?;
            Ok(Some(now + pause_after(attempts + 1)))
        }
        Err(problem) => {
            if let Some(trouble) = trouble(problem) {
                let relay = came_back(open, &parcel.from)?.and_then(|mail| mail.relay);
                let (mail, to) = (parcel.id.clone(), parcel.to.clone());
                let work = Unreachable { mail, relay, to, trouble }.outgoing(&parcel.id, now);
                apply(open, &queued(vec![work]).collect::<Vec<_>>())?;
            }
            let failed = "UPDATE mails SET state = 'failed', problem = $1 WHERE id = $2";
            open.execute(failed, values![problem.to_string(), &parcel.id])?;
            Ok(None)
        }
    }
}

/// R5: what a refusal says of the address, if it says anything of it.
fn trouble(problem: &DeliveryProblem) -> Option<Trouble> {
    match problem {
        DeliveryProblem::Unreachable(_) => Some(Trouble::Gone),
        DeliveryProblem::Temporary(answer) | DeliveryProblem::Permanent(answer) => {
            status_in(answer).is_some_and(is_for_now).then_some(Trouble::Failed)
        }
        DeliveryProblem::Closed(_) => None,
    }
}

/// Gives a line back: it is due then, unless nothing waits in it any more.
///
/// # Errors
/// What the database says.
pub fn give_back(open: &mut dyn Transaction, line: &Line, due: Timestamp) -> Result<(), StoreError> {
    let Line { name, until, .. } = line;
    let sql = "UPDATE mail_lines SET due = $1, held = 0 WHERE name = $2 AND due = $3";
    open.execute(sql, values![due.0, name, until.0])?;
    let sql = "DELETE FROM mail_lines WHERE name = $1 AND held = 0 AND NOT EXISTS
               (SELECT 1 FROM mails WHERE mails.line = $1 AND mails.state = 'waiting')";
    open.execute(sql, values![name]).map(drop)
}

/// Twice as long after each failure: 30 s, 1 min, 2 min … about 4 h.
fn pause_after(attempts: i64) -> Millis {
    Millis(15_000 << attempts.clamp(1, 10))
}

/// Frees the lines that a process held when it died; whether it did, the caller knows. Those that wait for their next
/// try stay where they are.
///
/// # Errors
/// What the database says.
pub fn free(open: &mut dyn Transaction, now: Timestamp) -> Result<(), StoreError> {
    open.execute("UPDATE mail_lines SET due = $1, held = 0 WHERE held = 1", values![now.0]).map(drop)
}

/// A mail of ours, found by the address to which it comes back.
pub struct CameBack {
    pub id: String,
    /// Who was not reached.
    pub to: Email,
    /// N12: the address from which it was sent; none when it belongs to no negotiation.
    pub relay: Option<Email>,
}

/// The mail that comes back to this address, if there is one.
///
/// # Errors
/// What the database says.
pub fn came_back(open: &mut dyn Transaction, return_path: &Email) -> Result<Option<CameBack>, StoreError> {
    let sql = "SELECT id, recipient, relay FROM mails WHERE return_path = $1";
    let rows = open.query(sql, values![return_path.as_str()])?;
    let email =
        |text: &str| Email::parse(text).map_err(|error| StoreError::Broken(format!("mails: {error}")));
    let mail = |row: &Row| {
        let relay = if row.is_null(2) { None } else { Some(email(row.text(2)?)?) };
        Ok(CameBack { id: row.text(0)?.to_owned(), to: email(row.text(1)?)?, relay })
    };
    rows.first().map(mail).transpose()
}

/// Notes that a mail was sent and did not arrive.
///
/// # Errors
/// What the database says.
pub fn note_return(open: &mut dyn Transaction, id: &str, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET state = 'failed', problem = $1 WHERE id = $2 AND state IN ('sent', 'failed')";
    open.execute(sql, values![problem, id]).map(drop)
}

/// Notes that a mail was sent and has not arrived yet.
///
/// # Errors
/// What the database says.
pub fn note_delay(open: &mut dyn Transaction, id: &str, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE mails SET problem = $1 WHERE id = $2 AND state = 'sent'";
    open.execute(sql, values![problem, id]).map(drop)
}

/// When the next line is due.
///
/// # Errors
/// What the database says.
pub fn next_due(open: &mut dyn Transaction) -> Result<Option<Timestamp>, StoreError> {
    let rows = open.query("SELECT due FROM mail_lines ORDER BY due LIMIT 1", &[])?;
    rows.first().map(|row| row.integer(0).map(Timestamp)).transpose()
}

/// Sends a mail again that has failed, or has it written again where that failed; whether there is one.
///
/// # Errors
/// What the database says.
pub fn retry(open: &mut dyn Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(send_again(open, id, now)? || write_again(open, id, now)?)
}

/// The same work may wait for two moments: one is enough.
fn write_again(open: &mut dyn Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET attempts = 0, due = $1 WHERE id = $2 AND attempts >= $3
               AND due = (SELECT MAX(due) FROM outbox WHERE id = $2) RETURNING id";
    Ok(!open.query(sql, values![now.0, id, outbox::ATTEMPTS_MAX])?.is_empty())
}

fn send_again(open: &mut dyn Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE mails SET state = 'waiting', attempts = 0 WHERE id = $1 AND state = 'failed'
               RETURNING line";
    let rows = open.query(sql, values![id])?;
    let Some(row) = rows.first() else { return Ok(false) };
    stand_in_line(open, row.text(0)?, now)?;
    Ok(true)
}

/// The newest mails: those that failed first, then those that wait.
///
/// # Errors
/// What the database says.
pub fn newest(open: &mut dyn Transaction) -> Result<Vec<MailLine>, StoreError> {
    // The other work of the outbox waits for its time, for days, and is no mail.
    let sql = "SELECT id, due, kind, attempts, problem FROM outbox
               WHERE kind IN ('mail', 'sign_in_code') OR (kind = 'digest' AND problem IS NOT NULL) ORDER BY kind DESC, due DESC LIMIT $1";
    let unwritten = open.query(sql, values![NEWEST])?;
    let mut lines: Vec<MailLine> = unwritten.iter().map(unwritten_line).collect::<Result<_, _>>()?;
    for of_state in [
        "SELECT id, at, recipient, subject, state, problem FROM mails WHERE state = 'failed'
         ORDER BY at DESC, id LIMIT $1",
        "SELECT id, at, recipient, subject, state, problem FROM mails WHERE state = 'waiting'
         ORDER BY number, id LIMIT $1",
        "SELECT id, at, recipient, subject, state, problem FROM mails WHERE state = 'sent'
         ORDER BY number DESC, id LIMIT $1",
    ] {
        let rows = open.query(of_state, values![NEWEST])?;
        lines.extend(rows.iter().map(written_line).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(lines)
}

/// A mail that is not made yet has neither address nor subject: its work is named instead.
fn unwritten_line(row: &Row) -> Result<MailLine, StoreError> {
    let failed = row.integer(3)? >= outbox::ATTEMPTS_MAX;
    let state = if failed { MailState::Unwritten } else { MailState::Waiting };
    Ok(MailLine {
        id: row.text(0)?.to_owned(),
        at: Timestamp(row.integer(1)?),
        to: String::new(),
        subject: row.text(2)?.to_owned(),
        state,
        problem: optional(row, 4)?,
    })
}

fn written_line(row: &Row) -> Result<MailLine, StoreError> {
    let text = |column| row.text(column).map(str::to_owned);
    let state = match row.text(4)? {
        "waiting" => MailState::Waiting,
        "failed" => MailState::Failed,
        _ if row.is_null(5) => MailState::Sent,
        _ => MailState::Delayed,
    };
    let at = Timestamp(row.integer(1)?);
    Ok(MailLine { id: text(0)?, at, to: text(2)?, subject: text(3)?, state, problem: optional(row, 5)? })
}

fn optional(row: &Row, column: usize) -> Result<Option<String>, StoreError> {
    if row.is_null(column) { Ok(None) } else { row.text(column).map(|text| Some(text.to_owned())) }
}

/// A mail; one that is not written yet has neither text nor source.
///
/// # Errors
/// What the database says.
pub fn one(open: &mut dyn Transaction, id: &str) -> Result<Option<Mail>, StoreError> {
    let sql = "SELECT id, at, recipient, subject, state, problem, plain, raw FROM mails WHERE id = $1";
    let rows = open.query(sql, values![id])?;
    let mail = |row: &Row| {
        let source = String::from_utf8_lossy(row.bytes(7)?).into_owned();
        Ok(Mail { line: written_line(row)?, text: row.text(6)?.to_owned(), source })
    };
    if let Some(row) = rows.first() {
        return mail(row).map(Some);
    }
    let sql = "SELECT id, due, kind, attempts, problem FROM outbox
               WHERE id = $1 AND kind IN ('mail', 'sign_in_code', 'digest') ORDER BY due DESC LIMIT 1";
    let rows = open.query(sql, values![id])?;
    let unwritten =
        |row: &Row| Ok(Mail { line: unwritten_line(row)?, text: String::new(), source: String::new() });
    rows.first().map(unwritten).transpose()
}
