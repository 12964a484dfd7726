//! Somebody else's mail server before ours: it speaks SMTP to the real listener, and waits until what it brought is
//! sorted.

use super::world::World;
use server::mailroom::{Encryption, Room, arrivals, reception};
use shared::api::operation::{ArrivalLine, ArrivalState, Mail};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Opens the door of this world's mail room.
pub async fn door(world: &World) -> SocketAddr {
    door_with(world, None).await
}

/// The same, where what is said can be encrypted.
pub async fn door_with(world: &World, encryption: Option<Arc<Encryption>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it listens");
    tokio::spawn(reception::listen(world.desk.clone(), listener, encryption));
    address
}

/// A door at which everybody seems to come from this address.
pub async fn door_for(world: &World, caller: IpAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it listens");
    let room = Arc::new(Room { large: Arc::new(Semaphore::new(1)), encryption: None });
    let desk = world.desk.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (desk, room) = (desk.clone(), room.clone());
            tokio::spawn(async move { reception::receive(desk, stream, caller, &room).await });
        }
    });
    address
}

/// A conversation with it.
pub struct Talk {
    heard: BufReader<Box<dyn AsyncRead + Send + Unpin>>,
    say: Box<dyn AsyncWrite + Send + Unpin>,
}

impl Talk {
    /// Greeted, and introduced with EHLO.
    pub async fn begin(address: SocketAddr) -> Self {
        let mut talk = Self::over(TcpStream::connect(address).await.expect("it is open"));
        assert!(talk.answer().await.starts_with("220 "));
        assert!(talk.say("EHLO mta.example").await.starts_with("250"));
        talk
    }

    /// One in which nothing was said yet.
    pub fn over(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        let (heard, say) = tokio::io::split(stream);
        Self { heard: BufReader::new(Box::new(heard)), say: Box::new(say) }
    }

    /// The last line of the next answer; empty when nobody is there any more.
    pub async fn answer(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.heard.read_line(&mut line).await.expect("an answer");
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.trim_end().to_owned();
            }
        }
    }

    /// One line, and its answer.
    pub async fn say(&mut self, line: &str) -> String {
        self.put(format!("{line}\r\n").as_bytes()).await;
        self.answer().await
    }

    pub async fn put(&mut self, bytes: &[u8]) {
        self.say.write_all(bytes).await.expect("it listens");
        self.say.flush().await.expect("it listens");
    }

    /// One mail; the answer to its end, or to the first line that is refused.
    pub async fn bring(&mut self, from: &str, to: &str, raw: &str) -> String {
        for line in [format!("MAIL FROM:<{from}>"), format!("RCPT TO:<{to}>"), "DATA".to_owned()] {
            let answer = self.say(&line).await;
            if !answer.starts_with('2') && !answer.starts_with('3') {
                return answer;
            }
        }
        let raw = raw.replace("\r\n", "\n").replace('\n', "\r\n").replace("\r\n.", "\r\n..");
        self.put(format!("{raw}\r\n.\r\n").as_bytes()).await;
        self.answer().await
    }
}

/// Brings a mail that is taken, and waits until everything that came is sorted; the mails that came, newest first.
pub async fn bring(world: &World, from: &str, to: &str, raw: &str) -> Vec<ArrivalLine> {
    let mut talk = Talk::begin(door(world).await).await;
    let answer = talk.bring(from, to, raw).await;
    assert!(answer.starts_with("250 "), "{answer}");
    sorted(world).await
}

/// Waits until everything that came is sorted.
pub async fn sorted(world: &World) -> Vec<ArrivalLine> {
    loop {
        let lines = world.desk.database.read(arrivals::newest).await.expect("they can be read");
        if lines.iter().all(|line| line.state != ArrivalState::New) {
            return lines;
        }
        tokio::task::yield_now().await;
    }
}

/// The address to which an answer to this mail goes.
pub fn reply_address(mail: &Mail) -> String {
    let from = mail.source.lines().find(|line| line.starts_with("From: ")).expect("a sender");
    let (_, address) = from.rsplit_once('<').expect("an address");
    address.trim_end_matches('>').to_owned()
}

/// The address to which a mail server returns it.
pub async fn return_path(world: &World, mail: &Mail) -> String {
    let id = mail.line.id.clone();
    let read = move |open: &mut dyn server::store::Transaction| {
        let sql = "SELECT return_path FROM mails WHERE id = $1";
        let rows = open.query(sql, &[server::store::Value::from(id)])?;
        rows.first().expect("it was sent").text(0).map(str::to_owned)
    };
    world.desk.database.read::<_, server::store::StoreError, _>(read).await.expect("it has one")
}
