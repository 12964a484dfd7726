//! What every kind of mail looks like in every language, and what holds for all of them.

use super::kept::kept;
use fixtures::{Step, small};
use server::desk::Address;
use server::examples::{Examples, written};
use server::mail::{Composed, Kind};
use shared::language::Language;
use shared::negotiation::Command;
use shared::testing::NOON;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Without attachments a mail is no larger: programs cut it off behind that.
const LARGEST_BYTES: usize = 100_000;

fn address() -> Address {
    Address::new("https://desk.example")
}

async fn mails(language: Language) -> Vec<Composed> {
    let examples = Examples::default();
    examples.of(language, &address(), NOON).await.expect("the stories can be played").to_vec()
}

/// The text with every token made the same: it changes with what it seals.
fn without_tokens(text: &str) -> String {
    let mut parts = text.split("/link#");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str("/link#…");
        kept.push_str(part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c)));
    }
    kept
}

#[tokio::test]
async fn every_kind_of_mail_looks_like_this() {
    for language in Language::ALL {
        let mut all = String::new();
        for mail in mails(language).await {
            let Composed { kind, sender, subject, text, .. } = mail;
            let text = without_tokens(&text);
            writeln!(all, "======== {}\nFrom: {sender}\nSubject: {subject}\n\n{text}", kind.name())
                .expect("a String takes it");
        }
        kept(&format!("examples/{}.txt", language.code()), &all);
    }
}

#[tokio::test]
async fn every_kind_of_mail_is_made_like_this() {
    let mut all = String::new();
    for mail in mails(Language::En).await {
        writeln!(all, "======== {}\n{}", mail.kind.name(), outline(&without_tokens(&mail.html)))
            .expect("a String takes it");
    }
    kept("examples/outline.txt", &all);
}

/// The body's elements and texts, one a line; how they are painted is left out.
fn outline(html: &str) -> String {
    let (_, body) = html.split_once("<body").expect("it has a body");
    let pieces = body.split('<').skip(1).map(|piece| piece.split_once('>').unwrap_or((piece, "")));
    let mut lines = String::new();
    for (tag, text) in pieces.filter(|(tag, _)| !tag.starts_with("!--")) {
        let name = tag.split(' ').next().unwrap_or_default();
        if !name.starts_with('/') && name != "br" {
            let told = ["role=", "href=", "class=", "dir="].map(|named| attribute(tag, named));
            let told: String = told.into_iter().flatten().map(|told| format!(" {told}")).collect();
            writeln!(lines, "<{name}{told}>").expect("a String takes it");
        }
        let text = text.replace("&#847;&zwnj;&nbsp;", "");
        if !text.trim().is_empty() {
            writeln!(lines, "    {}", text.trim()).expect("a String takes it");
        }
    }
    lines
}

fn attribute<'t>(tag: &'t str, named: &str) -> Option<&'t str> {
    let begin = tag.find(&format!(" {named}"))? + 1;
    let end = begin + named.len() + 1 + tag[begin + named.len() + 1..].find('"')?;
    Some(&tag[begin..=end])
}

#[tokio::test]
async fn there_is_an_example_of_every_kind() {
    let kinds: Vec<Kind> = mails(Language::En).await.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, Kind::ALL);
}

/// What only some mails say: each is said in a test of its own.
const ELSEWHERE: [&str; 4] = ["code.validity.one", "cut", "offer.text.one", "unnamed"];

#[tokio::test]
async fn every_phrase_of_the_catalogue_is_in_some_example() {
    let phrases: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../../../words/mail/en.json")).expect("a catalogue");
    let all: String = mails(Language::En)
        .await
        .iter()
        .map(|mail| format!("{}\n{}\n{}\n", mail.sender, mail.subject, mail.text))
        .collect();
    let literal = |phrase: &str| -> Vec<String> {
        phrase.split(['{', '}']).step_by(2).map(str::to_owned).filter(|part| !part.is_empty()).collect()
    };
    // Prints have a catalogue with mails, and tests of their own.
    let of_mails = |key: &str| !ELSEWHERE.contains(&key) && !key.starts_with("printed.");
    for (key, phrase) in phrases.iter().filter(|(key, _)| of_mails(key)) {
        assert!(literal(phrase).iter().all(|part| all.contains(part)), "no example says `{key}`: {phrase}");
    }
    for key in ELSEWHERE {
        assert!(!literal(&phrases[key]).iter().all(|part| all.contains(part)), "an example says `{key}`");
    }
}

/// What can be read of an HTML part, white space made one.
fn readable(html: &str) -> String {
    let (_, body) = html.split_once("</style>").expect("it has a style");
    let texts = body.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let text: String = texts.map(|text| format!("{text} ")).collect();
    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn n12_the_html_part_says_all_that_the_text_part_says() {
    for language in Language::ALL {
        for mail in mails(language).await {
            let html = readable(&mail.html);
            let (text, footer) = mail.text.split_once("\n-- \n").expect("a footer");
            let without_links = |line: &str| match line.trim_start_matches("* ").split_once("https://") {
                Some((label, _)) => label.trim_end().trim_end_matches([':', '：', '\u{a0}']).to_owned(),
                None => line.trim_start_matches("* ").split_whitespace().collect::<Vec<_>>().join(" "),
            };
            for line in text.lines().chain(footer.lines()).map(without_links) {
                let said = html.contains(&line)
                    || line
                        .split_once(['：'])
                        .is_some_and(|(label, value)| html.contains(label) && html.contains(value));
                assert!(said, "{} in {}: `{line}` is not in {html}", mail.kind.name(), language.code());
            }
        }
    }
}

#[tokio::test]
async fn n12_every_mail_is_a_page_of_its_own_that_fetches_nothing() {
    for language in Language::ALL {
        for mail in mails(language).await {
            let (html, context) = (&mail.html, format!("{} in {}", mail.kind.name(), language.code()));
            let head = format!("<html lang=\"{}\" dir=\"ltr\">", language.code());
            let colours = "<meta name=\"color-scheme\" content=\"light dark\">";
            for part in [&head, "<title>", colours, "@media (prefers-color-scheme: dark)"] {
                assert!(html.contains(part), "{context}: {part} is missing");
            }
            for part in ["<img", "src=", "url(", "<script", "<link", "<form", "@import", "@font-face"] {
                assert!(!html.contains(part), "{context}: {part}");
            }
            assert_eq!(html.matches("<table").count(), html.matches("<table role=\"presentation\"").count());
            let links = html.split("href=\"").skip(1);
            for link in links {
                let path = link.strip_prefix("https://desk.example/").expect("a link of ours");
                let opens = ["link#", "unsubscribe/", "mail-settings\"", "requests\""];
                assert!(opens.iter().any(|page| path.starts_with(page)), "{context}: {link}");
            }
            let preview = html.split_once("mso-hide:all\">").expect("a preview").1;
            assert!(preview.starts_with(|c: char| c.is_alphanumeric()), "{context}: {preview}");
        }
    }
}

#[tokio::test]
async fn n12_no_example_tells_an_address_or_a_number() {
    for language in Language::ALL {
        for mail in mails(language).await {
            let said = format!("{}\n{}\n{}\n{}", mail.sender, mail.subject, mail.text, mail.html);
            let context = format!("{} in {}: {said}", mail.kind.name(), language.code());
            assert!(!said.contains("@buyer.example"), "{context}");
            assert!(!said.contains("5550147"), "{context}");
        }
    }
}

/// The story with every text as long as it may be.
fn long_winded(piece: &str) -> Vec<Step> {
    let long = |limit: usize| -> String { piece.chars().cycle().take(limit).collect() };
    let text = || format!("a{}", long(19_998));
    let mut story = small::every_mail(NOON);
    for step in &mut story {
        let Step::Negotiation(_, envelope) = step else { continue };
        match &mut envelope.command {
            Command::SendInquiry(sent) => sent.inquiry.text = text(),
            Command::SendMessage(message) => message.text = text(),
            Command::WriteOperatorMessage { text: said, .. } => *said = text(),
            Command::SendCounterOffer(counter) => counter.text = text(),
            Command::OpenIncident { reason, .. } => *reason = text(),
            Command::DisputeIncident { text: said, .. } => *said = text(),
            Command::ResolveIncident { text: said, .. } | Command::CloseIncident { text: said, .. } => {
                *said = Some(text());
            }
            Command::Forward { note, .. } => *note = Some(text()),
            Command::Decline { message, .. } => *message = Some(text()),
            Command::RefuseQuote { reason, .. } | Command::WithdrawInquiry { reason } => {
                *reason = Some(text());
            }
            _ => {}
        }
    }
    story
}

#[tokio::test]
async fn the_longest_texts_make_mails_of_at_most_100_kb() {
    for piece in ["&", "<\n", "ж=", "語"] {
        let mails = written(long_winded(piece), Language::Ru, address(), NOON).await;
        let mails = mails.expect("long texts are allowed");
        let longest = mails.iter().map(|mail| mail.bytes.len()).max().unwrap_or_default();
        assert!(longest > LARGEST_BYTES / 3, "the texts are long: {longest}");
        for mail in mails {
            let bytes = mail.bytes.len();
            assert!(bytes <= LARGEST_BYTES, "{} of {piece:?} has {bytes} bytes", mail.kind.name());
        }
    }
}

#[test]
fn every_language_is_set_in_its_own_type() {
    let typewriter = ['"', '\'', '`'];
    // Wrong in this language: before a sign, after a quotation mark, or the sign of another language.
    let wrong: &[(&str, &[&str])] = &[
        ("en", &[" :", "«", "„"]),
        ("fr", &[" :", " ;", " ?", " !", " »", "« ", "“"]),
        ("de", &["«", "”"]),
        ("es", &["“", " :"]),
        ("it", &["“", " :"]),
        ("pt", &["“", " :"]),
        ("ru", &["“", " :", " —"]),
        ("zh", &[": ", "? ", ", ", "«"]),
        ("ja", &[": ", "? ", ", ", "“"]),
    ];
    for (language, signs) in wrong {
        let path = format!("{}/../words/mail/{language}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the catalogue is there");
        let phrases: BTreeMap<String, String> = serde_json::from_str(&text).expect("a catalogue");
        for (key, phrase) in phrases {
            let odd = signs.iter().find(|sign| phrase.contains(**sign));
            assert!(odd.is_none() && !phrase.contains(typewriter), "{language} {key}: {phrase} ({odd:?})");
            assert!(!phrase.contains("  ") && phrase.trim() == phrase, "{language} {key}: {phrase}");
        }
    }
}
