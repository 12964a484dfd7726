//! What the checks come to: SPF by address, DKIM by signature, DMARC by what of it is of the author's domain. Records
//! come from a name server of our own.

use super::{ELSEWHERE, HOME, published, seal};
use crate::story::ask;
use crate::support::Scratch;
use crate::support::names::{Records, Silence, names};
use crate::support::world::{SELLER, World};
use mail_auth::common::crypto::Ed25519Key;
use server::mail::{Seal, SealOptions};
use server::mailroom::Checks;
use server::mailroom::arrivals::{Client, Incoming};
use shared::ids::Email;
use std::net::IpAddr;
use std::time::Duration;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(10);

fn incoming(ip: IpAddr, sender: &str, raw: &[u8]) -> Incoming {
    Incoming {
        client: Some(Client { ip, helo: "mta.example".into() }),
        sender: Email::parse(sender).ok(),
        recipient: Email::parse("talk-1@desk.example").expect("an address"),
        raw: raw.to_vec(),
    }
}

async fn verdict(checks: &Checks, mail: Incoming) -> String {
    checks.of(mail, "desk.example", None).await.1.map(|found| found.to_string()).unwrap_or_default()
}

async fn checks(records: Records) -> Checks {
    Checks::new().asking(names(records).await, PATIENCE)
}

fn from(author: &str) -> Vec<u8> {
    format!("From: <{author}>\r\nSubject: Hello\r\nMessage-ID: <1@x>\r\n\r\nHow are you?\r\n").into_bytes()
}

#[tokio::test]
async fn spf_is_about_the_address_that_hands_over() {
    let checks = checks(published()).await;
    for (ip, sender, expected) in [
        (HOME, "luc@seller.example", "spf=pass dkim=none dmarc=none"),
        (ELSEWHERE, "luc@seller.example", "spf=fail dkim=none dmarc=none"),
        (ELSEWHERE, "luc@soft.example", "spf=softfail dkim=none dmarc=none"),
        (ELSEWHERE, "luc@open.example", "spf=neutral dkim=none dmarc=none"),
        (ELSEWHERE, "luc@broken.example", "spf=permerror dkim=none dmarc=none"),
        (ELSEWHERE, "luc@nowhere.example", "spf=none dkim=none dmarc=none"),
        // Without a sender, the name of the host counts.
        (HOME, "", "spf=pass dkim=none dmarc=none"),
        (ELSEWHERE, "", "spf=fail dkim=none dmarc=none"),
    ] {
        let raw = from("somebody@unwatched.example");
        assert_eq!(verdict(&checks, incoming(ip, sender, &raw)).await, expected, "{ip} {sender}");
    }
}

#[tokio::test]
async fn dmarc_asks_that_what_passes_is_of_the_authors_domain() {
    let checks = checks(published()).await;
    for (ip, sender, author, expected) in [
        (HOME, "luc@seller.example", "luc@seller.example", "spf=pass dkim=none dmarc=pass"),
        (ELSEWHERE, "luc@seller.example", "luc@seller.example", "spf=fail dkim=none dmarc=fail"),
        // A domain of its own passes there, and says nothing about this one.
        (ELSEWHERE, "x@bulk.example", "luc@seller.example", "spf=pass dkim=none dmarc=fail"),
        (HOME, "luc@seller.example", "luc@lyon.seller.example", "spf=pass dkim=none dmarc=pass"),
        (ELSEWHERE, "x@bulk.example", "luc@watched.example", "spf=pass dkim=none dmarc=fail"),
        (ELSEWHERE, "x@bulk.example", "luc@bulk.example", "spf=pass dkim=none dmarc=none"),
        // Whoever brings another author along is not believed for that.
        (
            ELSEWHERE,
            "x@bulk.example",
            "x@bulk.example>, <luc@seller.example",
            "spf=pass dkim=none dmarc=fail",
        ),
    ] {
        let raw = from(author);
        assert_eq!(verdict(&checks, incoming(ip, sender, &raw)).await, expected, "{ip} {sender} {author}");
    }
}

/// What is signed of a mail, where it is there.
const SIGNED: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "auto-submitted",
    "in-reply-to",
    "references",
];

/// A mail of ours as others get it, and the seals of both kinds.
async fn our_mail() -> (Vec<u8>, Vec<Seal>) {
    let world = World::new(Scratch::sqlite()).await;
    ask(&world, "Combien coûte-t-elle ?\n\nMerci").await;
    let mail = world.mails_to(SELLER).await.remove(0).source.into_bytes();
    let file = world.folder().join("ed25519");
    let key = Ed25519Key::generate_pkcs8().expect("a key");
    std::fs::write(&file, data_encoding::BASE64.encode(&key)).expect("its own folder");
    let options = SealOptions { key: file, selector: "kontor2".into() };
    let young = Seal::open(&options, "desk.example").expect("base64 alone is read too");
    (mail, vec![seal("desk.example"), young])
}

#[tokio::test]
async fn what_we_sign_others_verify_with_what_we_publish() {
    let (mail, seals) = our_mail().await;
    for seal in seals {
        let mut records = published();
        records.push((seal.name(), seal.record()));
        records.push(("_dmarc.desk.example".into(), "v=DMARC1; p=reject".into()));
        let checks = checks(records).await;
        let signed = String::from_utf8(seal.sign(&mail).expect("it has an author")).expect("it is text");
        let (signature, _) =
            signed.split_once("\r\nFrom: ").or(signed.split_once("\r\nDate: ")).expect("a header");
        let signature = signature.to_lowercase().replace("\r\n\t", "");
        assert!(
            signature.contains("c=relaxed/relaxed") && signature.contains("d=desk.example"),
            "{signature}"
        );
        let is_signed = |name: &str| {
            let (_, names) = signature.split_once("h=").expect("names");
            names.split(';').next().is_some_and(|names| names.split(':').any(|signed| signed == name))
        };
        for name in SIGNED {
            let header = format!("\r\n{}", String::from_utf8_lossy(&mail).to_lowercase());
            let is_there = header.contains(&format!("\r\n{name}:"));
            assert_eq!(is_signed(name), is_there, "{name}: {signature}");
        }

        let good = "spf=none dkim=pass dmarc=pass";
        let changed = |from: &str, to: &str| {
            assert!(signed.contains(from), "{from}");
            signed.replace(from, to)
        };
        for (what, text, expected) in [
            ("as it left", signed.clone(), good),
            ("a line before it", format!("Received: from a by b\r\n{signed}"), good),
            ("folded anew", changed("\r\nTo: ", "\r\nTo:\r\n "), good),
            ("another body", format!("{signed}And one more thing.\r\n"), "spf=none dkim=fail dmarc=fail"),
            (
                "another subject",
                changed("\r\nSubject: ", "\r\nSubject: Not "),
                "spf=none dkim=fail dmarc=fail",
            ),
            ("without it", String::from_utf8_lossy(&mail).into_owned(), "spf=none dkim=none dmarc=fail"),
        ] {
            let found = verdict(&checks, incoming(ELSEWHERE, "a@nowhere.example", text.as_bytes())).await;
            assert_eq!(found, expected, "{what}");
        }
    }
}

/// A second signature that nobody can check takes nothing from the first.
#[tokio::test]
async fn one_good_signature_of_several_is_enough() {
    let (mail, seals) = our_mail().await;
    let mut records = published();
    records.push((seals[0].name(), seals[0].record()));
    records.push(("_dmarc.desk.example".into(), "v=DMARC1; p=reject".into()));
    let checks = checks(records).await;
    for order in [[0, 1], [1, 0]] {
        let once = seals[order[0]].sign(&mail).expect("signed");
        let twice = seals[order[1]].sign(&once).expect("signed");
        let found = verdict(&checks, incoming(ELSEWHERE, "a@nowhere.example", &twice)).await;
        assert_eq!(found, "spf=none dkim=pass dmarc=pass");
    }
    let unknown = seals[1].sign(&mail).expect("signed");
    let found = verdict(&checks, incoming(ELSEWHERE, "a@nowhere.example", &unknown)).await;
    assert_eq!(found, "spf=none dkim=permerror dmarc=fail");
}

/// Signed by another program: dkimpy 1.1.8.
#[tokio::test]
async fn a_signature_of_others_is_read_as_they_mean_it() {
    let mut records = published();
    let theirs = seal("seller.example");
    records.push((theirs.name(), theirs.record()));
    let checks = checks(records).await;
    let raw = include_str!("signed-by-dkimpy.eml").replace('\n', "\r\n");
    for (text, expected) in [
        (raw.clone(), "spf=none dkim=pass dmarc=pass"),
        (raw.replace("42", "24"), "spf=none dkim=fail dmarc=fail"),
    ] {
        let found = verdict(&checks, incoming(ELSEWHERE, "a@nowhere.example", text.as_bytes())).await;
        assert_eq!(found, expected);
    }
}

/// Silence says nothing against a mail.
#[tokio::test]
async fn no_answer_is_no_verdict() {
    let silence = Silence::begin().await;
    let checks = Checks::new().asking(silence.resolver.clone(), Duration::from_millis(20));
    let signed = seal("seller.example").sign(&from(SELLER)).expect("signed");
    let found = verdict(&checks, incoming(ELSEWHERE, SELLER, &signed)).await;
    assert_eq!(found, "spf=temperror dkim=temperror dmarc=temperror");
}

#[tokio::test]
async fn only_a_mail_from_outside_is_asked_about() {
    let checks = checks(published()).await;
    for ip in ["127.0.0.1", "::1", "192.168.1.9", "fd00::9"] {
        let ip = ip.parse().expect("an address");
        assert_eq!(verdict(&checks, incoming(ip, SELLER, &from(SELLER))).await, "", "{ip}");
    }
    let by_a_pipe = Incoming { client: None, ..incoming(HOME, SELLER, &from(SELLER)) };
    assert_eq!(verdict(&checks, by_a_pipe).await, "");
}
