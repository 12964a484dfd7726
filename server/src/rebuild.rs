//! `kontor rebuild`: makes every projection anew from the facts, in one transaction, and says whether
//! anything differs from before.

use crate::execute::{Kept, Streams, fold, streams_after};
use crate::store::{Database, Row, StoreError, Transaction, apply};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use shared::installation::InstallationState;
use shared::negotiation::Negotiation;
use shared::network::NetworkState;
use shared::seller::SellerState;
use std::collections::BTreeMap;

/// Streams listed at once.
const PAGE: i64 = 1_000;

/// The tables that projections fill.
const TABLES: &[&str] = &["people", "listing", "samples", "stands", "incidents", "orders", "unreachable"];

/// A table before or after: how many rows, and a digest of their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub rows: usize,
    pub digest: String,
}

/// What a rebuild found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub streams: usize,
    pub before: BTreeMap<&'static str, Content>,
    pub after: BTreeMap<&'static str, Content>,
}

impl Report {
    /// Whether the projections were what the facts say.
    pub fn nothing_changed(&self) -> bool {
        self.before == self.after
    }
}

/// Empties the projections and fills them again. What is behind is written first: it is no difference.
///
/// # Errors
/// What the database says; nothing has changed then.
pub async fn rebuild(database: &Database) -> Result<Report, StoreError> {
    Streams::<Negotiation>::new(database.clone()).catch_up().await?;
    database.write(all).await
}

fn all(open: &mut dyn Transaction) -> Result<Report, StoreError> {
    let before = contents(open)?;
    for table in TABLES {
        open.execute(&format!("DELETE FROM {table}"), &[])?;
    }
    let streams = kind::<InstallationState>(open)?
        + kind::<NetworkState>(open)?
        + kind::<SellerState>(open)?
        + kind::<Negotiation>(open)?;
    Ok(Report { streams, before, after: contents(open)? })
}

fn kind<A: Kept>(open: &mut dyn Transaction) -> Result<usize, StoreError> {
    let (mut count, mut last) = (0, String::new());
    loop {
        let page = streams_after::<A>(open, &last, PAGE)?;
        let Some(end) = page.last() else { return Ok(count) };
        last.clone_from(end);
        count += page.len();
        for id in &page {
            let changes = fold::<A>(open, id)?.changes(id, &A::default())?;
            apply(open, &changes)?;
        }
    }
}

fn contents(open: &mut dyn Transaction) -> Result<BTreeMap<&'static str, Content>, StoreError> {
    TABLES.iter().map(|table| Ok((*table, content(open, table)?))).collect()
}

fn content(open: &mut dyn Transaction, table: &str) -> Result<Content, StoreError> {
    let mut rows = open.query(&format!("SELECT * FROM {table}"), &[])?;
    // Ordered here: the engines do not order texts alike.
    rows.sort_by_cached_key(|row: &Row| format!("{row:?}"));
    let mut digest = Sha256::new();
    for row in &rows {
        digest.update(format!("{row:?}\n"));
    }
    Ok(Content { rows: rows.len(), digest: HEXLOWER.encode(&digest.finalize()[..8]) })
}
