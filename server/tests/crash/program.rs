//! The real program as a process that can be killed.

use super::till::Till;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kontor");

/// Of the addresses to which people answer by mail.
const MAIL_HOST: &str = "desk.example";

/// A running server.
pub struct Program {
    process: Child,
    pub address: String,
    /// Where mails come in.
    pub post: u16,
    /// The tokens of the sign-in links that a demo prints, by role.
    pub tokens: Vec<(String, String)>,
}

impl Program {
    /// A small demo world in a new folder.
    pub fn demo(folder: &Path, till: &Till) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["demo", "--small", "--port", "0", "--data"]).arg(folder);
        let post = with_post(&mut command);
        till.serves(&mut command);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let output = process.stdout.take().expect("it is piped");
        let mut tokens = Vec::new();
        let mut address = String::new();
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let mut words = line.split_whitespace();
            let (Some(role), Some(link)) = (words.next(), words.next()) else { continue };
            let Some((place, token)) = link.split_once("/link#") else { continue };
            address = place.to_owned();
            tokens.push((role.to_lowercase(), token.to_owned()));
            if tokens.len() == 4 {
                break;
            }
        }
        Self { process, address, post, tokens }
    }

    /// The same folder, served again at the same place, to which the payment service sends buyers back.
    pub fn served_again(&self, folder: &Path, till: &Till) -> Self {
        let listen = self.address.trim_start_matches("http://");
        // Somebody else may have the port for a moment.
        std::iter::repeat_with(|| Self::served(folder, listen, till)).flatten().next().expect("it goes on")
    }

    fn served(folder: &Path, listen: &str, till: &Till) -> Option<Self> {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", listen, "--data"]).arg(folder);
        let post = with_post(&mut command);
        till.serves(&mut command);
        let mut process = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let output = process.stderr.take().expect("it is piped");
        let mut lines = BufReader::new(output);
        let mut address = String::new();
        while !address.contains("http://") {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).expect("it says something") > 0, "it ended: {address}");
            address = line;
            if address.contains("Address already in use") {
                process.wait().expect("it ends");
                return None;
            }
        }
        let start = address.find("http://").expect("just seen");
        let address = address[start..].trim().to_owned();
        // What it says later must go somewhere.
        std::thread::spawn(move || drop(lines.read_to_end(&mut Vec::new())));
        Some(Self { process, address, post, tokens: Vec::new() })
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Lets mails come in, at a port that nobody uses.
fn with_post(command: &mut Command) -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("it listens").port();
    command.args(["--mail-host", MAIL_HOST, "--mail-listen", &format!("127.0.0.1:{port}")]);
    port
}

/// What is derived from the facts is what they say.
pub fn rebuilds_to_the_same(folder: &Path) -> bool {
    let output = Command::new(PROGRAM).args(["rebuild", "--data"]).arg(folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    !said.contains("CHANGED")
}

/// The mails that came, as they came.
pub fn mails(folder: &Path) -> Vec<String> {
    let database = rusqlite::Connection::open(folder.join("kontor.db")).expect("it is there");
    let mut sql = database.prepare("SELECT raw FROM arrivals").expect("its own table");
    let raw = sql.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("it can be read");
    raw.map(|raw| String::from_utf8_lossy(&raw.expect("it can be read")).into_owned()).collect()
}
