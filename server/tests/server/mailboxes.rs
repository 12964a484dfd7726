//! What people see in their own mail program: our mails in real mailboxes, read by IMAP, answered by mail (N12).

use crate::mta::{header, postman, read, send, swaks, until};
use crate::story::{ask, inquiry};
use crate::support::Scratch;
use crate::support::browser::Browser;
use crate::support::dovecot::Dovecot;
use crate::support::post::door;
use crate::support::postfix::Postfix;
use crate::support::world::{BUYER, SELLER, World};
use server::mailroom::Postman;
use shared::api::exhibition::SendInquiry;
use shared::api::negotiations::{ReadThread, ThreadPart};
use shared::view::Content;
use std::fs;

/// The numbers of the mails of each conversation, as an IMAP server puts them together (RFC 5256).
fn threads(dovecot: &Dovecot, address: &str) -> Vec<Vec<usize>> {
    let answer = dovecot.ask(address, "THREAD REFERENCES UTF-8 ALL");
    let (_, list) = answer.split_once("THREAD ").expect("an answer");
    let mut threads = Vec::new();
    let (mut depth, mut number) = (0, String::new());
    for letter in list.trim().chars() {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        if let Ok(mail) = std::mem::take(&mut number).parse() {
            threads.last_mut().map(|thread: &mut Vec<usize>| thread.push(mail)).expect("within a thread");
        }
        match letter {
            '(' if depth == 0 => (depth, _) = (1, threads.push(Vec::new())),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    threads
}

/// Hands over what there is, and waits until somebody has so many mails.
async fn delivered(world: &World, postman: &Postman, (dovecot, address): (&Dovecot, &str), count: usize) {
    until("the mails", async || {
        send(world, postman).await;
        (dovecot.count(address) >= count).then_some(())
    })
    .await;
}

/// What the program of a person writes in answer to a mail.
fn answer(sent: &str, from: &str, text: &str) -> (String, String) {
    let of = |name: &str| header(sent, name).split_once(": ").expect("a header").1.to_owned();
    let (id, sender) = (of("Message-ID"), of("From"));
    let to = sender.rsplit_once('<').expect("an address").1.trim_end_matches('>').to_owned();
    let number = id.trim_matches(['<', '>']).split('@').next().unwrap_or_default();
    let mail = format!(
        "From: {from}\nTo: {to}\nSubject: Re: yes\nMessage-ID: <{number}@program.example>\nIn-Reply-To: {id}\n\
         References: {} {id}\n\n{text}\n",
        of("References")
    );
    (to, mail)
}

#[tokio::test]
async fn n12_a_person_reads_each_conversation_as_one_and_answers_from_there() {
    let world = World::new(Scratch::sqlite()).await;
    let address = door(&world).await;
    let Some(dovecot) = Dovecot::start() else { return };
    let Some(postfix) = Postfix::start(address.port(), &[]) else { return };
    postfix.change(&format!("virtual_transport = lmtp:inet:127.0.0.1:{}", dovecot.lmtp));
    let postman = postman(&world, &postfix);

    let (mut buyer, receipt) = ask(&world, "Wie viel für größere Mengen?").await;
    let mut other = inquiry("Und das zweite?");
    other.place.product = Some("p2".into());
    Browser::new(&world).call::<SendInquiry>(&["stand"], &other).await.expect("it is sent");
    delivered(&world, &postman, (&dovecot, SELLER), 2).await;

    let texts = ["42 Euro, ab zehn Stück 40.", "39 ist mein letztes Wort."];
    let first = (1..=2).find(|number| dovecot.fetch(SELLER, *number).contains("Product p1"));
    let first = first.expect("the first inquiry");
    for (number, text) in texts.into_iter().enumerate() {
        let (to, mail) = answer(&dovecot.fetch(SELLER, first), SELLER, text);
        let mail = mail.replace("Message-ID: <", &format!("Message-ID: <{number}-"));
        swaks(postfix.port, SELLER, &to, &mail);
        let said =
            |content: &Content| matches!(content, Content::Message { text: found, .. } if found == text);
        let part = ThreadPart::default();
        until("the answer", async || {
            let page =
                buyer.call::<ReadThread>(&[receipt.negotiation.as_str()], &part).await.expect("its own");
            page.entries.iter().any(|entry| said(&entry.content)).then_some(())
        })
        .await;
        delivered(&world, &postman, (&dovecot, BUYER), 3 + number).await;
        delivered(&world, &postman, (&dovecot, SELLER), 3 + number).await;
    }

    let of_buyer = threads(&dovecot, BUYER);
    let mut lengths: Vec<_> = of_buyer.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    assert_eq!(lengths, [1, 3], "a receipt; a receipt and two answers: {of_buyer:?}");
    let of_seller = threads(&dovecot, SELLER);
    assert_eq!(of_seller.len(), 2, "two inquiries, two conversations: {of_seller:?}");

    let last = of_buyer.iter().max_by_key(|thread| thread.len()).and_then(|thread| thread.iter().max());
    let source = dovecot.fetch(BUYER, *last.expect("a mail"));
    let file = world.folder().join("read.eml");
    fs::write(&file, &source).expect("its own folder");
    let seen = read(&file);
    assert!(seen.contains(texts[1]) && !seen.contains(texts[0]), "N12: one message, and no history: {seen}");
    for (reader, other) in [(BUYER, SELLER), (SELLER, BUYER)] {
        for number in 1..=dovecot.count(reader) {
            let source = dovecot.fetch(reader, number);
            assert!(!source.to_lowercase().contains(other), "{reader} reads {other}: {source}");
        }
    }
}
