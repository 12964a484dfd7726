//! Each kind in each language, and what each one says.

use super::cast::*;
use server::mail::{Composed, Letter};
use shared::language::Language;
use shared::negotiation::Party;
use shared::routing::Reason;
use shared::view::Content;
use std::collections::BTreeSet;

fn text(mail: &Composed) -> String {
    parsed(mail).body_text(0).expect("a text part").replace("\r\n", "\n")
}

#[test]
fn n12_every_kind_in_every_language_is_a_whole_mail() {
    let story = everything(inquiry());
    for language in Language::ALL {
        for sample in samples(&story, language) {
            let context = format!("{} in {}", sample.name, language.code());
            let message = parsed(&sample.mail);
            assert_eq!(message.subject(), Some(sample.mail.subject.as_str()), "{context}");
            assert!(!sample.mail.subject.trim().is_empty(), "{context}");
            let to = message.to().and_then(|to| to.first()).and_then(|to| to.address());
            assert_eq!(to, Some(sample.to), "{context}");
            assert_eq!(message.date().map(|date| date.to_timestamp()), Some(1_782_820_800), "{context}");
            assert_eq!((message.text_body_count(), message.html_body_count()), (1, 1), "{context}");
            let (text, html) = (text(&sample.mail), message.body_html(0).expect("an HTML part"));
            // A code is typed where it was asked for.
            let is_linked = sample.name != "sign-in code";
            assert_eq!(text.contains(LINK), is_linked, "{context}: {text}");
            let link = "href=\"https://desk.example/link#t0ken.s1gned&amp;more\"";
            assert_eq!(html.contains(link), is_linked, "{context}");
            assert!(html.contains(&format!("<html lang=\"{}\"", language.code())), "{context}");
            let body = html.split_once("</style>").expect("it has a style").1;
            for part in [&sample.mail.subject, &text, body] {
                assert!(!part.contains(['{', '}']), "{context}: a placeholder is left in {part}");
            }
        }
    }
}

#[test]
fn every_language_says_it_in_its_own_words() {
    let story = everything(inquiry());
    let in_every = Language::ALL.map(|language| samples(&story, language));
    for kind in 0..in_every[0].len() {
        let texts: BTreeSet<_> = in_every.iter().map(|samples| text(&samples[kind].mail)).collect();
        assert_eq!(texts.len(), 9, "{}: {texts:?}", in_every[0][kind].name);
    }
}

#[test]
fn n12_a_message_mail_has_the_new_message_and_no_history() {
    let story = everything(inquiry());
    for sample in samples(&story, Language::En) {
        let text = text(&sample.mail);
        let tells = |what| text.contains(what);
        let expected = match sample.name {
            "message to the buyer" | "sender's copy" => (true, false, false),
            "message" => (false, true, false),
            "inquiry" | "copy" | "receipt" | "added" => (false, false, true),
            _ => (false, false, false),
        };
        let found = (tells("12,000 euros"), tells("Merci, et la livraison ?"), tells("how much is it"));
        assert_eq!(found, expected, "{}", sample.name);
    }
}

#[test]
fn r12_the_buyer_is_told_who_received_it_and_why() {
    let mut thread = seen(&sent(inquiry()), Party::Buyer);
    let mut told = |reason| {
        thread.header.receipt.reason = reason;
        let mail = composed(Letter::Receipt { header: &thread.header }).expect("composes");
        text(&mail)
    };
    let plain = told(Reason::Chosen);
    assert!(plain.contains("Garonne Machines has received your inquiry"), "{plain}");
    assert_eq!(told(Reason::Default), plain);
    let rerouted = [
        Reason::Unavailable,
        Reason::OutOfRange,
        Reason::OutOfRadius,
        Reason::OutOfCountry,
        Reason::NoSeller,
        Reason::NoLocation,
    ];
    let texts: BTreeSet<_> = rerouted.map(&mut told).into_iter().collect();
    assert_eq!(texts.len(), rerouted.len());
    assert!(texts.iter().all(|text| text.contains("so your inquiry went to Garonne Machines.")), "{texts:?}");
}

#[test]
fn n4_a_new_co_recipient_reads_who_added_it_the_note_and_the_inquiry() {
    let story = everything(inquiry());
    let samples = samples(&story, Language::En);
    let added = samples.iter().find(|sample| sample.name == "added").expect("one of the kinds");
    assert_eq!(added.mail.subject, "Garonne Machines has forwarded an inquiry to you: Palletiser P-300");
    let text = text(&added.mail);
    for part in ["Note from Garonne Machines:", "Can you take this?", "Lyon (FR)", "Writes in: Deutsch"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn n5_the_buyer_reads_the_message_of_a_decline_and_never_the_reason() {
    let story = everything(inquiry());
    // Even from a view that knows the reason.
    let operator = seen(&story, Party::Operator);
    let decline = entry(&operator, |entry| matches!(entry.content, Content::Declined { .. }));
    assert!(matches!(&decline.content, Content::Declined { detail: Some(_), .. }));
    let mail = composed(Letter::Declined { header: &operator.header, entry: decline }).expect("composes");
    let whole = whole(&mail);
    assert!(whole.contains("We are sorry, we are booked out."), "{whole}");
    assert!(!whole.contains("hoax") && !whole.to_lowercase().contains("serious"), "{whole}");
}
