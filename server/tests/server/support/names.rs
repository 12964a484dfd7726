//! A name server of our own on loopback, with records of TXT alone; and a resolver that asks it and nobody else.

use mail_auth::MessageAuthenticator;
use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::hickory_resolver::proto::op::{Message, MessageType, ResponseCode};
use mail_auth::hickory_resolver::proto::rr::rdata::TXT;
use mail_auth::hickory_resolver::proto::rr::{RData, Record, RecordType};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use tokio::net::UdpSocket;

/// Names and their texts.
pub type Records = Vec<(String, String)>;

/// Records as they are written in a test.
pub fn records(all: &[(&str, &str)]) -> Records {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Answers with these records until the test is over.
pub async fn names(records: Records) -> MessageAuthenticator {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
    let port = socket.local_addr().expect("it listens").port();
    tokio::spawn(async move {
        let mut question = vec![0; 4096];
        while let Ok((length, asker)) = socket.recv_from(&mut question).await {
            let answer = answer(&records, &question[..length]);
            drop(socket.send_to(&answer, asker).await);
        }
    });
    resolver(port)
}

/// A name server that hears every question and answers none.
pub struct Silence {
    _socket: UdpSocket,
    pub resolver: MessageAuthenticator,
}

impl Silence {
    pub async fn begin() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let resolver = resolver(socket.local_addr().expect("it listens").port());
        Self { _socket: socket, resolver }
    }
}

fn resolver(port: u16) -> MessageAuthenticator {
    let mut way = ConnectionConfig::udp();
    way.port = port;
    let server = NameServerConfig::new(IpAddr::V4(Ipv4Addr::LOCALHOST), true, vec![way]);
    let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
    let mut options = ResolverOpts::default();
    options.timeout = Duration::from_secs(10);
    options.attempts = 1;
    MessageAuthenticator::new(config, options).expect("a resolver")
}

fn answer(records: &Records, question: &[u8]) -> Vec<u8> {
    let mut message = Message::from_vec(question).expect("a question");
    message.metadata.message_type = MessageType::Response;
    message.metadata.recursion_available = true;
    let asked = message.queries.first().expect("one question").clone();
    let name = asked.name().to_ascii().trim_end_matches('.').to_lowercase();
    let texts: Vec<_> = records.iter().filter(|(known, _)| *known == name).map(|(_, text)| text).collect();
    if texts.is_empty() {
        message.metadata.response_code = ResponseCode::NXDomain;
    }
    for text in texts.into_iter().filter(|_| asked.query_type() == RecordType::TXT) {
        let strings = text.as_bytes().chunks(255).map(|piece| String::from_utf8_lossy(piece).into_owned());
        let data = RData::TXT(TXT::new(strings.collect()));
        message.add_answer(Record::from_rdata(asked.name().clone(), 300, data));
    }
    message.to_vec().expect("an answer")
}
