//! HTTP/1.1 clients that keep their connection, for asking one question or many at one time.

use crate::Failed;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Clients at one time, as the figures name them.
pub const CLIENTS: usize = 32;

pub type Question = Request<Full<Bytes>>;

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub cookie: Option<String>,
    pub body: Bytes,
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

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender })
    }

    pub async fn ask(&mut self, question: Question) -> Result<Answer, Failed> {
        self.sender.ready().await?;
        let answer = self.sender.send_request(question).await?;
        let cookie = answer.headers().get(header::SET_COOKIE);
        let cookie = cookie.and_then(|cookie| cookie.to_str().ok()).map(str::to_owned);
        let status = answer.status();
        Ok(Answer { status, cookie, body: answer.into_body().collect().await?.to_bytes() })
    }
}

pub fn get(url: &str, cookie: &str) -> Question {
    let request = Request::get(url).header(header::HOST, "localhost").header(header::COOKIE, cookie);
    request.body(Full::default()).expect("a request of plain text")
}

pub fn post(url: &str, cookie: &str, body: &Value) -> Question {
    let request = Request::post(url).header(header::HOST, "localhost").header(header::COOKIE, cookie);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    request.body(Full::from(body.to_string())).expect("a request of plain text")
}

pub fn put_pdf(url: &str, cookie: &str, document: Bytes) -> Question {
    let request = Request::put(url).header(header::HOST, "localhost").header(header::COOKIE, cookie);
    let request = request.header(header::CONTENT_TYPE, "application/pdf");
    request.body(Full::from(document)).expect("a request of plain text")
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
