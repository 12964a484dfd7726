//! SMTP and LMTP conversations (RFC 5321, RFC 2033), in the open and encrypted (RFC 3207). They ask [`Door`] who lives here
//! and store nothing themselves.

mod talk;

use super::arrivals::Incoming;
use super::encryption::Encryption;
use shared::ids::Email;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use talk::{End, Secrecy, Talk};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_rustls::server::TlsStream;

/// The largest mail: a document of 10 MiB in base64, with room for texts.
pub const MAIL_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Who says nothing, or does not listen, for so long has gone.
const SILENCE_MAX: Duration = Duration::from_secs(120);

/// Why an address takes no mail, in the words of SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// We pass nothing on.
    Elsewhere,
    Nobody,
    /// We write from it, and nobody reads there.
    Unread,
    Flooded,
    TooLarge,
    /// The database is away.
    Later,
}

impl Closed {
    /// For whom it is of no use to come again.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Flooded | Self::Later)
    }

    /// One line of SMTP, with its end.
    pub fn answer(self) -> &'static str {
        match self {
            Self::Elsewhere => "550 5.7.1 This server takes mail for its own conversations only\r\n",
            Self::Nobody => "550 5.1.1 No such address here\r\n",
            Self::Unread => {
                "550 5.7.1 Nobody reads mail at this address: write on the page of the inquiry\r\n"
            }
            Self::Flooded => "450 4.2.1 Too many mails to this address, try again later\r\n",
            Self::TooLarge => TOO_LARGE,
            Self::Later => "451 4.3.0 Try again later\r\n",
        }
    }
}

const TOO_LARGE: &str = "552 5.3.4 The mail is too large; documents of up to 10 MiB can be sent\r\n";

/// Who lives here, and where mails are kept.
pub trait Door: Send + Sync {
    /// Our name.
    fn host(&self) -> String;

    /// Whether the address takes mail.
    fn opens(&self, address: &Email) -> impl Future<Output = Result<(), Closed>> + Send;

    /// Keeps a mail that came in this way (RFC 3848); when this answers, it is on disk.
    fn keep(&self, mail: Incoming, with: &'static str) -> impl Future<Output = Result<(), Closed>> + Send;
}

/// What is said to everybody who comes while there is no room.
pub const BUSY: &str = "421 4.3.2 Too many connections, try again later\r\n";

/// What all conversations share.
pub struct Room {
    /// Places for large mails in memory.
    pub large: Arc<Semaphore>,
    /// None: nothing is encrypted here.
    pub encryption: Option<Arc<Encryption>>,
}

/// Talks with whoever came from this address until it leaves, or is sent away.
///
/// # Errors
/// When the connection breaks.
pub async fn converse<S: AsyncRead + AsyncWrite + Unpin + Send>(
    stream: S,
    ip: IpAddr,
    door: &impl Door,
    room: &Room,
) -> io::Result<()> {
    let secrecy = if room.encryption.is_some() { Secrecy::Offered } else { Secrecy::None };
    let mut talk = Talk::new(stream, ip, door, (room, secrecy));
    talk.say(&format!("220 {} ESMTP\r\n", door.host())).await?;
    match (talk.run().await?, &room.encryption) {
        (End::Encrypt, Some(encryption)) => {
            // RFC 3207, 4.2: nothing that was said in the open counts, nor what was said too early.
            Box::pin(converse_in_secret(encrypted(talk.stream, encryption).await?, ip, door, room)).await
        }
        _ => Ok(()),
    }
}

async fn converse_in_secret<S: AsyncRead + AsyncWrite + Unpin + Send>(
    stream: TlsStream<S>,
    ip: IpAddr,
    door: &impl Door,
    room: &Room,
) -> io::Result<()> {
    let mut talk = Talk::new(stream, ip, door, (room, Secrecy::Encrypted));
    talk.run().await?;
    talk.stream.shutdown().await
}

async fn encrypted<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    encryption: &Arc<Encryption>,
) -> io::Result<TlsStream<S>> {
    let encryption = encryption.clone();
    let acceptor = spawn_blocking(move || encryption.acceptor()).await.map_err(io::Error::other)?;
    timeout(SILENCE_MAX, acceptor.accept(stream))
        .await
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}
