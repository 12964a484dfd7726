//! Answers of twenty kilobytes by mail, two hundred a second, each until it is shown on a page that listens.

use crate::Failed;
use crate::bare::free_port;
use crate::clients::{Client, post, wait};
use crate::figures::{Figures, Value};
use crate::kontor::{Kontor, Scratch};
use crate::timing::percentile;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const MAILS: usize = 2_000;
const A_SECOND: u32 = 200;
const CONNECTIONS: usize = 8;
const LINES: usize = 270;
/// After the last mail, for so long at most.
const PATIENCE: Duration = Duration::from_secs(10);
/// Stands before the name of a negotiation in what the seller writes there.
const ASKED: &str = "What do you think of ";
/// Stands before the number of a mail on the page.
const MARK: &[u8] = b"answer-number-";

/// When each mail had ended, and when it was seen.
type Times = Arc<Mutex<Vec<(Option<Instant>, Option<Instant>)>>>;

/// Somebody who can answer by mail.
#[derive(Clone)]
struct Correspondent {
    address: String,
    relay: String,
}

pub fn measure(figures: &mut Figures) -> Result<(), Failed> {
    let scratch = Scratch::new("mail-in")?;
    let folder = scratch.0.join("demo");
    let port = free_port()?;
    let kontor = Kontor::demo_with(&folder, &["--mail-listen", &format!("127.0.0.1:{port}")])?;
    let times = wait(run(&kontor, &folder, SocketAddr::from(([127, 0, 0, 1], port))))?;
    let seen = |(ended, seen): &(Option<Instant>, Option<Instant>)| Some((*seen)?.duration_since((*ended)?));
    let mut millis: Vec<f64> = times.iter().filter_map(seen).map(|time| time.as_secs_f64() * 1e3).collect();
    millis.sort_unstable_by(f64::total_cmp);
    if millis.len() < MAILS {
        return Err(format!("{} of {MAILS} mails were seen", millis.len()).into());
    }
    figures.within(
        format!("mail of 20 kB to the open page, p99 of {MAILS} at {A_SECOND} a second"),
        Value(percentile(&millis, 0.99), "ms"),
        250.0,
    );
    figures.note(format!("Half of them were seen within {:.1} ms.", percentile(&millis, 0.5)));
    Ok(())
}

async fn run(
    kontor: &Kontor,
    folder: &Path,
    door: SocketAddr,
) -> Result<Vec<(Option<Instant>, Option<Instant>)>, Failed> {
    let cookie = kontor.cookie("seller").await?;
    let ids = kontor.negotiations(&cookie, 200).await?;
    let mut client = Client::connect(kontor.address).await?;
    for id in &ids {
        let message = json!({ "command": format!("hello-{id}"), "text": format!("{ASKED}{id}?") });
        let url = format!("/api/negotiations/{id}/messages");
        client.ask(post(&url, &cookie, &message)).await?.json()?;
    }
    kontor.settle().await?;
    let correspondents = correspondents(folder)?;
    let times: Times = Arc::new(Mutex::new(vec![(None, None); MAILS]));
    for id in &ids {
        let stream = TcpStream::connect(kontor.address).await?;
        drop(tokio::spawn(listen(
            stream,
            format!("/api/negotiations/{id}/live"),
            cookie.clone(),
            times.clone(),
        )));
    }
    let begun = Instant::now() + Duration::from_millis(200);
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|at| tokio::spawn(write(door, correspondents.clone(), begun, at, times.clone())))
        .collect();
    for task in tasks {
        task.await??;
    }
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end && locked(&times).iter().any(|(_, seen)| seen.is_none()) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let times = locked(&times).clone();
    Ok(times)
}

fn locked(times: &Times) -> std::sync::MutexGuard<'_, Vec<(Option<Instant>, Option<Instant>)>> {
    times.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Of each negotiation one who was just written to, and the address to which it answers. Two of them who answer within
/// seconds, again and again, would be held for machines in conversation.
fn correspondents(folder: &Path) -> Result<Vec<Correspondent>, Failed> {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(folder.join("mails/new"))? {
        let mail = std::fs::read_to_string(file?.path())?;
        let asked = mail.split_once(ASKED).and_then(|(_, rest)| rest.split_once('?'));
        let header = |name: &str| mail.lines().find_map(|line| line.strip_prefix(name));
        // The seller's copies of its own words say that a machine sent them.
        let (Some((negotiation, _)), None) = (asked, header("Auto-Submitted: ")) else { continue };
        let relay =
            header("From: ").and_then(|from| from.rsplit_once('<')).ok_or("a mail without a sender")?;
        let address = header("To: ").ok_or("a mail without a recipient")?.to_owned();
        let relay = relay.1.trim_end_matches('>').to_owned();
        found.insert(negotiation.to_owned(), Correspondent { address, relay });
    }
    if found.is_empty() { Err("nobody was written to".into()) } else { Ok(found.into_values().collect()) }
}

/// One page that listens, and notes when it sees which answer.
async fn listen(mut stream: TcpStream, url: String, cookie: String, times: Times) {
    let head = format!("GET {url} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
    if stream.write_all(head.as_bytes()).await.is_err() {
        return;
    }
    let mut came = Vec::with_capacity(1 << 16);
    while let Ok(1..) = stream.read_buf(&mut came).await {
        let now = Instant::now();
        let mut from = 0;
        while let Some(at) = came[from..].windows(MARK.len()).position(|window| window == MARK) {
            let number = &came[from + at + MARK.len()..];
            let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == number.len() {
                break;
            }
            let text = String::from_utf8_lossy(&number[..digits]);
            if let Some((_, seen)) = text.parse().ok().and_then(|at: usize| locked(&times).get(at).copied())
                && seen.is_none()
                && let Ok(at) = text.parse::<usize>()
            {
                locked(&times)[at].1 = Some(now);
            }
            from += at + MARK.len();
        }
        let kept = came.len().saturating_sub(64).max(from);
        came.drain(..kept);
    }
}

/// One connection of a mail server that brings its share, each mail at its time.
async fn write(
    door: SocketAddr,
    correspondents: Vec<Correspondent>,
    begun: Instant,
    first: usize,
    times: Times,
) -> Result<(), Failed> {
    let stream = TcpStream::connect(door).await?;
    stream.set_nodelay(true)?;
    let (heard, mut say) = stream.into_split();
    let mut heard = BufReader::new(heard);
    expect(&mut heard, "220").await?;
    say.write_all(b"EHLO mta.example\r\n").await?;
    expect(&mut heard, "250").await?;
    for number in (first..MAILS).step_by(CONNECTIONS) {
        tokio::time::sleep_until((begun + Duration::from_secs(1) * number as u32 / A_SECOND).into()).await;
        let Correspondent { address, relay } = &correspondents[number % correspondents.len()];
        say.write_all(format!("MAIL FROM:<{address}>\r\nRCPT TO:<{relay}>\r\nDATA\r\n").as_bytes()).await?;
        for code in ["250", "250", "354"] {
            expect(&mut heard, code).await?;
        }
        say.write_all(mail(address, relay, number).as_bytes()).await?;
        locked(&times)[number].0 = Some(Instant::now());
        expect(&mut heard, "250").await?;
    }
    Ok(())
}

async fn expect<R: tokio::io::AsyncBufRead + Unpin>(heard: &mut R, code: &str) -> Result<(), Failed> {
    loop {
        let mut line = String::new();
        heard.read_line(&mut line).await?;
        if line.as_bytes().get(3) != Some(&b'-') {
            return if line.starts_with(code) { Ok(()) } else { Err(line.into()) };
        }
    }
}

fn mail(from: &str, to: &str, number: usize) -> String {
    let mark = String::from_utf8_lossy(MARK);
    // Other words each time: who says the same again and again is held for a machine.
    let name: String = number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    let line = "The housing must stand the heat of the kiln, as we have told you before.\r\n";
    format!(
        "From: <{from}>\r\nTo: <{to}>\r\nSubject: Re: your message\r\nMessage-ID: <{number}@mta.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{mark}{number} is this one, of lot {name}.\r\n{}\r\n.\r\n",
        line.repeat(LINES)
    )
}
