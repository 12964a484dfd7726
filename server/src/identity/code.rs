//! One-time codes by mail: six digits, ten minutes, five tries, once.

use super::position::is_known;
use crate::execute::{Outgoing, queued};
use crate::outbox::SignInMail;
use crate::secret::Key;
use crate::store::{StoreError, Transaction, apply};
use crate::values;
use shared::ids::Email;
use shared::language::Language;
use shared::time::{Millis, Timestamp};

/// How long a code works.
pub const CODE_LENGTH: Millis = Millis::minutes(10);
/// Wrong tries until a code is dead.
pub const TRIES_MAX: i64 = 5;
/// Codes for one address within [`CODE_LENGTH`].
pub const CODES_MAX: i64 = 3;

/// Stores a code, and queues the mail when the address is known. An unknown address costs the same work
/// and gives the same answer: nobody learns who is known. False when it was asked for too often.
///
/// # Errors
/// What the database says.
pub fn ask(
    open: &mut dyn Transaction,
    key: &Key,
    (email, code, language): (&Email, &str, Language),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let since = (now - CODE_LENGTH).0;
    open.execute("DELETE FROM sign_in_codes WHERE asked <= $1", values![since])?;
    let sql = "SELECT COUNT(*) FROM sign_in_codes WHERE email = $1";
    let asked = open.query(sql, values![email.as_str()])?.first().map_or(Ok(0), |row| row.integer(0))?;
    if asked >= CODES_MAX {
        return Ok(false);
    }
    let sql = "INSERT INTO sign_in_codes (email, number, signature, asked, tries) VALUES ($1, $2, $3, $4, 0)";
    open.execute(sql, values![email.as_str(), asked, signed(key, email, code), now.0])?;
    if is_known(open, email)? {
        let body = SignInMail { email: email.clone(), code: code.to_owned(), language };
        let id = format!("code:{email}:{}:{asked}", now.0);
        let body = serde_json::to_string(&body).expect("a mail's data is plain");
        // Somebody waits for it, and not longer than it is worth something: it goes before the mails of that time.
        let mail = Outgoing { id, kind: "sign_in_code", body, due: since };
        apply(open, &queued(vec![mail]).collect::<Vec<_>>())?;
    }
    Ok(true)
}

/// Uses a code up. True when it was right, in time, and not tried too often.
///
/// # Errors
/// What the database says.
pub fn redeem(
    open: &mut dyn Transaction,
    key: &Key,
    (email, code): (&Email, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    // The try is counted before it is looked at, so that many at once count as many.
    let sql = "UPDATE sign_in_codes SET tries = tries + 1 WHERE email = $1 AND asked > $2 AND tries < $3
               RETURNING signature";
    let rows = open.query(sql, values![email.as_str(), (now - CODE_LENGTH).0, TRIES_MAX])?;
    let mut right = false;
    for row in &rows {
        right |= key.verifies("code", &text(email, code), row.text(0)?);
    }
    if right {
        open.execute("DELETE FROM sign_in_codes WHERE email = $1", values![email.as_str()])?;
    }
    Ok(right)
}

fn signed(key: &Key, email: &Email, code: &str) -> String {
    key.sign("code", &text(email, code))
}

fn text(email: &Email, code: &str) -> String {
    format!("{email} {code}")
}
