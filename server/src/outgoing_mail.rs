//! The outgoing mail as the operator reads it: what waits, what failed, what was sent.

use crate::outbox::ATTEMPTS_MAX;
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use shared::api::operation::{Mail, MailLine, MailState};
use shared::time::Timestamp;

/// How many are listed.
const NEWEST: i64 = 200;

/// The newest mails, those that wait first, and of them sign-in codes.
///
/// # Errors
/// What the database says.
pub fn newest(open: &mut dyn Transaction) -> Result<Vec<MailLine>, StoreError> {
    // The other work of the outbox waits for its time, for days, and is no mail.
    let sql = "SELECT id, due, kind, attempts FROM outbox WHERE kind IN ('mail', 'sign_in_code')
               ORDER BY kind DESC, due DESC LIMIT $1";
    let waiting = open.query(sql, values![NEWEST])?;
    let sql = "SELECT id, at, recipient, subject FROM mails ORDER BY at DESC, id LIMIT $1";
    let sent = open.query(sql, values![NEWEST])?;
    waiting.iter().map(waiting_line).chain(sent.iter().map(sent_line)).collect()
}

/// A mail that is not made yet has neither address nor subject: its work is named instead.
fn waiting_line(row: &Row) -> Result<MailLine, StoreError> {
    let state = if row.integer(3)? >= ATTEMPTS_MAX { MailState::Failed } else { MailState::Waiting };
    let subject = row.text(2)?.to_owned();
    let id = row.text(0)?.to_owned();
    Ok(MailLine { id, at: Timestamp(row.integer(1)?), to: String::new(), subject, state })
}

fn sent_line(row: &Row) -> Result<MailLine, StoreError> {
    let text = |column| row.text(column).map(str::to_owned);
    let at = Timestamp(row.integer(1)?);
    Ok(MailLine { id: text(0)?, at, to: text(2)?, subject: text(3)?, state: MailState::Sent })
}

/// A mail that was sent.
///
/// # Errors
/// What the database says.
pub fn one(open: &mut dyn Transaction, id: &str) -> Result<Option<Mail>, StoreError> {
    let sql = "SELECT id, at, recipient, subject, plain, raw FROM mails WHERE id = $1";
    let rows = open.query(sql, values![id])?;
    let mail = |row: &Row| {
        let source = String::from_utf8_lossy(row.bytes(5)?).into_owned();
        Ok(Mail { line: sent_line(row)?, text: row.text(4)?.to_owned(), source })
    };
    rows.first().map(mail).transpose()
}
