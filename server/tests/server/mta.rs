//! A real Postfix between the desk and everybody's mailboxes, in both directions; a real program writes, another reads.

use crate::documents::paper;
use crate::story::ask;
use crate::support::post::{door, sorted};
use crate::support::postfix::{Postfix, run};
use crate::support::world::{AREA_MANAGER, BUYER, SELLER, USER, World};
use crate::support::{Scratch, on_both};
use server::mail::Smtp;
use server::mailroom::{Postman, Round};
use shared::api::negotiations::*;
use shared::api::operation::ArrivalState;
use shared::seller;
use shared::view::Content;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Who has a mailbox; `late@` had one.
pub const MAILBOXES: [&str; 8] = [
    BUYER,
    SELLER,
    AREA_MANAGER,
    USER,
    "extra@acme.example",
    "nice@seller.example",
    "paris@seller.example",
    "late@seller.example",
];
/// Longer than anything takes.
const LIMIT: Duration = Duration::from_secs(20);

/// Waits for something, while everything else goes on.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < end, "{what} did not happen");
        tokio::task::yield_now().await;
    }
}

/// The desk's mails leave by this server.
pub fn postman(world: &World, postfix: &Postfix) -> Postman {
    let url = format!("smtp://127.0.0.1:{}", postfix.port);
    world.postman(Smtp::new(&url, "desk.example").expect("an address of a mail server"))
}

pub async fn send(world: &World, postman: &Postman) {
    world.work().await;
    while matches!(postman.once().await.expect("mails can be claimed"), Round::Went(1..)) {}
}

async fn newest(postfix: &Postfix, address: &str, count: usize) -> PathBuf {
    let found = async || Some(postfix.mailbox(address)).filter(|files| files.len() >= count);
    until("a mail", found).await.pop().expect("just counted")
}

pub fn header(mail: &str, name: &str) -> String {
    let line = mail.lines().find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("{name} in {mail}")).to_owned()
}

/// What a person sees of a mail in a maildir, by a program made for reading it.
pub fn read(file: &Path) -> String {
    let shown = Command::new("mshow").arg(file).output().expect("mblaze is installed");
    String::from_utf8_lossy(&shown.stdout).into_owned()
}

/// Everything that is in anybody's mailbox.
fn mailboxes(postfix: &Postfix) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![postfix.folder.join("mailboxes")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("its own folder").flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    let bytes = fs::read(entry.path()).unwrap_or_default();
                    found.push((entry.path(), String::from_utf8_lossy(&bytes).into_owned()));
                }
                _ => {}
            }
        }
    }
    found
}

/// Writes to somebody by a real mail program, through this Postfix.
pub fn swaks(port: u16, from: &str, to: &str, mail: &str) {
    let server = format!("127.0.0.1:{port}");
    let arguments = ["--server", &server, "--from", from, "--to", to, "--data", mail, "--silent", "2"];
    run("swaks", &arguments);
}

#[tokio::test]
async fn an_inquiry_goes_by_postfix_and_its_answer_comes_back_the_same_way() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let address = door(&world).await;
        let Some(postfix) = Postfix::start(address.port(), &MAILBOXES) else { return };
        let postman = postman(&world, &postfix);
        let (mut buyer, receipt) = ask(&world, "Was kostet das?\nGrüße").await;
        send(&world, &postman).await;

        let file = newest(&postfix, SELLER, 1).await;
        let source = fs::read_to_string(&file).expect("readable");
        let seen = read(&file);
        assert!(seen.contains("Was kostet das?") && seen.contains("Grüße"), "{seen}");
        assert!(header(&source, "Return-Path").contains("<return-"), "it comes back to us");
        let from = header(&source, "From");
        let relay = from.rsplit_once('<').expect("an address").1.trim_end_matches('>').to_owned();
        let id = header(&source, "Message-ID").replace("Message-ID", "In-Reply-To");

        let pdf = data_encoding::BASE64.encode(&paper().bytes);
        let reply = format!(
            "From: Luc <{SELLER}>\nTo: {relay}\nSubject: Re: Anfrage\n{id}\nMessage-ID: <r1@mta.example>\n\
             MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
             Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n\
             42 Euro f=FCr alles.\n\nAm 26.11.2026 um 10:12 schrieb Bea Buyer <{relay}>:\n> ##- x -##\n> Was kostet das?\n\n\
             --b\nContent-Type: application/pdf; name=offer.pdf\nContent-Transfer-Encoding: base64\n\
             Content-Disposition: attachment; filename=offer.pdf\n\n{pdf}\n--b--\n"
        );
        swaks(postfix.port, SELLER, &relay, &reply);
        let id = receipt.negotiation.as_str();
        let document = async || {
            let page = buyer.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
            let is_it = |content: &Content| {
                matches!(content, Content::Document { text, document, .. }
                    if text == "42 Euro für alles." && document.name == "offer.pdf")
            };
            page.entries.iter().any(|entry| is_it(&entry.content)).then_some(())
        };
        until("the answer", document).await;
        send(&world, &postman).await;
        let told = newest(&postfix, BUYER, 2).await;
        assert!(read(&told).contains("42 Euro für alles."));

        // N12: of all that is kept, only what belongs to the buyer names the buyer.
        for (path, text) in mailboxes(&postfix) {
            let own = path.components().any(|part| part.as_os_str() == BUYER);
            assert!(own || !text.contains(BUYER), "{}: {text}", path.display());
        }
    })
    .await;
}

#[tokio::test]
async fn r5_mail_to_an_address_that_is_gone_comes_back_at_once_or_later() {
    let world = World::new(Scratch::sqlite()).await;
    let address = door(&world).await;
    let Some(postfix) = Postfix::start(address.port(), &MAILBOXES) else { return };
    let postman = postman(&world, &postfix);
    for (seller, email) in [("s-lyon", "gone@seller.example"), ("s-nice", "late@seller.example")] {
        world.seller(seller, seller::Command::ChangeEmail { email: email.into() }).await;
    }
    assert_eq!(ask(&world, "One?").await.1.recipient_name, "Seller Lyon");
    send(&world, &postman).await;
    world.work().await;
    assert_eq!(ask(&world, "Two?").await.1.recipient_name, "Seller Nice", "Lyon was refused at once");
    send(&world, &postman).await;
    until("the report", async || {
        let lines = sorted(&world).await;
        lines.iter().any(|line| line.state == ArrivalState::Bounce).then_some(())
    })
    .await;
    world.work().await;
    assert_eq!(ask(&world, "Three?").await.1.recipient_name, "Seller Paris", "and so did Nice's come back");
}
