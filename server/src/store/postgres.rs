//! PostgreSQL: a few threads, each with a connection of its own, take jobs from one queue.
//!
//! A write that meets a serialisation failure or a taken key ends as [`StoreError::Conflict`]; who
//! decided on old state loads again. A lost connection is replaced before the next job.

use super::job::{Access, Job};
use super::{QUEUE_LENGTH, Row, StoreError, Transaction, Value, job, migrate};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Statement};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// Connections, and so transactions at one time.
const CONNECTIONS: usize = 8;

type Waiting = (Access, Box<dyn Job>);

/// An open PostgreSQL database.
pub struct Postgres {
    queue: mpsc::Sender<Waiting>,
}

impl Postgres {
    /// Connects, brings the schema up to date, and starts the threads.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let (sender, receiver) = mpsc::channel(QUEUE_LENGTH);
        let queue = Arc::new(Mutex::new(receiver));
        let (started, first) = std::sync::mpsc::channel();
        for number in 0..CONNECTIONS {
            let (url, queue) = (url.to_owned(), queue.clone());
            let started = (number == 0).then(|| started.clone());
            std::thread::Builder::new()
                .name(format!("database-{number}"))
                .spawn(move || work_loop(&url, &queue, started))
                .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        }
        first.recv().unwrap_or_else(|_| Err(job::ended()))?;
        Ok(Self { queue: sender })
    }

    /// Puts a job at the end of the queue; waits while the queue is full.
    pub async fn queue(&self, access: Access, waiting: Box<dyn Job>) -> Result<(), StoreError> {
        self.queue.send((access, waiting)).await.map_err(|_| job::ended())
    }
}

type Started = Option<std::sync::mpsc::Sender<Result<(), StoreError>>>;

fn work_loop(url: &str, queue: &Mutex<mpsc::Receiver<Waiting>>, started: Started) {
    let mut connection = None;
    if let Some(started) = started {
        let outcome = connect(url).and_then(|mut open| {
            migrate_all(&mut open)?;
            connection = Some(open);
            Ok(())
        });
        drop(started.send(outcome));
    }
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some((access, mut waiting)) = next else { return };
        let outcome = transact(url, &mut connection, access, &mut *waiting);
        if connection.as_ref().is_some_and(|open| open.client.is_closed()) {
            connection = None;
        }
        waiting.answer(outcome);
    }
}

fn transact(
    url: &str,
    connection: &mut Option<Connection>,
    access: Access,
    job: &mut dyn Job,
) -> Result<(), StoreError> {
    let open = match connection {
        Some(open) => open,
        None => connection.insert(connect(url)?),
    };
    open.batch(match access {
        Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        Access::Write => "BEGIN",
    })?;
    let keep = job.run(open);
    open.batch(if keep { "COMMIT" } else { "ROLLBACK" })
}

fn connect(url: &str) -> Result<Connection, StoreError> {
    let client = Client::connect(url, NoTls).map_err(|error| StoreError::Unavailable(error.to_string()))?;
    Ok(Connection { client, statements: HashMap::new() })
}

fn migrate_all(open: &mut Connection) -> Result<(), StoreError> {
    open.batch("BEGIN")?;
    // Two programs may start at once: the second waits here, then finds nothing to do.
    open.batch("SELECT pg_advisory_xact_lock(7201865)")?;
    migrate::up(open, migrate::Dialect::Postgres)?;
    open.batch("COMMIT")
}

struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Connection {
    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(broken)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Transaction for Connection {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &references(parameters)).map_err(broken)?;
        rows.iter().map(owned).collect()
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        self.client.execute(&statement, &references(parameters)).map_err(broken)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).map_err(broken)
    }
}

fn references(parameters: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(value) => value.to_sql_checked(kind, out),
            Self::Real(value) => value.to_sql_checked(kind, out),
            Self::Text(value) => value.to_sql_checked(kind, out),
            Self::Bytes(value) => value.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn owned(row: &postgres::Row) -> Result<Row, StoreError> {
    (0..row.len()).map(|column| value(row, column).map_err(broken)).collect::<Result<_, _>>().map(Row)
}

fn value(row: &postgres::Row, column: usize) -> Result<Value, postgres::Error> {
    let kind = row.columns()[column].type_();
    Ok(match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(column)?.map(i64::from).into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(column)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.into(),
        _ => row.try_get::<_, Option<String>>(column)?.into(),
    })
}

fn broken(error: postgres::Error) -> StoreError {
    let again =
        [SqlState::UNIQUE_VIOLATION, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
    match error.code() {
        Some(code) if again.contains(code) => StoreError::Conflict,
        Some(_) => StoreError::Broken(error.to_string()),
        None if error.is_closed() => StoreError::Unavailable(error.to_string()),
        None => StoreError::Broken(error.to_string()),
    }
}
