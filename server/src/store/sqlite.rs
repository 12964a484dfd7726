//! SQLite: one thread writes, and commits together what waits together; readers run beside it.
//!
//! A commit with `synchronous=FULL` costs one flush of the disk however much it holds. So every command
//! that waits when a commit starts shares it, with those that come while it is made, and is answered after it. Mostly
//! all of them succeed; where one does not, they are run again, each in a savepoint of its own. Work that cannot be run
//! again has one from the start, and so has what comes after it.

use super::job::Job;
use super::{QUEUE_LENGTH, Row, StoreError, Transaction, Value, job, migrate};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;

/// The most commands that share one commit; bounds how long the first of them waits.
const GROUP_MAX: usize = 256;
/// The writer's page cache: a usual group's pages fit, so that none is written twice. A larger one costs every
/// commit more: SQLite looks through all of it for pages beyond the end.
const WRITER_CACHE_KIB: i64 = 4 * 1024;
/// A reader's page cache: there are several readers, and what one of them no longer has, the operating system still does.
const READER_CACHE_KIB: i64 = 512;
/// The log is copied into the database when it has grown to so many pages of 4 KiB: a page that changes
/// with every commit is then copied once for many.
const LOG_PAGES_MAX: i64 = 16 * 1024;
/// How far the writer goes before everybody else, in the steps of `nice`: each command waits for it, and it for the
/// disk.
const GOES_BEFORE: i32 = -10;
/// Compiled statements kept per connection.
const STATEMENTS_MAX: usize = 256;
/// Idle reader connections kept open.
const READERS_MAX: usize = 8;

/// An open SQLite database.
pub struct Sqlite {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Sqlite {
    /// Opens or creates the file and starts its writer.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut writer = connect(path, OpenFlags::default())?;
        writer.pragma_update(None, "journal_mode", "WAL").map_err(broken)?;
        writer.pragma_update(None, "synchronous", "FULL").map_err(broken)?;
        // What a savepoint would have to undo is kept in memory, not in a file.
        writer.pragma_update(None, "temp_store", "MEMORY").map_err(broken)?;
        writer.pragma_update(None, "cache_size", -WRITER_CACHE_KIB).map_err(broken)?;
        writer.pragma_update(None, "wal_autocheckpoint", LOG_PAGES_MAX).map_err(broken)?;
        migrate_all(&mut writer)?;
        let (queue, waiting) = mpsc::channel(QUEUE_LENGTH);
        std::thread::Builder::new()
            .name("database-writer".into())
            .spawn(move || write_loop(&mut writer, waiting))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { path: path.to_owned(), readers: Mutex::default(), queue })
    }

    /// Puts a job at the end of the writer's queue; waits while the queue is full.
    pub async fn queue(&self, waiting: Box<dyn Job>) -> Result<(), StoreError> {
        self.queue.send(waiting).await.map_err(|_| job::ended())
    }

    /// Runs the work on a reader connection, on this thread.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = Open(self.reader()?);
        reader.execute("BEGIN", &[])?;
        let result = work(&mut reader);
        reader.execute("COMMIT", &[])?;
        self.give_back(reader.0);
        result
    }

    /// One query, which needs no more than itself to see one moment.
    pub fn query(&self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let reader = self.reader()?;
        let rows = query(&reader, sql, parameters)?;
        self.give_back(reader);
        Ok(rows)
    }

    fn reader(&self) -> Result<Connection, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(reader) = idle {
            return Ok(reader);
        }
        let reader = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        reader.pragma_update(None, "cache_size", -READER_CACHE_KIB).map_err(broken)?;
        Ok(reader)
    }

    fn give_back(&self, reader: Connection) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_MAX {
            readers.push(reader);
        }
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|error| StoreError::Unavailable(format!("{}: {error}", path.display())))?;
    connection.busy_timeout(Duration::from_secs(10)).map_err(broken)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(connection)
}

fn migrate_all(writer: &mut Connection) -> Result<(), StoreError> {
    writer.execute_batch("BEGIN IMMEDIATE").map_err(broken)?;
    migrate::up(&mut Borrowed(writer), migrate::Dialect::Sqlite)?;
    writer.execute_batch("COMMIT").map_err(broken)
}

fn write_loop(writer: &mut Connection, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    // Who may not do that, which is most who are not root, works on without it.
    let _ = rustix::process::nice(GOES_BEFORE);
    while let Some(first) = waiting.blocking_recv() {
        // Taken before the transaction begins: where it cannot, all hear of it at one time.
        let mut next = || waiting.try_recv().ok();
        let mut group: Vec<_> = iter::once(first).chain(iter::from_fn(&mut next)).take(GROUP_MAX).collect();
        let committed = commit_together(writer, &mut group, next);
        if committed.is_err() && !writer.is_autocommit() {
            // Nothing more can be done about an error of the rollback itself.
            drop(writer.execute_batch("ROLLBACK"));
        }
        for job in group {
            job.answer(committed.clone());
        }
    }
}

/// One commit for the group, and for what comes while it is at work.
fn commit_together(
    writer: &mut Connection,
    group: &mut Vec<Box<dyn Job>>,
    mut more: impl FnMut() -> Option<Box<dyn Job>>,
) -> Result<(), StoreError> {
    let mut open = Borrowed(writer);
    open.execute("BEGIN IMMEDIATE", &[])?;
    let (mut together, mut next) = (true, 0);
    while let Some(job) = group.get_mut(next) {
        together &= job.is_repeatable();
        if !together {
            run_alone(job.as_mut(), &mut open)?;
        } else if !job.run(&mut open) {
            open.execute("ROLLBACK", &[])?;
            open.execute("BEGIN IMMEDIATE", &[])?;
            (together, next) = (false, 0);
            continue;
        }
        next += 1;
        if next == group.len() && next < GROUP_MAX {
            group.extend(more());
        }
    }
    open.execute("COMMIT", &[]).map(drop)
}

/// What the work wrote is undone when it fails, and nothing else.
fn run_alone(job: &mut dyn Job, open: &mut Borrowed<'_>) -> Result<(), StoreError> {
    open.execute("SAVEPOINT one", &[])?;
    if !job.run(open) {
        open.execute("ROLLBACK TO one", &[])?;
    }
    open.execute("RELEASE one", &[]).map(drop)
}

struct Open(Connection);
struct Borrowed<'a>(&'a mut Connection);

impl Transaction for Open {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        query(&self.0, sql, parameters)
    }
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        execute(&self.0, sql, parameters)
    }
    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.execute_batch(sql).map_err(broken)
    }
}

impl Transaction for Borrowed<'_> {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        query(self.0, sql, parameters)
    }
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        execute(self.0, sql, parameters)
    }
    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.execute_batch(sql).map_err(broken)
    }
}

fn query(connection: &Connection, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(broken)?;
    bind(&mut statement, parameters)?;
    let width = statement.column_count();
    let rows = statement.raw_query().mapped(|row| {
        (0..width).map(|column| row.get_ref(column).map(owned)).collect::<Result<_, _>>().map(Row)
    });
    rows.collect::<Result<_, _>>().map_err(broken)
}

fn execute(connection: &Connection, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(broken)?;
    bind(&mut statement, parameters)?;
    statement.raw_execute().map(|changed| changed as u64).map_err(broken)
}

/// Gives every `$n` the n-th value, as PostgreSQL does. SQLite takes such names for names only, and counts places by
/// where one first appears.
fn bind(statement: &mut Statement<'_>, parameters: &[Value]) -> Result<(), StoreError> {
    let count = statement.parameter_count();
    if count != parameters.len() {
        return Err(StoreError::Broken(format!("{} values for {count} places", parameters.len())));
    }
    for place in 1..=count {
        let name = statement.parameter_name(place).unwrap_or_default();
        let number: Option<usize> = name.strip_prefix('$').and_then(|digits| digits.parse().ok());
        let value = number.and_then(|number| parameters.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| StoreError::Broken(format!("no value for the place {name}")))?;
        statement.raw_bind_parameter(place, value).map_err(broken)?;
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

fn broken(error: rusqlite::Error) -> StoreError {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    match error.sqlite_error() {
        Some(e) if [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE].contains(&e.extended_code) => {
            StoreError::Conflict
        }
        Some(e) if [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked].contains(&e.code) => {
            StoreError::Unavailable(error.to_string())
        }
        _ => StoreError::Broken(error.to_string()),
    }
}
