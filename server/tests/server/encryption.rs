//! Mails that come in encrypted (RFC 3207), from real programs; and what nobody can slip in before.

use crate::arriving::{mail, relay};
use crate::mta::{MAILBOXES, swaks, until};
use crate::story::ask;
use crate::support::Scratch;
use crate::support::post::{Talk, door, door_with, sorted};
use crate::support::postfix::{Postfix, run};
use crate::support::world::{SELLER, World};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use server::mailroom::{CertificateFiles, Encryption, arrivals};
use shared::api::operation::ArrivalState;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A certificate of this hour, in the files of a folder.
fn certificate(folder: &Path) -> CertificateFiles {
    let made = rcgen::generate_simple_self_signed(["desk.example".to_owned()]).expect("a certificate");
    let files = CertificateFiles { certificate: folder.join("chain.pem"), key: folder.join("key.pem") };
    fs::write(&files.certificate, made.cert.pem()).expect("its own folder");
    fs::write(&files.key, made.signing_key.serialize_pem()).expect("its own folder");
    files
}

/// A client that knows the certificate in this file, and no other.
fn connector(certificate: &Path) -> TlsConnector {
    let known = CertificateDer::from_pem_file(certificate).expect("a certificate");
    let mut roots = RootCertStore::empty();
    roots.add(known).expect("it can be trusted");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("what it can").with_root_certificates(roots).with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Reads until something was said.
async fn hear(stream: &mut TcpStream, end: &str) -> String {
    let mut said = Vec::new();
    while !String::from_utf8_lossy(&said).contains(end) {
        assert!(stream.read_buf(&mut said).await.expect("it speaks") > 0, "it has gone");
    }
    String::from_utf8_lossy(&said).into_owned()
}

/// Says this in the open, the last of which asks for encryption, and then begins with it.
async fn begin(
    address: SocketAddr,
    trusting: &TlsConnector,
    open: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut stream = TcpStream::connect(address).await.expect("it is open");
    hear(&mut stream, "220 ").await;
    stream.write_all(b"EHLO mta.example\r\n").await.expect("it listens");
    assert!(hear(&mut stream, "250 ").await.contains("STARTTLS"));
    stream.write_all(open.as_bytes()).await.expect("it listens");
    hear(&mut stream, "220 2.0.0").await;
    trusting.connect(ServerName::try_from("desk.example").expect("a name"), stream).await
}

async fn source(world: &World, id: &str) -> String {
    let id = id.to_owned();
    let read = move |open: &mut dyn server::store::Transaction| arrivals::one(open, &id);
    world.desk.database.read(read).await.expect("it can be read").expect("it is there").source
}

#[tokio::test]
async fn mail_programs_and_servers_hand_over_encrypted_what_was_written() {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let encryption = Encryption::open(certificate(&world.folder())).expect("a certificate");
    let address = door_with(&world, Some(Arc::new(encryption))).await;
    let Some(postfix) = Postfix::start(address.port(), &MAILBOXES) else { return };
    postfix.change("smtp_tls_security_level = encrypt");
    let server = address.to_string();
    for protocol in ["tlsv1_2", "tlsv1_3"] {
        let text = mail(SELLER, protocol, &format!("By {protocol}."));
        let (server, to) = (server.clone(), to.clone());
        let written = tokio::task::spawn_blocking(move || {
            let arguments = ["--server", &server, "--tls", "--tls-protocol", protocol, "--from", SELLER];
            run("swaks", &[&arguments[..], &["--to", &to, "--data", &text, "--silent", "2"]].concat());
        });
        written.await.expect("it is taken");
    }
    swaks(postfix.port, SELLER, &to, &mail(SELLER, "postfix", "By Postfix."));
    until("three mails", async || {
        let lines = sorted(&world).await;
        (lines.len() == 3 && lines.iter().all(|line| line.state == ArrivalState::Taken)).then_some(())
    })
    .await;
    for line in sorted(&world).await {
        let source = source(&world, &line.id).await;
        let (first, _) = source.split_once(';').expect("a first line");
        assert!(first.starts_with("Received: from ") && first.contains("with ESMTPS"), "{first}");
    }
}

#[tokio::test]
async fn without_a_certificate_nothing_is_said_of_encryption() {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let address = door(&world).await;
    let mut stream = TcpStream::connect(address).await.expect("it is open");
    hear(&mut stream, "220 ").await;
    stream.write_all(b"EHLO mta.example\r\n").await.expect("it listens");
    assert!(!hear(&mut stream, "250 ").await.contains("STARTTLS"));
    let mut talk = Talk::begin(address).await;
    assert!(talk.say("STARTTLS").await.starts_with("502 5.5.1"));
    assert!(talk.bring(SELLER, &to, &mail(SELLER, "1", "In the open.")).await.starts_with("250"));
    let line = sorted(&world).await.remove(0);
    assert!(source(&world, &line.id).await.contains("with ESMTP\r\n"));
}

/// RFC 3207, 4.2: whoever stands between two servers can say something before the encryption begins; it is forgotten.
#[tokio::test]
async fn what_was_said_in_the_open_counts_for_nothing() {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "How much?").await;
    let to = relay(&world, SELLER).await;
    let files = certificate(&world.folder());
    let trusting = connector(&files.certificate);
    let address = door_with(&world, Some(Arc::new(Encryption::open(files).expect("one")))).await;
    let slipped_in =
        format!("MAIL FROM:<{SELLER}>\r\nSTARTTLS\r\nEHLO evil.example\r\nMAIL FROM:<evil@x.example>\r\n");
    let stream = begin(address, &trusting, &slipped_in).await.expect("it is encrypted");
    let mut talk = Talk::over(stream);
    // Had anything been kept, this would be answered first, or taken.
    assert!(talk.say(&format!("RCPT TO:<{to}>")).await.starts_with("503"));
    assert!(
        talk.say(&format!("MAIL FROM:<{SELLER}>")).await.starts_with("503"),
        "and who greeted is forgotten"
    );
    talk.put(b"EHLO mta.example\r\n").await;
    assert!(talk.answer().await.starts_with("250 "));
    assert!(talk.say("STARTTLS").await.starts_with("503"), "once is enough");
    assert!(talk.bring(SELLER, &to, &mail(SELLER, "1", "In secret.")).await.starts_with("250"));
    assert!(talk.say("QUIT").await.starts_with("221"));
    assert_eq!(sorted(&world).await.len(), 1);
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_up_once_it_is_whole() {
    let world = World::new(Scratch::sqlite()).await;
    let files = certificate(&world.folder());
    let first = connector(&files.certificate);
    let address = door_with(&world, Some(Arc::new(Encryption::open(files.clone()).expect("one")))).await;
    begin(address, &first, "STARTTLS\r\n").await.expect("the first");

    let next = world.folder().join("next");
    fs::create_dir(&next).expect("its own folder");
    let renewed = certificate(&next);
    let second = connector(&renewed.certificate);
    fs::rename(&renewed.certificate, &files.certificate).expect("its own folder");
    begin(address, &first, "STARTTLS\r\n").await.expect("without its key the new one is of no use");
    fs::rename(&renewed.key, &files.key).expect("its own folder");
    begin(address, &second, "STARTTLS\r\n").await.expect("the second");
    begin(address, &first, "STARTTLS\r\n").await.expect_err("the first is gone");

    fs::write(&files.key, "nonsense").expect("its own folder");
    begin(address, &second, "STARTTLS\r\n").await.expect("and what is broken changes nothing");
    let told = Encryption::open(files).err().expect("at the start it is an error");
    assert!(told.contains("key.pem"), "{told}");
}
