//! Headers, sizes and the exact bytes.

use super::cast::*;
use super::kept::kept;
use server::mail::{Letter, compose};
use shared::language::Language;
use shared::negotiation::Party;
use shared::view::{Content, Entry};
use std::collections::BTreeSet;

const LARGEST_BYTES: usize = 100_000;

#[test]
fn nobody_writes_headers_through_a_name() {
    let attack = "Eve\r\nBcc: victim@x.example\r\n\r\n<script>alert(1)</script>\u{202e}";
    let mut inquiry = inquiry();
    inquiry.product.iter_mut().for_each(|product| product.name = attack.into());
    inquiry.manufacturer_name = attack.into();
    // The rules refuse such names before they become facts; a mail does not rely on it.
    let story = everything(inquiry);
    let mut thread = seen(&story, seller());
    thread.header.summary.buyer_name = attack.into();
    thread.header.receipt.recipient_name = attack.into();
    let mut entry = entry(&thread, is_message).clone();
    entry.author.iter_mut().for_each(|author| author.name = Some(attack.into()));
    let header = &thread.header;
    let mut envelope = envelope(Language::En, "s1@s1.example");
    envelope.marketplace.name = attack.into();
    let allowed: BTreeSet<_> = [
        "Content-Language",
        "Date",
        "From",
        "To",
        "Message-ID",
        "Subject",
        "In-Reply-To",
        "References",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "MIME-Version",
        "Content-Type",
    ]
    .into();
    for letter in [
        Letter::Inquiry { header },
        Letter::Copy { header },
        Letter::Receipt { header },
        Letter::Message { header, entry: &entry },
        Letter::SignInCode { code: attack, minutes: 10 },
    ] {
        let mail = compose(&envelope, letter).expect("composes");
        let message = parsed(&mail);
        let names: BTreeSet<_> = message.headers().iter().map(|header| header.name()).collect();
        assert!(names.is_subset(&allowed), "{names:?}");
        assert_eq!(message.to().map(|to| to.iter().count()), Some(1));
        assert!(!message.body_html(0).expect("an HTML part").contains("<script"));
    }
}

#[test]
fn the_same_row_makes_the_same_bytes_and_another_row_another_id() {
    let thread = seen(&sent(inquiry()), Party::Buyer);
    let letter = Letter::Receipt { header: &thread.header };
    let first = envelope(Language::Ja, BUYER);
    let mut second = first.clone();
    second.id = "another row".into();
    let compose = |envelope| compose(envelope, letter).expect("composes");
    assert_eq!(compose(&first), compose(&first));
    let (one, two) = (compose(&first), compose(&second));
    assert_ne!(one.id, two.id);
    let (one, two) = (parsed(&one), parsed(&two));
    assert_ne!(one.message_id(), two.message_id());
    let root = |message: &mail_parser::Message| message.references().as_text().map(str::to_owned);
    assert!(root(&one).is_some());
    assert_eq!(root(&one), root(&two));
}

#[test]
fn s5_a_mail_that_no_person_wrote_says_so() {
    for sample in samples(&everything(inquiry()), Language::En) {
        let says = parsed(&sample.mail).header_raw("Auto-Submitted").map(str::trim) == Some("auto-generated");
        let expected = matches!(sample.name, "copy" | "receipt" | "sender's copy" | "sign-in code");
        assert_eq!(says, expected, "{}", sample.name);
    }
}

#[test]
fn a_person_writes_by_way_of_the_marketplace() {
    let from = |name: &str| {
        let samples = samples(&everything(inquiry()), Language::En);
        let sample = samples.into_iter().find(|sample| sample.name == name).expect("one of the kinds");
        let message = parsed(&sample.mail);
        let from = message.from().and_then(|from| from.first()).expect("a sender").clone();
        (from.name().map(str::to_owned), from.address().map(str::to_owned))
    };
    let relay = Some("n1-x7@mail.desk.example".to_owned());
    assert_eq!(from("inquiry"), (Some("Anna Müller via Industry Salon".into()), relay.clone()));
    assert_eq!(from("receipt"), (Some("Industry Salon".into()), relay));
}

#[test]
fn the_longest_text_makes_a_mail_of_at_most_100_kb() {
    let longest = 20_000;
    for piece in ["a", "=", "&", "<\n", "語", "ж", "a ", "é=ab", "😀&", "=é", "\n"] {
        let text: String = piece.chars().cycle().take(longest).collect();
        let mut thread = seen(&everything(inquiry()), Party::Address(email(COLLEAGUE)));
        let is_forward = |entry: &Entry| matches!(entry.content, Content::Forwarded { .. });
        let mut forward = entry(&thread, is_forward).clone();
        forward.content = Content::Forwarded { to: None, note: Some(text.clone()) };
        thread.header.summary.text = text;
        let letter = Letter::Added { header: &thread.header, entry: &forward };
        let mail = compose(&envelope(Language::Ru, COLLEAGUE), letter).expect("composes");
        assert!(mail.bytes.len() <= LARGEST_BYTES, "{piece:?} makes {} bytes", mail.bytes.len());
    }
}

#[test]
fn an_inquiry_looks_like_this() {
    let thread = seen(&sent(inquiry()), seller());
    let letter = Letter::Inquiry { header: &thread.header };
    let mail = compose(&envelope(Language::En, "s1@s1.example"), letter).expect("composes");
    let source = String::from_utf8(mail.bytes).expect("ASCII").replace("\r\n", "\n");
    kept("inquiry.eml", &source);
}

#[test]
fn an_installation_without_a_name_can_write_too() {
    let mut envelope = envelope(Language::En, "s1@s1.example");
    for host in ["127.0.0.1", "localhost.localdomain", "desk.example"] {
        envelope.from = email(&format!("talk-1@{host}"));
        let mail = compose(&envelope, Letter::SignInCode { code: "1", minutes: 10 }).expect("composes");
        let from = parsed(&mail)
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.address().map(str::to_owned));
        assert_eq!(from.as_deref(), Some(envelope.from.as_str()));
    }
}
