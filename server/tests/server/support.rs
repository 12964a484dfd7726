//! Fresh databases for tests. Nothing here is shared between two tests.

pub mod browser;
pub mod dovecot;
pub mod names;
pub mod post;
pub mod postfix;
pub mod stripe;
pub mod world;

use server::store::Database;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs a test on a fresh SQLite file, then in a fresh schema of the PostgreSQL server that
/// `KONTOR_TEST_POSTGRES` names. Without that variable it says so and tests SQLite alone.
pub async fn on_both(test: impl AsyncFn(Scratch)) {
    test(Scratch::sqlite()).await;
    match std::env::var("KONTOR_TEST_POSTGRES") {
        Ok(url) => test(Scratch::postgres(&url)).await,
        Err(_) => eprintln!("KONTOR_TEST_POSTGRES is not set: PostgreSQL is not tested"),
    }
}

/// A database that goes away with its test.
pub struct Scratch {
    pub url: String,
    pub database: Database,
    remains: Remains,
}

enum Remains {
    Directory(PathBuf),
    Schema { server: String, name: String },
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("kontor_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Scratch {
    pub fn sqlite() -> Self {
        let directory = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir_all(&directory).expect("the temporary directory is writable");
        let url = format!("sqlite:{}", directory.join("kontor.db").display());
        let database = Database::open(&url).expect("a fresh file opens");
        Self { url, database, remains: Remains::Directory(directory) }
    }

    fn postgres(server: &str) -> Self {
        let name = fresh_name();
        run_on(server, format!("CREATE SCHEMA {name}"));
        let separator = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{separator}options=-c%20search_path%3D{name}");
        let database = Database::open(&url).expect("a fresh schema opens");
        Self { url, database, remains: Remains::Schema { server: server.to_owned(), name } }
    }
}

impl Scratch {
    /// A folder for files beside the database; it goes away with it.
    pub fn folder(&self) -> PathBuf {
        match &self.remains {
            Remains::Directory(path) => path.clone(),
            Remains::Schema { name, .. } => std::env::temp_dir().join(name),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.remains {
            Remains::Directory(path) => drop(std::fs::remove_dir_all(path)),
            Remains::Schema { server, name } => {
                drop(std::fs::remove_dir_all(std::env::temp_dir().join(name)));
                run_on(server, format!("DROP SCHEMA {name} CASCADE"));
            }
        }
    }
}

/// On a thread of its own: the synchronous client may not run inside the test's runtime.
fn run_on(server: &str, sql: String) {
    let server = server.to_owned();
    std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("PostgreSQL answers");
        client.batch_execute(&sql).expect("the test's user may make schemas");
    })
    .join()
    .expect("the statement succeeds");
}
