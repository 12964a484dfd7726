//! A PostgreSQL server of our own for tests and measurements: fresh, on a loopback port, gone when
//! dropped. It never touches one that the machine may be running.

use crate::setup::postgresql_programs;
use crate::steps::{answer, run};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const START_LIMIT: Duration = Duration::from_secs(30);

/// Names the port and says that nothing outlives the tests, so nothing need be flushed to the disk.
const SETTINGS: [&str; 4] =
    ["listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running server; dropping it stops it and removes its files.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    pub fn url(&self) -> String {
        format!("postgresql://kontor@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // An interrupt is PostgreSQL's order to drop its clients and stop in good order.
        let stopped = run(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        let ended = stopped.and_then(|()| self.server.wait().map_err(|cause| cause.to_string()));
        let removed = std::fs::remove_dir_all(&self.folder).map_err(|cause| cause.to_string());
        if let Err(cause) = ended.map(|_| ()).and(removed) {
            eprintln!("PostgreSQL in {} was not cleared away: {cause}", self.folder.display());
        }
    }
}

pub fn start() -> Result<Postgres, String> {
    let programs = postgresql_programs().ok_or("PostgreSQL is not installed: run `cargo xtask setup`")?;
    let folder = std::env::temp_dir().join(format!("kontor-postgres-{}", std::process::id()));
    let place = folder.display().to_string();
    std::fs::create_dir_all(&folder).map_err(|cause| format!("{place}: {cause}"))?;
    let as_root = answer(Command::new("id").arg("-u"))? == "0";
    if as_root {
        run(Command::new("chown").args(["postgres", &place]))?;
    }
    let program = |name: &str| {
        let path = programs.join(name);
        // PostgreSQL refuses to be run by root.
        let mut command = if as_root { Command::new("setpriv") } else { Command::new(&path) };
        if as_root {
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(&path);
        }
        command.current_dir(&folder);
        command
    };
    let mut initdb = program("initdb");
    initdb.args(["--auth=trust", "--username=kontor", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
    answer(initdb.args(["-D", &format!("{place}/data")]))?;
    let port = free_port()?;
    let mut server = program("postgres");
    server.args(["-D", &format!("{place}/data"), "-k", &place, "-p", &port.to_string()]);
    for setting in SETTINGS {
        server.args(["-c", setting]);
    }
    let server = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let server = server.map_err(|cause| format!("PostgreSQL could not be started: {cause}"))?;
    wait_until_up(Postgres { server, folder, port })
}

/// It says so itself. What it says afterwards is read too, so that it can go on saying it.
fn wait_until_up(mut postgres: Postgres) -> Result<Postgres, String> {
    let (told, hears) = mpsc::channel();
    let says = postgres.server.stderr.take().ok_or("PostgreSQL says nothing")?;
    std::thread::spawn(move || {
        // Nobody listens any more once it is up.
        BufReader::new(says).lines().map_while(Result::ok).for_each(|line| drop(told.send(line)));
    });
    let (started, mut log) = (Instant::now(), String::new());
    while let Ok(line) = hears.recv_timeout(START_LIMIT.saturating_sub(started.elapsed())) {
        if line.contains("ready to accept connections") {
            println!("PostgreSQL listens on 127.0.0.1:{}", postgres.port);
            return Ok(postgres);
        }
        log.push_str(&line);
        log.push('\n');
    }
    Err(format!("PostgreSQL did not start:\n{log}"))
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|cause| format!("no free port: {cause}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|cause| cause.to_string())
}
