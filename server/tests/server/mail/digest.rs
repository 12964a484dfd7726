//! The mail that gathers news, in nine languages as it leaves; and the headers with which mails are turned off.

use super::cast::*;
use super::kept::kept;
use server::mail::{Choices, ComposeError, Composed, Envelope, Letter, Part, compose};
use shared::language::Language;
use shared::mail_settings::Subscription;
use shared::negotiation::{Negotiation, Party};
use shared::testing::Story;
use shared::view::{Content, Delta, Entry};
use std::collections::BTreeSet;

const STOP: &str = "https://desk.example/unsubscribe/9f3c";
const LARGEST_BYTES: usize = 100_000;

fn choosing(language: Language, to: &str, subscription: Option<Subscription>, stop: &str) -> Envelope {
    let unsubscribe = subscription.map(|subscription| (subscription, stop.to_owned()));
    let settings = "https://desk.example/mail-settings".to_owned();
    Envelope { choices: Some(Choices { settings, unsubscribe }), ..envelope(language, to) }
}

/// As the outbox fills it in: nobody answers it, and it opens the list.
fn of_digest(language: Language, to: &str) -> Envelope {
    let usual = choosing(language, to, Some(Subscription::Digest), STOP);
    let link = Some("https://desk.example/requests".to_owned());
    Envelope { thread: None, from: email("digest@desk.example"), answerable: false, link, ..usual }
}

fn part(story: &Story<Negotiation>, by: Party, wanted: impl Fn(&Entry) -> bool) -> Part {
    let thread = seen(story, by);
    let entries = thread.entries.into_iter().filter(wanted).collect();
    Part { seen: Delta { header: thread.header, entries }, link: LINK.into() }
}

fn parts() -> [Part; 3] {
    let boss = Party::Address(email("boss@acme.example"));
    [
        part(&everything(inquiry()), Party::Buyer, is_message),
        part(&taken(), Party::Buyer, |entry| matches!(entry.content, Content::Rerouted { .. })),
        part(&sent(inquiry()), boss, |entry| matches!(entry.content, Content::CopySent { .. })),
    ]
}

fn digest(language: Language) -> Composed {
    compose(&of_digest(language, BUYER), Letter::Digest { parts: &parts() }).expect("composes")
}

#[test]
fn a_digest_looks_like_this() {
    let texts = Language::ALL.map(|language| {
        let mail = digest(language);
        format!("== {}\n{}\n\n{}", language.code(), mail.subject, mail.text.replace("\r\n", "\n"))
    });
    kept("digest.txt", &texts.join("\n"));
}

#[test]
fn a_digest_says_the_same_in_both_parts_and_that_no_person_wrote_it() {
    for language in Language::ALL {
        let mail = digest(language);
        let message = parsed(&mail);
        let html = message.body_html(0).expect("an HTML part");
        assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        let href = format!("href=\"{}\"", LINK.replace('&', "&amp;"));
        assert_eq!((mail.text.matches(LINK).count(), html.matches(&href).count()), (3, 3), "{html}");
        for said in ["It is 12,000 euros.", "Merci, et la livraison ?", "Garonne Machines", STOP] {
            assert!(mail.text.contains(said) && html.contains(said), "{said}: {}\n{html}", mail.text);
        }
        assert!(!mail.text.contains(['{', '}']) && !mail.subject.contains(['{', '}']), "{}", mail.text);
        // Nobody is asked to write above a line, because nobody reads it.
        assert!(!mail.text.contains("##-"), "{}", mail.text);
    }
}

/// V2, N5: what makes no mail of its own is in no digest either.
#[test]
fn a_digest_of_nothing_that_its_reader_may_see_is_none() {
    let house = part(&everything(inquiry()), Party::Manufacturer, |entry| entry.content == Content::Activity);
    assert!(!house.seen.entries.is_empty(), "something happened");
    for parts in [&[house][..], &[]] {
        let outcome = compose(&of_digest(Language::En, BUYER), Letter::Digest { parts });
        assert_eq!(outcome, Err(ComposeError::NotForThisRecipient));
    }
}

/// N1, N12.
#[test]
fn a_digest_to_others_has_neither_address_nor_phone_of_the_buyer() {
    let of_seller = part(&everything(inquiry()), seller(), is_message);
    let mail = compose(&of_digest(Language::En, "s1@s1.example"), Letter::Digest { parts: &[of_seller] });
    let whole = whole(&mail.expect("composes"));
    assert!(whole.contains("Merci, et la livraison ?"), "{whole}");
    assert!(!whole.contains("secret-buyer") && !whole.contains("00 11 22"), "{whole}");
}

#[test]
fn a_digest_of_very_much_is_a_small_mail_and_says_how_much_is_left_out() {
    let mut much = part(&everything(inquiry()), Party::Buyer, is_message);
    let one = much.seen.entries[0].clone();
    let content = Content::Message {
        text: "語\n<b>".repeat(5_000),
        audience: shared::negotiation::Audience::Lane,
        automatic: false,
    };
    much.seen.entries = vec![Entry { content, ..one }; 8];
    let parts = vec![much; 40];
    let mail = compose(&of_digest(Language::Ja, BUYER), Letter::Digest { parts: &parts }).expect("composes");
    assert!(mail.bytes.len() <= LARGEST_BYTES, "{} bytes", mail.bytes.len());
    assert!(mail.text.contains("ほか 3 件") && mail.text.contains("ほか 25 件"), "{}", mail.text);
    assert!(mail.subject.contains("40"), "{}", mail.subject);
}

/// RFC 8058: what nobody has to answer can be turned off in the mail program itself.
#[test]
fn mails_for_information_say_how_they_are_turned_off() {
    let copy = seen(&sent(inquiry()), Party::Address(email("boss@acme.example")));
    let letter = Letter::Copy { header: &copy.header };
    let told = |envelope: &Envelope| {
        let mail = compose(envelope, letter).expect("composes");
        let raw = parsed(&mail);
        let header = |name: &str| raw.header_raw(name).map(|value| value.trim().to_owned());
        let headers = (header("List-Unsubscribe"), header("List-Unsubscribe-Post"));
        (headers, mail.subscription, mail.text.contains("https://desk.example/mail-settings"))
    };
    let copies = Some(Subscription::Copies);
    let one_click = Some("List-Unsubscribe=One-Click".to_owned());
    assert_eq!(
        told(&choosing(Language::En, "boss@acme.example", copies, STOP)),
        ((Some(format!("<{STOP}>")), one_click), copies, true)
    );
    // Without TLS there is no promise of one click.
    let open = "http://127.0.0.1:8080/unsubscribe/9f3c";
    assert_eq!(
        told(&choosing(Language::En, "boss@acme.example", copies, open)),
        ((Some(format!("<{open}>")), None), copies, true)
    );
    // What somebody wrote to its reader is not turned off by a click.
    assert_eq!(told(&choosing(Language::En, "boss@acme.example", None, STOP)), ((None, None), None, true));
    assert_eq!(told(&envelope(Language::En, "boss@acme.example")), ((None, None), None, false));
}

#[test]
fn every_language_has_its_own_words_for_the_choice() {
    let last = |language| {
        let mail = digest(language);
        let lines: Vec<_> = mail.text.lines().rev().take(2).map(str::to_owned).collect();
        assert!(lines[0].ends_with(STOP) && lines[1].ends_with("/mail-settings"), "{lines:?}");
        lines
    };
    assert_eq!(Language::ALL.map(last).into_iter().collect::<BTreeSet<_>>().len(), 9);
}
