//! News that wait for a digest, as rows, and the work of sending it. Which news wait, and until when, is decided
//! elsewhere.

use crate::execute::{Outgoing, queued};
use crate::store::{Row, StoreError, Transaction, apply};
use crate::values;
use shared::ids::{Email, EntryId, NegotiationId};
use shared::negotiation::Party;
use shared::time::Timestamp;

/// An entry that waits for the digest of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub email: Email,
    pub negotiation: NegotiationId,
    /// As whom its reader sees it.
    pub party: Party,
    pub entry: EntryId,
    pub due: Timestamp,
}

/// What was found of rows that somebody wanted to use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    All,
    /// Somebody else has used them up, or they are not wanted any more.
    None,
    /// Somebody has used up some of them; the others are still there.
    Some,
}

/// Keeps what waits, and sees to it that somebody looks when it is due.
///
/// # Errors
/// What the database says.
pub fn keep(open: &mut dyn Transaction, waiting: &[Waiting]) -> Result<(), StoreError> {
    for one in waiting {
        insert(open, one)?;
        ring(open, &one.email, one.due)?;
    }
    Ok(())
}

fn insert(open: &mut dyn Transaction, waiting: &Waiting) -> Result<(), StoreError> {
    let Waiting { email, negotiation, party, entry, due } = waiting;
    let sql = "INSERT INTO gathered (email, negotiation, party, entry, due) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (email, negotiation, party, entry) DO NOTHING";
    let row = values![email.as_str(), negotiation.as_str(), party.to_string(), entry.as_str(), due.0];
    open.execute(sql, row).map(drop)
}

/// One for all news of an address that leave at the same time.
fn ring(open: &mut dyn Transaction, email: &Email, due: Timestamp) -> Result<(), StoreError> {
    let id = format!("digest:{email}:{}", due.0);
    let work = Outgoing { id, kind: "digest", body: email.to_string(), due: due.0 };
    apply(open, &queued(vec![work]).collect::<Vec<_>>())
}

/// What an address has waiting that is due.
///
/// # Errors
/// What the database says.
pub fn due(open: &mut dyn Transaction, email: &Email, now: Timestamp) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT negotiation, party, entry, due FROM gathered WHERE email = $1 AND due <= $2
               ORDER BY negotiation, party, entry";
    let rows = open.query(sql, values![email.as_str(), now.0])?;
    let waiting = |row: &Row| {
        let broken = |error: &dyn std::fmt::Display| StoreError::Broken(format!("gathered: {error}"));
        Ok(Waiting {
            email: email.clone(),
            negotiation: row.text(0)?.into(),
            party: Party::try_from(row.text(1)?.to_owned()).map_err(|error| broken(&error))?,
            entry: row.text(2)?.into(),
            due: Timestamp(row.integer(3)?),
        })
    };
    rows.iter().map(waiting).collect()
}

/// Takes away what a digest tells. Only whoever finds all of it may send that digest: so two that were written at the
/// same time leave once. Where some are missing, the others stay for the next one.
///
/// # Errors
/// What the database says.
pub fn use_up(open: &mut dyn Transaction, told: &[Waiting]) -> Result<Found, StoreError> {
    let sql = "DELETE FROM gathered WHERE email = $1 AND negotiation = $2 AND party = $3 AND entry = $4";
    let mut there = Vec::with_capacity(told.len());
    for one in told {
        let Waiting { email, negotiation, party, entry, .. } = one;
        let key = values![email.as_str(), negotiation.as_str(), party.to_string(), entry.as_str()];
        if open.execute(sql, key)? == 1 {
            there.push(one);
        }
    }
    if there.len() == told.len() {
        return Ok(Found::All);
    }
    there.iter().try_for_each(|one| insert(open, one))?;
    Ok(if there.is_empty() { Found::None } else { Found::Some })
}

/// Everything that waits for an address leaves then.
///
/// # Errors
/// What the database says.
pub fn put_off(open: &mut dyn Transaction, email: &Email, due: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE gathered SET due = $1 WHERE email = $2";
    match open.execute(sql, values![due.0, email.as_str()])? {
        0 => Ok(()),
        _ => ring(open, email, due),
    }
}

/// Nothing that waits for an address leaves.
///
/// # Errors
/// What the database says.
pub fn forget(open: &mut dyn Transaction, email: &Email) -> Result<(), StoreError> {
    open.execute("DELETE FROM gathered WHERE email = $1", values![email.as_str()]).map(drop)
}
