//! The released program as a process of its own, with a demo world, and a session in it.

use crate::Failed;
use crate::clients::{Client, get, post};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/kontor");

/// The states in which anybody may write.
const OPEN: [&str; 3] = ["new", "opened", "answered"];

/// A running server; dropping it ends it.
pub struct Kontor {
    process: Child,
    pub address: SocketAddr,
    /// The sign-in links that it printed, by role.
    links: Vec<(String, String)>,
}

impl Kontor {
    /// A demo in this folder, `scale` times the usual size; made when it is not there yet.
    pub fn demo(folder: &Path, scale: u32) -> Result<Self, Failed> {
        Self::demo_with(folder, &["--scale", &scale.to_string()])
    }

    /// A demo with these options besides.
    pub fn demo_with(folder: &Path, options: &[&str]) -> Result<Self, Failed> {
        let mut program = Command::new(PROGRAM);
        program.args(["demo", "--port", "0", "--data"]).arg(folder).args(options);
        let mut process = program.stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().ok_or("no output")?;
        let mut links = Vec::new();
        for line in BufReader::new(output).lines() {
            let line = line?;
            let mut words = line.split_whitespace();
            if let (Some(role), Some(link)) = (words.next(), words.next())
                && link.contains("/link#")
            {
                links.push((role.to_owned(), link.to_owned()));
            }
            if links.len() == 4 {
                break;
            }
        }
        let (_, link) = links.first().ok_or("the server printed no links")?;
        let authority = link.split('/').nth(2).ok_or("a link without an address")?;
        let port = authority.rsplit(':').next().ok_or("a link without a port")?.parse()?;
        Ok(Self { process, address: SocketAddr::from(([127, 0, 0, 1], port)), links })
    }

    /// The printed way in of one role.
    pub fn link(&self, role: &str) -> Result<&str, Failed> {
        let found = self.links.iter().find(|(known, _)| known == role);
        found.map(|(_, link)| link.as_str()).ok_or_else(|| format!("no link for {role}").into())
    }

    /// Signs in; the cookie.
    pub async fn cookie(&self, role: &str) -> Result<String, Failed> {
        let (_, token) = self.link(role)?.split_once('#').ok_or("a link without a token")?;
        let request = post("/api/link-openings", "", &json!({ "token": token }));
        let answer = Client::connect(self.address).await?.ask(request).await?;
        let Some(cookie) = &answer.cookie else {
            return Err(format!("not signed in: {}", answer.text()).into());
        };
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    /// The ids of so many of somebody's negotiations that are not closed.
    pub async fn negotiations(&self, cookie: &str, count: usize) -> Result<Vec<String>, Failed> {
        let mut client = Client::connect(self.address).await?;
        let (mut ids, mut after) = (Vec::new(), String::new());
        while ids.len() < count {
            let page = client.ask(get(&format!("/api/negotiations{after}"), cookie)).await?.json()?;
            let rows = page["rows"].as_array().ok_or_else(|| format!("no list: {page}"))?;
            let open = rows.iter().filter(|row| OPEN.iter().any(|status| row["status"] == *status));
            ids.extend(open.filter_map(|row| row["negotiation"].as_str().map(str::to_owned)));
            match page["next"].as_str() {
                Some(next) => after = format!("?after={}", next.replace(':', "%3A")),
                None => break,
            }
        }
        ids.truncate(count);
        Ok(ids)
    }

    /// Negotiations of the seller's that have so many entries each, with nothing left to do for them.
    pub async fn of_lengths(&self, lengths: &[usize]) -> Result<Vec<String>, Failed> {
        let cookie = self.cookie("seller").await?;
        let ids = self.negotiations(&cookie, lengths.len()).await?;
        if ids.len() < lengths.len() {
            return Err("the seller has too few negotiations".into());
        }
        let mut client = Client::connect(self.address).await?;
        for (id, length) in ids.iter().zip(lengths) {
            self.lengthen(&mut client, &cookie, id, *length).await?;
        }
        self.settle().await?;
        Ok(ids)
    }

    /// Brings a negotiation to so many entries, one message after the other.
    pub async fn lengthen(
        &self,
        client: &mut Client,
        cookie: &str,
        id: &str,
        count: usize,
    ) -> Result<(), Failed> {
        let url = format!("/api/negotiations/{id}");
        let there = entries(&client.ask(get(&url, cookie)).await?.json()?);
        for number in there..count {
            let text =
                format!("We can deliver the {number}th part of your order in the first week of March.");
            let message = json!({ "command": format!("{id}-{number}"), "text": text });
            client.ask(post(&format!("{url}/messages"), cookie, &message)).await?.json()?;
        }
        Ok(())
    }

    /// Waits until every mail that was caused so far is written, so that nothing else is at work.
    pub async fn settle(&self) -> Result<(), Failed> {
        let cookie = self.cookie("operator").await?;
        let mut client = Client::connect(self.address).await?;
        loop {
            let mails = client.ask(get("/api/mails", &cookie)).await?.json()?;
            let mails = mails.as_array().ok_or("no list of mails")?;
            if mails.iter().all(|mail| mail["state"] != "waiting") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The memory that would be free without it: its proportional share, in MiB.
    pub fn memory_mib(&self) -> Result<f64, Failed> {
        share_mib(self.process.id()).ok_or_else(|| "no Pss".into())
    }

    /// The same with the processes that it has started and that are at work now.
    pub fn memory_with_helpers_mib(&self) -> Result<f64, Failed> {
        let mut sum = self.memory_mib()?;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.process.id()))? {
            // A thread or a helper may end while it is looked at.
            let helpers = std::fs::read_to_string(thread?.path().join("children")).unwrap_or_default();
            sum += helpers.split_whitespace().filter_map(|id| share_mib(id.parse().ok()?)).sum::<f64>();
        }
        Ok(sum)
    }
}

fn share_mib(process: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Pss:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

impl Drop for Kontor {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(cause) = ended {
            eprintln!("the server was not ended: {cause}");
        }
    }
}

/// Starts the server on what is in the folder, to the first answer.
pub fn start(folder: &Path, port: u16) -> Result<Child, Failed> {
    let mut program = Command::new(PROGRAM);
    program.args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(folder);
    Ok(program.stderr(Stdio::null()).spawn()?)
}

/// Starts the server on what is in the folder, with these options.
pub fn serve_with(folder: &Path, options: &[&str]) -> Result<Child, Failed> {
    let mut program = Command::new(PROGRAM);
    program.args(["serve", "--data"]).arg(folder).args(options);
    Ok(program.stderr(Stdio::null()).spawn()?)
}

/// A folder for the measurements, on the disk that the repository is on; removed when dropped.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Result<Self, Failed> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench").join(name);
        std::fs::remove_dir_all(&folder).or_else(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(cause),
        })?;
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(cause) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} was not removed: {cause}", self.0.display());
        }
    }
}

/// A thread of so many entries, as the API gives it.
fn entries(thread: &Value) -> usize {
    thread["entries"].as_array().map_or(0, Vec::len)
}
