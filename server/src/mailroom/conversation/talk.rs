//! What the other side may say in one conversation, and what it is told, until it leaves or asks for encryption.

use super::{Closed, Door, MAIL_BYTES_MAX, Room, SILENCE_MAX, TOO_LARGE};
use crate::mailroom::arrivals::{Client, Incoming, hops};
use shared::ids::Email;
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver};
use smtp_proto::{
    EXT_8BIT_MIME, EXT_ENHANCED_STATUS_CODES, EXT_PIPELINING, EXT_SIZE, EXT_SMTP_UTF8, EXT_START_TLS,
    EhloResponse, Error, Request,
};
use std::io;
use std::net::IpAddr;
use std::slice::Iter;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// Mails beyond this size wait for one of a few places in memory.
const LARGE_BYTES: usize = 1024 * 1024;
/// An answer goes to one address of ours, a mail to all to a few.
const RECIPIENTS_MAX: usize = 10;
/// Who says so much nonsense is sent away.
const FAULTS_MAX: usize = 10;
/// A mail that was passed on so often goes in circles (RFC 5321, 6.3).
const HOPS_MAX: usize = 50;
/// A mail may take so long from its first byte to its last.
const MAIL_MAX: Duration = Duration::from_secs(600);
/// Who has said so much begins anew.
const LINES_MAX: usize = 10_000;
const PIECE_BYTES: usize = 16 * 1024;
/// The longest name of a host.
const NAME_CHARACTERS: usize = 255;

/// What was heard and not yet understood.
struct Heard {
    piece: Vec<u8>,
    at: usize,
    end: usize,
}

impl Heard {
    /// Lets somebody take from it.
    fn with<T>(&mut self, take: impl FnOnce(&mut Iter<'_, u8>) -> T) -> T {
        let mut bytes = self.piece[self.at..self.end].iter();
        let taken = take(&mut bytes);
        self.at = self.end - bytes.len();
        taken
    }
}

/// How it goes on.
enum Next {
    Listen,
    TakeData,
    Encrypt,
    Leave,
}

/// How it ends.
pub enum End {
    /// With nothing more to say.
    Left,
    /// Everything begins anew, and encrypted.
    Encrypt,
}

/// Whether others can listen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// They can, and nothing can be done about it.
    None,
    /// Until the other side asks for more.
    Offered,
    Encrypted,
}

/// What is spoken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protocol {
    /// SMTP as it began, with HELO.
    Plain,
    Smtp,
    /// Every recipient gets an answer of its own.
    Lmtp,
}

/// A mail whose envelope is being told.
struct Envelope {
    sender: Option<Email>,
    recipients: Vec<Email>,
}

/// One conversation.
pub struct Talk<'d, S, D> {
    pub stream: S,
    heard: Heard,
    door: &'d D,
    room: &'d Room,
    secrecy: Secrecy,
    client: Client,
    greeted: Option<Protocol>,
    mail: Option<Envelope>,
    faults: usize,
}

impl<'d, S: AsyncRead + AsyncWrite + Unpin + Send, D: Door> Talk<'d, S, D> {
    pub fn new(stream: S, ip: IpAddr, door: &'d D, (room, secrecy): (&'d Room, Secrecy)) -> Self {
        let heard = Heard { piece: vec![0; PIECE_BYTES], at: 0, end: 0 };
        let client = Client { ip, helo: String::new() };
        Self { stream, heard, door, room, secrecy, client, greeted: None, mail: None, faults: 0 }
    }

    /// Listens and answers until one of both has enough.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn run(&mut self) -> io::Result<End> {
        let mut requests = RequestReceiver::default();
        for _ in 0..LINES_MAX {
            if !self.hear().await? {
                return Ok(End::Left);
            }
            let request = self.heard.with(|bytes| requests.ingest(bytes).map(Request::into_owned));
            let next = match request {
                Ok(request) => self.answer(request).await?,
                Err(Error::NeedsMoreData { .. }) => Next::Listen,
                Err(error) => self.fault(&refusal(&error)).await?,
            };
            match next {
                Next::Listen => {}
                Next::TakeData => match timeout(MAIL_MAX, self.take()).await {
                    Ok(taken) => taken?,
                    Err(_) => {
                        return self.say("421 4.4.2 The mail took too long\r\n").await.map(|()| End::Left);
                    }
                },
                Next::Encrypt => return Ok(End::Encrypt),
                Next::Leave => return Ok(End::Left),
            }
        }
        self.say("421 4.7.0 Enough was said, come again\r\n").await.map(|()| End::Left)
    }

    /// Says this, as it is.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn say(&mut self, words: &str) -> io::Result<()> {
        let said = async {
            self.stream.write_all(words.as_bytes()).await?;
            self.stream.flush().await
        };
        timeout(SILENCE_MAX, said).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Waits until there is something to be understood; false when the other side has gone.
    async fn hear(&mut self) -> io::Result<bool> {
        if self.heard.at < self.heard.end {
            return Ok(true);
        }
        match timeout(SILENCE_MAX, self.stream.read(&mut self.heard.piece)).await {
            Ok(count) => {
                (self.heard.at, self.heard.end) = (0, count?);
                Ok(self.heard.end > 0)
            }
            Err(_) => self.say("421 4.4.2 Nothing was said for too long\r\n").await.map(|()| false),
        }
    }

    async fn fault(&mut self, words: &str) -> io::Result<Next> {
        self.faults += 1;
        if self.faults >= FAULTS_MAX {
            self.say("421 4.7.0 Too many errors\r\n").await?;
            return Ok(Next::Leave);
        }
        self.say(words).await.map(|()| Next::Listen)
    }

    async fn answer(&mut self, request: Request<String>) -> io::Result<Next> {
        let words = match request {
            Request::Ehlo { host } => return self.greet(Protocol::Smtp, &host).await,
            Request::Lhlo { host } => return self.greet(Protocol::Lmtp, &host).await,
            Request::Helo { host } => {
                self.introduced(Protocol::Plain, &host);
                format!("250 {}\r\n", self.door.host())
            }
            Request::Mail { from } => return self.sender(&from.address, from.size).await,
            Request::Rcpt { to } => return self.recipient(&to.address).await,
            Request::Data => match self.mail.as_ref().map(|mail| mail.recipients.len()) {
                Some(1..) => {
                    self.say("354 End with a line that has nothing but a dot\r\n").await?;
                    return Ok(Next::TakeData);
                }
                Some(0) => return self.fault("503 5.5.1 No valid recipients\r\n").await,
                None => return self.fault("503 5.5.1 First say MAIL and RCPT\r\n").await,
            },
            Request::StartTls if self.secrecy == Secrecy::Offered => {
                self.say("220 2.0.0 Begin\r\n").await?;
                return Ok(Next::Encrypt);
            }
            Request::StartTls if self.secrecy == Secrecy::Encrypted => {
                return self.fault("503 5.5.1 It is encrypted already\r\n").await;
            }
            Request::Rset => {
                self.mail = None;
                "250 2.0.0 Forgotten\r\n".to_owned()
            }
            Request::Noop { .. } => "250 2.0.0 Here\r\n".to_owned(),
            Request::Vrfy { .. } => "252 2.5.2 Send it and see\r\n".to_owned(),
            Request::Help { .. } => "214 2.0.0 See RFC 5321\r\n".to_owned(),
            Request::Quit => {
                self.say("221 2.0.0 Goodbye\r\n").await?;
                return Ok(Next::Leave);
            }
            _ => return self.fault("502 5.5.1 Not done here\r\n").await,
        };
        self.say(&words).await.map(|()| Next::Listen)
    }

    fn introduced(&mut self, protocol: Protocol, name: &str) {
        (self.greeted, self.mail) = (Some(protocol), None);
        self.client.helo = name.chars().take(NAME_CHARACTERS).collect();
    }

    async fn greet(&mut self, protocol: Protocol, name: &str) -> io::Result<Next> {
        self.introduced(protocol, name);
        let mut response = EhloResponse::new(self.door.host());
        response.capabilities =
            EXT_PIPELINING | EXT_SIZE | EXT_8BIT_MIME | EXT_ENHANCED_STATUS_CODES | EXT_SMTP_UTF8;
        if self.secrecy == Secrecy::Offered {
            response.capabilities |= EXT_START_TLS;
        }
        response.size = MAIL_BYTES_MAX;
        let mut words = Vec::new();
        response.write(&mut words)?;
        self.say(&String::from_utf8_lossy(&words)).await.map(|()| Next::Listen)
    }

    async fn sender(&mut self, address: &str, size: usize) -> io::Result<Next> {
        if self.greeted.is_none() {
            return self.fault("503 5.5.1 First say EHLO\r\n").await;
        }
        if size > MAIL_BYTES_MAX {
            return self.fault(TOO_LARGE).await;
        }
        let sender = match address {
            "" => None,
            text => match Email::parse(text) {
                Ok(sender) => Some(sender),
                Err(_) => return self.fault("553 5.1.7 The sender is no address\r\n").await,
            },
        };
        self.mail = Some(Envelope { sender, recipients: Vec::new() });
        self.say("250 2.1.0 Go on\r\n").await.map(|()| Next::Listen)
    }

    async fn recipient(&mut self, address: &str) -> io::Result<Next> {
        let Some(mail) = &mut self.mail else {
            return self.fault("503 5.5.1 First say MAIL\r\n").await;
        };
        if mail.recipients.len() >= RECIPIENTS_MAX {
            return self.fault("452 4.5.3 Too many recipients\r\n").await;
        }
        let Ok(address) = Email::parse(&address.to_lowercase()) else {
            return self.fault("553 5.1.3 The recipient is no address\r\n").await;
        };
        match self.door.opens(&address).await {
            Ok(()) => {
                if !mail.recipients.contains(&address) {
                    mail.recipients.push(address);
                }
                self.say("250 2.1.5 Go on\r\n").await.map(|()| Next::Listen)
            }
            Err(closed) => self.fault(closed.answer()).await,
        }
    }

    /// Takes the text of a mail, and keeps it.
    async fn take(&mut self) -> io::Result<()> {
        let Some(envelope) = self.mail.take() else { return Ok(()) };
        let mut data = DataReceiver::new();
        let (mut raw, mut place) = (Vec::new(), None::<OwnedSemaphorePermit>);
        loop {
            if !self.hear().await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let ended = self.heard.with(|bytes| data.ingest(bytes, &mut raw));
            if raw.len() > MAIL_BYTES_MAX {
                drop((raw, place));
                return if ended { self.say(TOO_LARGE).await } else { self.swallow(&data).await };
            }
            if ended {
                break;
            }
            if raw.len() > LARGE_BYTES && place.is_none() {
                place = self.room.large.clone().acquire_owned().await.ok();
            }
        }
        match hops(&raw) > HOPS_MAX {
            true => self.say("554 5.4.6 This mail goes in circles\r\n").await,
            false => self.keep(envelope, raw).await,
        }
    }

    async fn keep(&mut self, envelope: Envelope, raw: Vec<u8>) -> io::Result<()> {
        let mut answers = Vec::with_capacity(envelope.recipients.len());
        for recipient in envelope.recipients {
            let (client, sender) = (Some(self.client.clone()), envelope.sender.clone());
            let mail = Incoming { client, sender, recipient, raw: raw.clone() };
            answers.push(self.door.keep(mail, self.way()).await);
        }
        let kept = "250 2.0.0 Kept\r\n";
        let words = |answer: &Result<(), Closed>| answer.map_or_else(Closed::answer, |()| kept);
        match self.greeted {
            Some(Protocol::Lmtp) => self.say(&answers.iter().map(words).collect::<String>()).await,
            // One answer for all: it comes again for all, and those who have it keep it once.
            _ => self.say(answers.iter().find(|answer| answer.is_err()).map_or(kept, words)).await,
        }
    }

    /// The name of how mails come now (RFC 3848).
    fn way(&self) -> &'static str {
        match (self.greeted, self.secrecy) {
            (Some(Protocol::Lmtp), Secrecy::Encrypted) => "LMTPS",
            (Some(Protocol::Lmtp), _) => "LMTP",
            (_, Secrecy::Encrypted) => "ESMTPS",
            (Some(Protocol::Smtp), _) => "ESMTP",
            _ => "SMTP",
        }
    }

    /// Lets the rest of a mail pass that is too large, without keeping it.
    async fn swallow(&mut self, data: &DataReceiver) -> io::Result<()> {
        let mut rest = DummyDataReceiver::new_data(data);
        while self.hear().await? {
            if self.heard.with(|bytes| rest.ingest(bytes)) {
                return self.say(TOO_LARGE).await;
            }
        }
        Ok(())
    }
}

fn refusal(error: &Error) -> String {
    match error {
        Error::UnknownCommand => "500 5.5.1 Unknown command\r\n".to_owned(),
        Error::InvalidSenderAddress => "553 5.1.7 The sender is no address\r\n".to_owned(),
        Error::InvalidRecipientAddress => "553 5.1.3 The recipient is no address\r\n".to_owned(),
        Error::ResponseTooLong => "500 5.5.6 The line is too long\r\n".to_owned(),
        Error::SyntaxError { syntax } => format!("501 5.5.4 Say {syntax}\r\n"),
        Error::InvalidParameter { .. } | Error::UnsupportedParameter { .. } => {
            "555 5.5.4 A parameter that is not known here\r\n".to_owned()
        }
        _ => "501 5.5.2 Not understood\r\n".to_owned(),
    }
}
