//! HTTP/1.1 clients that keep their connection, for asking one question or many at one time. They do little else:
//! who measures a server on the same processors should take little of them.

use crate::Failed;
use axum::body::Bytes;
use axum::http::StatusCode;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Clients at one time, as the figures name them.
pub const CLIENTS: usize = 32;
/// The most headers that an answer may have.
const HEADERS_MAX: usize = 32;

/// What is asked, as it goes over the line.
pub struct Question {
    head: String,
    body: Bytes,
}

/// One connection.
pub struct Client {
    stream: TcpStream,
    /// What has come and was not yet taken.
    came: Vec<u8>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub cookie: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of a successful answer.
    pub fn json(&self) -> Result<Value, Failed> {
        match self.status.is_success() {
            true => Ok(serde_json::from_slice(&self.body)?),
            false => Err(format!("{}: {}", self.status, self.text()).into()),
        }
    }
}

/// The first lines of an answer.
struct Head {
    status: StatusCode,
    cookie: Option<String>,
    /// Bytes of these lines, and of the body behind them.
    bytes: usize,
    body: usize,
}

impl Head {
    /// None while it is not all there.
    fn read(came: &[u8]) -> Result<Option<Self>, Failed> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut answer = httparse::Response::new(&mut headers);
        let httparse::Status::Complete(bytes) = answer.parse(came)? else { return Ok(None) };
        let status = StatusCode::from_u16(answer.code.unwrap_or_default())?;
        let header = |name: &str| {
            let found = answer.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            found.and_then(|header| str::from_utf8(header.value).ok())
        };
        let body = header("content-length").ok_or("an answer without its length")?.parse()?;
        Ok(Some(Self { status, cookie: header("set-cookie").map(str::to_owned), bytes, body }))
    }
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, came: Vec::new() })
    }

    pub async fn ask(&mut self, Question { head, body }: Question) -> Result<Answer, Failed> {
        self.stream.write_all(head.as_bytes()).await?;
        self.stream.write_all(&body).await?;
        let head = loop {
            if let Some(head) = Head::read(&self.came)? {
                break head;
            }
            self.more().await?;
        };
        while self.came.len() < head.bytes + head.body {
            self.more().await?;
        }
        let body = self.came[head.bytes..head.bytes + head.body].to_vec();
        self.came.drain(..head.bytes + head.body);
        Ok(Answer { status: head.status, cookie: head.cookie, body })
    }

    async fn more(&mut self) -> Result<(), Failed> {
        match self.stream.read_buf(&mut self.came).await? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(()),
        }
    }
}

pub fn get(url: &str, cookie: &str) -> Question {
    question("GET", url, cookie, "", Bytes::new())
}

pub fn post(url: &str, cookie: &str, body: &Value) -> Question {
    let body = body.to_string();
    let about = format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
    let mut question = question("POST", url, cookie, &about, Bytes::new());
    // A short body goes with its head.
    question.head.push_str(&body);
    question
}

pub fn put_pdf(url: &str, cookie: &str, document: Bytes) -> Question {
    let about = format!("content-type: application/pdf\r\ncontent-length: {}\r\n", document.len());
    question("PUT", url, cookie, &about, document)
}

/// `about` are lines that say what the body is.
fn question(method: &str, url: &str, cookie: &str, about: &str, body: Bytes) -> Question {
    let head = format!("{method} {url} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n{about}\r\n");
    Question { head, body }
}

/// Questions that were answered well in a second, all clients together. `question` makes the next one of
/// a client from its number and a count.
pub async fn rate(
    address: SocketAddr,
    length: Duration,
    question: impl Fn(usize, usize) -> Question + Clone + Send + 'static,
) -> Result<f64, Failed> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(Client::connect(address).await?);
    }
    let begun = Instant::now();
    let end = begun + length;
    let start = |(number, client)| {
        let question = question.clone();
        tokio::spawn(keep_asking(client, end, move |count| question(number, count)))
    };
    let tasks: Vec<_> = (0..).zip(clients).map(start).collect();
    let mut answered = 0;
    for task in tasks {
        answered += task.await??;
    }
    Ok(f64::from(answered) / begun.elapsed().as_secs_f64())
}

async fn keep_asking(
    mut client: Client,
    end: Instant,
    question: impl Fn(usize) -> Question,
) -> Result<u32, Failed> {
    let mut answered = 0;
    while Instant::now() < end {
        let answer = client.ask(question(answered as usize)).await?;
        if !answer.status.is_success() {
            return Err(format!("{}: {}", answer.status, answer.text()).into());
        }
        answered += 1;
    }
    Ok(answered)
}

/// Runs the work of one group of figures.
pub fn wait<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
