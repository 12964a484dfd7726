//! Mails that came, as rows: kept whole before anybody is told so, each once, and what became of them.

use super::relays;
use crate::execute::{Outgoing, queued};
use crate::store::{Row, StoreError, Transaction, apply};
use crate::values;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use shared::api::operation::{Arrival, ArrivalLine, ArrivalState, Settled};
use shared::ids::Email;
use shared::time::{Millis, Timestamp};
use std::fmt::Display;
use std::net::IpAddr;

/// How many are listed.
const NEWEST: i64 = 200;
/// When whoever received a mail has not sorted it by then, the outbox does.
pub const PATIENCE: Millis = Millis::minutes(1);
/// One address takes so many mails within [`RATE_LENGTH`]: more than people write, fewer than a loop.
const RATE_MAX: i64 = 60;
const RATE_LENGTH: Millis = Millis::minutes(10);
/// And so many bytes.
const RATE_BYTES: i64 = 64 * 1024 * 1024;

/// Who handed a mail over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub ip: IpAddr,
    /// The name that it gave itself; nobody has checked it.
    pub helo: String,
}

/// A mail as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// None for a mail server on this machine, by a pipe.
    pub client: Option<Client>,
    /// The envelope's; none for what a machine sends about another mail.
    pub sender: Option<Email>,
    /// One of our addresses.
    pub recipient: Email,
    pub raw: Vec<u8>,
}

impl Incoming {
    /// The same mail, delivered again by another way, has the same id: headers that servers add on the way do not
    /// count.
    fn id(&self) -> String {
        let (header, body) = parted(&self.raw);
        let mut hasher = Sha256::new();
        hasher.update(self.recipient.as_str());
        let mut ours = false;
        for line in header.split_inclusive(|byte| *byte == b'\n') {
            ours =
                if line.starts_with(b" ") || line.starts_with(b"\t") { ours } else { is_the_authors(line) };
            if ours {
                hasher.update(line.trim_ascii());
            }
        }
        hasher.update([0]);
        hasher.update(body);
        HEXLOWER.encode(&hasher.finalize()[..16])
    }
}

/// Headers that a mail keeps on its way.
fn is_the_authors(line: &[u8]) -> bool {
    let names: [&[u8]; 4] = [b"message-id:", b"date:", b"from:", b"subject:"];
    names.iter().any(|name| line.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name)))
}

/// Header and body.
fn parted(raw: &[u8]) -> (&[u8], &[u8]) {
    let end =
        |mark: &[u8]| raw.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len());
    let at = [end(b"\r\n\r\n"), end(b"\n\n")].into_iter().flatten().min().unwrap_or(raw.len());
    raw.split_at(at)
}

/// How often the mail has been passed on.
pub fn hops(raw: &[u8]) -> usize {
    let (header, _) = parted(raw);
    let received = |line: &&[u8]| line.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"received:"));
    header.split(|byte| *byte == b'\n').filter(received).count()
}

/// Keeps a mail and, for when nobody does it before, the work of sorting it after some time; its id. The same mail again changes nothing.
///
/// # Errors
/// What the database says; then nobody may be told that the mail was taken.
pub fn keep(
    open: &mut dyn Transaction,
    mail: &Incoming,
    now: Timestamp,
    patience: Millis,
) -> Result<String, StoreError> {
    let id = mail.id();
    let sql = "INSERT INTO arrivals (id, at, sender, recipient, raw, client, helo, state)
               VALUES ($1, $2, $3, $4, $5, $6, $7, 'new') ON CONFLICT (id) DO NOTHING";
    let sender = mail.sender.as_ref().map_or("", Email::as_str);
    let ip = mail.client.as_ref().map(|client| client.ip.to_string());
    let helo = mail.client.as_ref().map(|client| client.helo.as_str());
    let row = values![&id, now.0, sender, mail.recipient.as_str(), mail.raw.as_slice(), ip, helo];
    if open.execute(sql, row)? == 1 {
        let due = (now + patience).0;
        let work = Outgoing { id: work_of(&id), kind: "arrival", body: id.clone(), due };
        apply(open, &queued(vec![work]).collect::<Vec<_>>())?;
    }
    Ok(id)
}

fn work_of(id: &str) -> String {
    format!("arrival:{id}")
}

/// Whether an address has had more mails lately than people write.
///
/// # Errors
/// What the database says.
pub fn is_flooded(open: &mut dyn Transaction, recipient: &Email, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(LENGTH(raw)), 0) AS BIGINT) FROM arrivals
               WHERE recipient = $1 AND at > $2";
    let rows = open.query(sql, values![recipient.as_str(), (now - RATE_LENGTH).0])?;
    let Some(row) = rows.first() else { return Ok(false) };
    Ok(row.integer(0)? >= RATE_MAX || row.integer(1)? >= RATE_BYTES)
}

/// A mail that is to be sorted.
pub struct Waiting {
    pub mail: Incoming,
    /// When it came.
    pub at: Timestamp,
}

/// A mail that is to be sorted; none when that has happened. `state` is `new`, or `held` when the operator lets it pass.
///
/// # Errors
/// What the database says.
pub fn find(open: &mut dyn Transaction, id: &str, state: &str) -> Result<Option<Waiting>, StoreError> {
    let rows = open.query(
        "SELECT sender, recipient, raw, client, helo, at FROM arrivals WHERE id = $1 AND state = $2",
        values![id, state],
    )?;
    let email = |text: &str| Email::parse(text).map_err(broken);
    let mail = |row: &Row| {
        let sender = Some(row.text(0)?).filter(|text| !text.is_empty()).map(email).transpose()?;
        let client = if row.is_null(3) { None } else { Some(client(row)?) };
        let mail = Incoming { client, sender, recipient: email(row.text(1)?)?, raw: row.bytes(2)?.to_vec() };
        Ok(Waiting { mail, at: Timestamp(row.integer(5)?) })
    };
    rows.first().map(mail).transpose()
}

fn client(row: &Row) -> Result<Client, StoreError> {
    Ok(Client { ip: row.text(3)?.parse().map_err(broken)?, helo: row.text(4)?.to_owned() })
}

fn broken(error: impl Display) -> StoreError {
    StoreError::Broken(format!("arrivals: {error}"))
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted {
    pub state: ArrivalState,
    /// The code of the reason, where there is one.
    pub why: Option<String>,
    /// What was found out about where it comes from; none when nothing new was.
    pub authentication: Option<String>,
    pub author: String,
    pub subject: String,
    /// Everything that can be read in it.
    pub text: String,
    /// What mails that say the same have in common.
    pub print: String,
    /// Which operator let it pass, and when.
    pub released: Option<(Email, Timestamp)>,
}

/// Notes what became of a mail that was in this state; nobody need sort it any more. False when somebody else was faster.
///
/// # Errors
/// What the database says.
pub fn settle(
    open: &mut dyn Transaction,
    id: &str,
    from_state: &str,
    sorted: &Sorted,
) -> Result<bool, StoreError> {
    let sql = "UPDATE arrivals SET state = $1, why = $2, author = $3, subject = $4, plain = $5,
               authentication = COALESCE($6, authentication), print = $7, problem = NULL,
               settled_by = $8, settled_at = $9 WHERE id = $10 AND state = $11 RETURNING at";
    let Sorted { state, why, author, subject, text, authentication, print, released } = sorted;
    let row = values![
        state.code(),
        why.as_deref(),
        author,
        subject,
        text,
        authentication.as_deref(),
        print,
        released.as_ref().map(|(by, _)| by.as_str()),
        released.as_ref().map(|(_, at)| at.0),
        id,
        from_state
    ];
    let rows = open.query(sql, row)?;
    let Some(row) = rows.first() else { return Ok(false) };
    // The work lies where it was put; one that is claimed is taken out by who has claimed it.
    let at = Timestamp(row.integer(0)?);
    let sql = "DELETE FROM outbox WHERE due IN ($1, $2) AND id = $3";
    open.execute(sql, values![at.0, (at + PATIENCE).0, work_of(id)])?;
    Ok(true)
}

const LINE: &str = "SELECT id, at, author, sender, recipient, subject, state, why";

/// The newest mails that came, those that wait for the operator first.
///
/// # Errors
/// What the database says.
pub fn newest(open: &mut dyn Transaction) -> Result<Vec<ArrivalLine>, StoreError> {
    let order = "ORDER BY CASE WHEN state IN ('held', 'stuck') THEN 0 ELSE 1 END, at DESC, id LIMIT $1";
    let rows = open.query(&format!("{LINE} FROM arrivals {order}"), values![NEWEST])?;
    rows.iter().map(line).collect()
}

fn line(row: &Row) -> Result<ArrivalLine, StoreError> {
    let text = |column| row.text(column).map(str::to_owned);
    let state = ArrivalState::of(row.text(6)?);
    let state = state.ok_or_else(|| StoreError::Broken("arrivals: a state of another program".into()))?;
    let why = if row.is_null(7) { None } else { Some(text(7)?) };
    let from = Some(text(2)?).filter(|author| !author.is_empty()).map_or_else(|| text(3), Ok)?;
    Ok(ArrivalLine {
        id: text(0)?,
        at: Timestamp(row.integer(1)?),
        from,
        to: text(4)?,
        subject: text(5)?,
        state,
        why,
    })
}

/// One of them.
///
/// # Errors
/// What the database says.
pub fn one(open: &mut dyn Transaction, id: &str) -> Result<Option<Arrival>, StoreError> {
    let sql = format!(
        "{LINE}, plain, raw, authentication, problem, settled_by, settled_at, reason FROM arrivals WHERE id = $1"
    );
    let rows = open.query(&sql, values![id])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let optional = |column| match row.is_null(column) {
        true => Ok(None),
        false => row.text(column).map(|text| Some(text.to_owned())),
    };
    let settled = match optional(12)? {
        Some(by) => Some(Settled { by, at: Timestamp(row.integer(13)?), reason: optional(14)? }),
        None => None,
    };
    let line = line(row)?;
    Ok(Some(Arrival {
        relay: relays::shown(open, &line.to)?,
        line,
        text: row.text(8)?.to_owned(),
        source: String::from_utf8_lossy(row.bytes(9)?).into_owned(),
        authentication: optional(10)?,
        problem: optional(11)?,
        settled,
    }))
}

/// A mail that could not be sorted, however often it was tried, waits for the operator.
///
/// # Errors
/// What the database says.
pub fn stick(open: &mut dyn Transaction, id: &str, problem: &str) -> Result<(), StoreError> {
    let sql = "UPDATE arrivals SET state = 'stuck', problem = $1 WHERE id = $2 AND state = 'new'";
    open.execute(sql, values![problem, id]).map(drop)
}

/// Has a mail sorted again that could not be sorted. Anything else stays as it is.
///
/// # Errors
/// What the database says.
pub fn retry(open: &mut dyn Transaction, id: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE arrivals SET state = 'new', problem = NULL WHERE id = $1 AND state = 'stuck'";
    if open.execute(sql, values![id])? == 1 {
        let work = Outgoing { id: work_of(id), kind: "arrival", body: id.to_owned(), due: now.0 };
        apply(open, &queued(vec![work]).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Does away with a mail that waits for the operator. Anything else stays as it is; what was said first stays.
///
/// # Errors
/// What the database says.
pub fn discard(open: &mut dyn Transaction, id: &str, settled: &Settled) -> Result<(), StoreError> {
    let sql = "UPDATE arrivals SET state = 'discarded', settled_by = $1, settled_at = $2, reason = $3
               WHERE id = $4 AND state IN ('held', 'stuck')";
    let Settled { by, at, reason } = settled;
    open.execute(sql, values![by, at.0, reason.as_deref(), id]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(raw: &str) -> Incoming {
        let recipient = Email::parse("talk-1@desk.example").expect("an address");
        Incoming { client: None, sender: None, recipient, raw: raw.as_bytes().to_vec() }
    }

    #[test]
    fn the_same_mail_by_another_way_is_the_same() {
        let one = mail("Received: by a\r\n\tfor b\r\nMessage-ID: <1@x>\r\nSubject: a\r\n b\r\n\r\nHello");
        let two = mail("Received: by c\r\nX-Spam: no\r\nMessage-ID: <1@x>\r\nSubject: a\r\n b\r\n\r\nHello");
        assert_eq!(one.id(), two.id());
        for other in [
            "Message-ID: <2@x>\r\nSubject: a\r\n b\r\n\r\nHello",
            "Message-ID: <1@x>\r\nSubject: a\r\n c\r\n\r\nHello",
            "Message-ID: <1@x>\r\nSubject: a\r\n b\r\n\r\nHello!",
        ] {
            assert_ne!(mail(other).id(), one.id(), "{other}");
        }
    }

    #[test]
    fn hops_are_counted_in_the_header_alone() {
        assert_eq!(hops(b"Received: a\r\nreceived: b\r\nSubject: Received: c\r\n\r\nReceived: d"), 2);
    }
}
