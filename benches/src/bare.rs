//! The machine's own limits: an axum that does nothing but answer JSON, a SQLite that does nothing but
//! insert.

use crate::Failed;
use axum::http::header;
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{Connection, params};
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};

/// With this word the program is the bare server, in a process of its own as its peer is.
pub const SERVER: &str = "bare-server";

/// A running bare server; dropping it ends it.
pub struct Bare {
    process: Child,
    pub address: SocketAddr,
}

impl Bare {
    pub async fn start() -> Result<Self, Failed> {
        let port = free_port()?;
        let process = Command::new(std::env::current_exe()?).args([SERVER, &port.to_string()]).spawn()?;
        let bare = Self { process, address: SocketAddr::from(([127, 0, 0, 1], port)) };
        while TcpStream::connect(bare.address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(bare)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        if let Err(cause) = self.process.kill().and_then(|()| self.process.wait()) {
            eprintln!("the bare server was not ended: {cause}");
        }
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16, Failed> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// `/hello` answers a word; `/text/{length}` a ready text of that many bytes.
pub fn serve(port: u16) -> Result<(), Failed> {
    let hello = get(|| async { Json(json!({ "hello": "world" })) });
    let text = get(|axum::extract::Path(length): axum::extract::Path<usize>| async move {
        ([(header::CONTENT_TYPE, "application/json")], " ".repeat(length))
    });
    let router = Router::new().route("/hello", hello).route("/text/{length}", text);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        Ok(axum::serve(listener, router).await?)
    })
}

/// Transactions of one insert each that were on disk in a second, one after another.
pub fn inserts(folder: &Path, length: Duration, text: &str) -> Result<f64, Failed> {
    let connection = Connection::open(folder.join("bare.db"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection
        .execute_batch("CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")?;
    let mut insert = connection.prepare("INSERT INTO lines (text) VALUES (?1)")?;
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < length {
        insert.execute(params![text])?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
