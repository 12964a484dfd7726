//! What somebody is writing, as one row; the text is its own and nobody reads it here.

use crate::identity::Writer;
use crate::store::{StoreError, Transaction};
use crate::values;
use shared::api::writing::Writing;
use shared::time::Timestamp;

/// The writer's draft.
///
/// # Errors
/// What the database says.
pub fn read(open: &mut dyn Transaction, writer: &Writer) -> Result<Option<Writing>, StoreError> {
    let sql = "SELECT body FROM drafts WHERE negotiation = $1 AND email = $2";
    let rows = open.query(sql, values![&writer.negotiation, writer.email.as_str()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    serde_json::from_str(row.text(0)?).map(Some).map_err(|error| StoreError::Broken(error.to_string()))
}

/// Keeps a draft; an empty one is forgotten.
///
/// # Errors
/// What the database says.
pub fn keep(
    open: &mut dyn Transaction,
    writer: &Writer,
    writing: &Writing,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (negotiation, email) = (&writer.negotiation, writer.email.as_str());
    if writing.is_empty() {
        let sql = "DELETE FROM drafts WHERE negotiation = $1 AND email = $2";
        return open.execute(sql, values![negotiation, email]).map(drop);
    }
    let body = serde_json::to_string(writing).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql = "INSERT INTO drafts (negotiation, email, at, body) VALUES ($1, $2, $3, $4)
               ON CONFLICT (negotiation, email) DO UPDATE SET at = excluded.at, body = excluded.body";
    open.execute(sql, values![negotiation, email, at.0, body]).map(drop)
}
