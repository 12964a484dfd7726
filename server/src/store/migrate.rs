//! Brings a database up to date when the program starts. Migrations are never edited, only added.

use super::{StoreError, Transaction};
use crate::values;

/// Number, name, text; in order, without gaps.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../../migrations/0001_start.sql")),
    (2, "closer", include_str!("../../migrations/0002_closer.sql")),
    (3, "behind", include_str!("../../migrations/0003_behind.sql")),
    (4, "uploads", include_str!("../../migrations/0004_uploads.sql")),
    (5, "held", include_str!("../../migrations/0005_held.sql")),
    (6, "payments", include_str!("../../migrations/0006_payments.sql")),
    (7, "canned", include_str!("../../migrations/0007_canned.sql")),
    (8, "silence", include_str!("../../migrations/0008_silence.sql")),
    (9, "incidents", include_str!("../../migrations/0009_incidents.sql")),
    (10, "nearer", include_str!("../../migrations/0010_nearer.sql")),
    (11, "mailroom", include_str!("../../migrations/0011_mailroom.sql")),
    (12, "digest", include_str!("../../migrations/0012_digest.sql")),
    (13, "mailroom", include_str!("../../migrations/0013_mailroom.sql")),
    (14, "readers", include_str!("../../migrations/0014_readers.sql")),
];

/// The engine whose words a migration must use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The text that was written for SQLite, in the words of this engine.
    fn words(self, sql: &str) -> String {
        match self {
            Self::Sqlite => sql.to_owned(),
            Self::Postgres => sql.replace(" BLOB", " BYTEA").replace(" WITHOUT ROWID", ""),
        }
    }
}

/// Runs what is missing, inside the caller's transaction.
///
/// # Errors
/// [`StoreError::Newer`] when the database knows a migration that this program does not.
pub fn up(transaction: &mut dyn Transaction, dialect: Dialect) -> Result<(), StoreError> {
    transaction
        .batch("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")?;
    let rows = transaction.query("SELECT COALESCE(MAX(number), 0) FROM migrations", &[])?;
    let found = rows.first().map_or(Ok(0), |row| row.integer(0))?;
    let known = MIGRATIONS.last().map_or(0, |(number, ..)| *number);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (number, name, sql) in MIGRATIONS.iter().filter(|(number, ..)| *number > found) {
        transaction.batch(&dialect.words(sql))?;
        transaction
            .execute("INSERT INTO migrations (number, name) VALUES ($1, $2)", values![*number, *name])?;
    }
    Ok(())
}
