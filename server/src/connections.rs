//! Answers on every connection of a listener. As axum's own loop, but a connection holds little memory: two hundred
//! people who send a document at one time must fit into a small machine.

use crate::http::Guarded;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// What is read from a connection, or waits to be written to it, at one time.
const BUFFER_BYTES: usize = 32 * 1024;
/// When no connection can be taken, mostly because too many are open, for so long none is.
const BREATH: Duration = Duration::from_secs(1);

/// Runs until it is dropped.
pub async fn answer(listener: TcpListener, router: Guarded) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(converse(stream, router.clone()))),
            // The caller is gone already.
            Err(error) if is_of_the_caller(error.kind()) => {}
            Err(error) => {
                eprintln!("no connection can be taken: {error}");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_caller(error: ErrorKind) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    [ConnectionAborted, ConnectionRefused, ConnectionReset].contains(&error)
}

async fn converse(stream: TcpStream, router: Guarded) {
    // News are small and should not wait for more; without it they are only later.
    drop(stream.set_nodelay(true));
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).max_buf_size(BUFFER_BYTES);
    let connection = protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // A connection that breaks is its caller's affair; what broke inside was answered before.
    drop(connection.await);
}
