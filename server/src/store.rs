//! The database: one SQL text for SQLite and PostgreSQL behind synchronous transactions.
//!
//! It knows nothing of what is stored. Work is a closure over a [`Transaction`], or ready statements; writers wait for the
//! commit, readers see one snapshot. SQL keeps to what both engines speak: BIGINT, DOUBLE PRECISION,
//! TEXT and BLOB, upserts, RETURNING, and placeholders `$1, $2 …`.

mod job;
mod migrate;
mod postgres;
mod sqlite;
mod value;

pub use value::{Change, Row, Value};

use std::fmt;
use std::sync::Arc;

/// Waiting commands beyond this make the next caller wait before it may queue.
const QUEUE_LENGTH: usize = 1024;

/// Why the database did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Somebody else was faster: load again and decide again.
    Conflict,
    /// The database cannot be reached or ended; nothing is known about the last transaction.
    Unavailable(String),
    /// It answered with an error: a defect of ours, a full disk, a damaged file.
    Broken(String),
    /// It was written by a newer version of this program.
    Newer { found: i64, known: i64 },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict => f.write_str("another change was faster"),
            Self::Unavailable(why) => write!(f, "the database cannot be reached: {why}"),
            Self::Broken(why) => write!(f, "the database failed: {why}"),
            Self::Newer { found, known } => write!(
                f,
                "the database has migration {found}, this program knows {known}: use the newer program"
            ),
        }
    }
}

impl std::error::Error for StoreError {}

/// What a closure may do while its transaction is open.
pub trait Transaction {
    /// All rows of a query.
    ///
    /// # Errors
    /// [`StoreError`]; the transaction is lost then.
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// The number of rows that a statement changed.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a key exists already, else as for `query`.
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError>;

    /// Several statements without parameters, for migrations.
    ///
    /// # Errors
    /// As for `query`.
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;
}

/// Makes the changes, in order.
///
/// # Errors
/// As for [`Transaction::execute`].
pub fn apply(open: &mut dyn Transaction, changes: &[Change]) -> Result<(), StoreError> {
    changes.iter().try_for_each(|change| open.execute(change.sql, &change.values).map(drop))
}

/// A handle on the database; clones share it.
#[derive(Clone)]
pub struct Database {
    engine: Arc<Engine>,
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Database {
    /// Opens `sqlite:PATH`, a bare path, or `postgres://…`, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when a newer program wrote it; else what the engine says.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let engine = match url.starts_with("postgres://") || url.starts_with("postgresql://") {
            true => Engine::Postgres(postgres::Postgres::open(url)?),
            false => {
                let path = url.strip_prefix("sqlite:").unwrap_or(url);
                Engine::Sqlite(sqlite::Sqlite::open(path.as_ref())?)
            }
        };
        Ok(Self { engine: Arc::new(engine) })
    }

    /// Runs the work in a transaction and answers when it is on disk. An `Err` undoes all it wrote.
    ///
    /// # Errors
    /// What the work returns; else why the commit failed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Transaction) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (waiting, answer) = job::waiting(work);
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.queue(waiting).await?,
            Engine::Postgres(postgres) => postgres.queue(job::Access::Write, waiting).await?,
        }
        answer.await.unwrap_or_else(|_| Err(job::ended().into()))
    }

    /// Makes the changes, in order, in one transaction, and answers when they are on disk; all or none. They cost
    /// the writer less than a closure does: at first nothing is kept to undo them alone.
    ///
    /// # Errors
    /// As for [`Transaction::execute`]; else why the commit failed.
    pub async fn make(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        let (waiting, answer) = job::prepared(changes);
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.queue(waiting).await?,
            Engine::Postgres(postgres) => postgres.queue(job::Access::Write, waiting).await?,
        }
        answer.await.map_or_else(|_| Err(job::ended()), |(made, _)| made)
    }

    /// All rows of one query. On SQLite it costs half as much as [`Database::read`] with the same query.
    ///
    /// # Errors
    /// What the database says.
    pub async fn query(&self, sql: &'static str, parameters: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.query(sql, &parameters),
            Engine::Postgres(_) => self.read(move |open| open.query(sql, &parameters)).await,
        }
    }

    /// Runs the work on one snapshot. On SQLite it runs in place, on the calling thread: keep it short.
    ///
    /// # Errors
    /// What the work returns; else why the database could not be read.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Transaction) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work),
            Engine::Postgres(postgres) => {
                let (waiting, answer) = job::waiting(work);
                postgres.queue(job::Access::Read, waiting).await?;
                answer.await.unwrap_or_else(|_| Err(job::ended().into()))
            }
        }
    }
}
