//! Which documents wait to be sent, as rows: whose, for which negotiation. Those that were not sent are
//! forgotten after two days.

use super::Documents;
use crate::execute::Streams;
use crate::identity::Writer;
use crate::store::{Database, Row, StoreError, Transaction};
use crate::values;
use shared::api::documents::Uploaded;
use shared::ids::UploadId;
use shared::negotiation::{Document, Negotiation, Sha256};
use shared::time::{Millis, Timestamp};

/// An upload that was not sent is kept so long, with the draft that names it.
const KEPT: Millis = Millis::days(2);
/// Uploads of one person for one negotiation within [`KEPT`].
const UPLOADS_MAX: i64 = 200;
/// Rows looked at in one go.
const ROWS: i64 = 64;

/// The upload, if this writer has it.
///
/// # Errors
/// What the database says.
pub fn find(
    open: &mut dyn Transaction,
    writer: &Writer,
    upload: &UploadId,
) -> Result<Option<Uploaded>, StoreError> {
    let sql = "SELECT id, name, bytes, pages, sha256 FROM uploads
               WHERE id = $1 AND negotiation = $2 AND email = $3";
    let rows = open.query(sql, values![upload.as_str(), &writer.negotiation, writer.email.as_str()])?;
    rows.first().map(uploaded).transpose()
}

fn uploaded(row: &Row) -> Result<Uploaded, StoreError> {
    let broken = |error: &dyn std::fmt::Display| StoreError::Broken(error.to_string());
    let document = Document {
        name: row.text(1)?.to_owned(),
        bytes: u64::try_from(row.integer(2)?).map_err(|error| broken(&error))?,
        pages: u32::try_from(row.integer(3)?).map_err(|error| broken(&error))?,
        sha256: row.text(4)?.to_owned().try_into().map_err(|error| broken(&error))?,
    };
    Ok(Uploaded { upload: row.text(0)?.into(), document })
}

/// Whether one more is too many.
///
/// # Errors
/// What the database says.
pub fn is_full(open: &mut dyn Transaction, writer: &Writer) -> Result<bool, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM uploads
               WHERE negotiation = $1 AND email = $2 AND sent = 0";
    let rows = open.query(sql, values![&writer.negotiation, writer.email.as_str()])?;
    let count = rows.first().map(|row| row.integer(0)).transpose()?;
    Ok(count.unwrap_or_default() >= UPLOADS_MAX)
}

/// Whether somebody has used the id.
///
/// # Errors
/// What the database says.
pub fn is_taken(open: &mut dyn Transaction, upload: &UploadId) -> Result<bool, StoreError> {
    Ok(!open.query("SELECT 1 FROM uploads WHERE id = $1", values![upload.as_str()])?.is_empty())
}

/// Notes a stored document as uploaded.
///
/// # Errors
/// A conflict when the id is taken, else what the database says.
pub fn note(
    open: &mut dyn Transaction,
    writer: &Writer,
    uploaded: &Uploaded,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO uploads (id, negotiation, email, name, bytes, pages, sha256, at, sent)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
    let Uploaded { upload, document } = uploaded;
    let (bytes, pages) = (document.bytes as i64, i64::from(document.pages));
    let (name, sha256) = (document.name.as_str(), document.sha256.as_str());
    let owned = values![
        upload.as_str(),
        &writer.negotiation,
        writer.email.as_str(),
        name,
        bytes,
        pages,
        sha256,
        at.0
    ];
    open.execute(sql, owned).map(drop)
}

/// Forgets what was uploaded and never sent, and the files that nothing refers to any more; how many uploads.
///
/// # Errors
/// What the database or the disk says.
pub async fn sweep(
    database: &Database,
    negotiations: &Streams<Negotiation>,
    documents: &Documents,
    now: Timestamp,
) -> Result<usize, String> {
    let old = database.read(move |open| unsent_before(open, now - KEPT)).await.map_err(|e| e.to_string())?;
    let count = old.len();
    for (upload, negotiation, sha256) in old {
        let loaded = negotiations.load(&negotiation).await.map_err(|error| error.to_string())?;
        let mut facts = loaded.state.history.iter();
        let sent = facts.any(|fact| fact.event.document().is_some_and(|sent| sent.sha256 == sha256));
        let digest = sha256.clone();
        let settled = database.write(move |open| settle(open, &upload, &digest, sent)).await;
        if settled.map_err(|error| error.to_string())? {
            documents.forget(&sha256).await.map_err(|error| error.to_string())?;
        }
    }
    Ok(count)
}

type Old = (String, String, Sha256);

fn unsent_before(open: &mut dyn Transaction, time: Timestamp) -> Result<Vec<Old>, StoreError> {
    let sql = "SELECT id, negotiation, sha256 FROM uploads WHERE sent = 0 AND at < $1 ORDER BY at LIMIT $2";
    let old = |row: &Row| {
        let sha256 = row.text(2)?.to_owned().try_into();
        let sha256 = sha256.map_err(|error| StoreError::Broken(format!("uploads: {error}")))?;
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), sha256))
    };
    open.query(sql, values![time.0, ROWS])?.iter().map(old).collect()
}

/// Keeps the row of what was sent, and takes the others out; whether nothing refers to the file any more.
fn settle(open: &mut dyn Transaction, upload: &str, sha256: &Sha256, sent: bool) -> Result<bool, StoreError> {
    if sent {
        return open.execute("UPDATE uploads SET sent = 1 WHERE id = $1", values![upload]).map(|_| false);
    }
    open.execute("DELETE FROM uploads WHERE id = $1", values![upload])?;
    let others = open.query("SELECT 1 FROM uploads WHERE sha256 = $1 LIMIT 1", values![sha256.as_str()])?;
    Ok(others.is_empty())
}
