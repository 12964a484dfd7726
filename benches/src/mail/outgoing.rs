//! Ten thousand mails through Postfix while the program is killed every second: none is lost, and twice comes only what
//! SMTP itself cannot know.

use super::postfix::Postfix;
use crate::Failed;
use crate::bare::free_port;
use crate::clients::{Client, post, wait};
use crate::figures::{Figures, Value, Wanted};
use crate::kontor::{Kontor, Scratch, serve_with};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

const MAILS: i64 = 10_000;
const LIFE: Duration = Duration::from_secs(1);
/// Longer than it takes.
const PATIENCE: Duration = Duration::from_secs(900);

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("mail-out")?;
    let folder = scratch.0.join("demo");
    let Some(postfix) = Postfix::start(free_port()?, &[]) else {
        figures.note("Postfix is not installed: no mail was drained.");
        return Ok(());
    };
    wait(fill(&folder))?;
    let begun = Instant::now();
    let kills = drain(&folder, postfix.port, begun)?;
    let time = begun.elapsed();
    while !is_idle(&postfix.folder) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let database = open(&folder)?;
    let sent: HashSet<String> = texts(&database, "SELECT id FROM mails WHERE state = 'sent'")?;
    let mut arrived: HashMap<String, u32> = HashMap::new();
    for file in postfix.mailbox("all") {
        *arrived.entry(message_id(&file)?).or_default() += 1;
    }
    let lost = sent.iter().filter(|id| !arrived.contains_key(*id)).count();
    let doubled: u32 = arrived.values().map(|count| count - 1).sum();
    let what = format!("mails lost, the program killed {kills} times");
    let all = Value(sent.len() as f64, "mails");
    figures.beside(what, Value(lost as f64, "mails"), ("of all", all), Wanted::AtMost(0.0));
    let share = f64::from(doubled) / sent.len() as f64 * 100.0;
    figures.within(format!("mails that came twice, {doubled} of {}", sent.len()), Value(share, "%"), 0.1);
    let rate = sent.len() as f64 / time.as_secs_f64();
    figures.note(format!("Draining took {:.0} s, {rate:.0} mails a second.", time.as_secs_f64()));
    Ok(())
}

/// Makes so many mails while no mail server answers.
async fn fill(folder: &Path) -> Result<(), Failed> {
    let nowhere = format!("smtp://127.0.0.1:{}", free_port()?);
    let kontor = Kontor::demo_with(folder, &["--smtp", &nowhere, "--mail-host", "desk.example"])?;
    let cookie = kontor.cookie("seller").await?;
    let ids = kontor.negotiations(&cookie, 200).await?;
    let mut client = Client::connect(kontor.address).await?;
    let database = open(folder)?;
    let waiting = "SELECT COUNT(*) FROM mails WHERE state = 'waiting'";
    for number in 0.. {
        let id = &ids[number % ids.len()];
        let message = json!({ "command": format!("fill-{number}"), "text": format!("Message {number}") });
        let url = format!("/api/negotiations/{id}/messages");
        client.ask(post(&url, &cookie, &message)).await?.json()?;
        if number % 100 == 0 && count(&database, waiting)? >= MAILS {
            break;
        }
        // The mails are written behind the messages; there need not be many more than wanted.
        if number as i64 * 2 > MAILS {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    Ok(())
}

/// Serves and kills until nothing waits; how often it was killed.
fn drain(folder: &Path, port: u16, begun: Instant) -> Result<u32, Failed> {
    let smtp = format!("smtp://127.0.0.1:{port}");
    let listen = format!("127.0.0.1:{}", free_port()?);
    let options = ["--smtp", &smtp, "--mail-host", "desk.example", "--listen", &listen];
    let mut kills = 0;
    while begun.elapsed() < PATIENCE {
        let mut program = serve_with(folder, &options)?;
        std::thread::sleep(LIFE);
        program.kill()?;
        program.wait()?;
        kills += 1;
        let database = open(folder)?;
        let rest = "SELECT (SELECT COUNT(*) FROM mails WHERE state = 'waiting')
                    + (SELECT COUNT(*) FROM outbox WHERE kind = 'mail')";
        if count(&database, rest)? == 0 {
            return Ok(kills);
        }
    }
    Err("the mails were not drained in time".into())
}

/// Whether everything that Postfix took has left it.
fn is_idle(postfix: &Path) -> bool {
    let queued = |name: &str| std::fs::read_dir(postfix.join("queue").join(name)).map_or(0, Iterator::count);
    ["maildrop", "incoming", "active", "deferred"].iter().all(|name| queued(name) == 0)
}

fn open(folder: &Path) -> Result<Connection, Failed> {
    let path = folder.join("kontor.db");
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    database.busy_timeout(Duration::from_secs(10))?;
    Ok(database)
}

fn count(database: &Connection, sql: &str) -> Result<i64, Failed> {
    Ok(database.query_row(sql, [], |row| row.get(0))?)
}

fn texts(database: &Connection, sql: &str) -> Result<HashSet<String>, Failed> {
    let mut statement = database.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn message_id(file: &Path) -> Result<String, Failed> {
    let mail = std::fs::read_to_string(file)?;
    let line = mail.lines().find_map(|line| line.strip_prefix("Message-ID: <"));
    let id = line.and_then(|id| id.split('@').next()).ok_or("a mail without its id")?;
    Ok(id.to_owned())
}
