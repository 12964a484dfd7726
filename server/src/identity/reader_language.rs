//! The language in which somebody reads: what its pages were last shown in. Mails to it are written in the same.

use crate::store::{StoreError, Transaction};
use crate::values;
use shared::ids::Email;
use shared::language::Language;

/// Takes the place of what was known before.
///
/// # Errors
/// What the database says.
pub fn remember(open: &mut dyn Transaction, email: &Email, language: Language) -> Result<(), StoreError> {
    let sql = "INSERT INTO reader_languages (email, language) VALUES ($1, $2)
               ON CONFLICT (email) DO UPDATE SET language = excluded.language";
    open.execute(sql, values![email.as_str(), language.code()]).map(drop)
}

/// What is known; nothing of somebody who has not looked at a page yet.
///
/// # Errors
/// What the database says.
pub fn of(open: &mut dyn Transaction, email: &Email) -> Result<Option<Language>, StoreError> {
    let rows =
        open.query("SELECT language FROM reader_languages WHERE email = $1", values![email.as_str()])?;
    Ok(rows.first().map(|row| row.text(0)).transpose()?.and_then(Language::from_tag))
}
