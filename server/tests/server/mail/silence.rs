//! R18: the mails about an offer after silence, each from its own reader's view.

use super::cast::*;
use server::mail::{Composed, Letter, compose};
use shared::language::Language;
use shared::negotiation::{Command, Negotiation, Party};
use shared::testing::Story;
use shared::view::{Content, Entry};
use std::collections::BTreeSet;

/// The five mails, with what each must tell and must not.
fn mails(language: Language) -> [Composed; 5] {
    let refused = offered().when(actor_of(seller()), Command::AcknowledgeInquiry).accepted();
    let is_offer = |entry: &Entry| matches!(entry.content, Content::InquiryOffered { .. });
    let is_end = |entry: &Entry| matches!(entry.content, Content::OfferEnded { .. });
    let is_rerouted = |entry: &Entry| matches!(entry.content, Content::Rerouted { .. });
    let to_next = seen(&offered(), next());
    [
        compose(&envelope(language, "s2@s2.example"), Letter::Offer { header: &to_next.header })
            .expect("composes"),
        news(&offered(), seller(), is_offer, language),
        news(&refused, next(), is_end, language),
        news(&taken(), seller(), is_rerouted, language),
        news(&taken(), Party::Buyer, is_rerouted, language),
    ]
}

fn news(
    story: &Story<Negotiation>,
    to: Party,
    wanted: impl Fn(&Entry) -> bool,
    language: Language,
) -> Composed {
    let thread = seen(story, to);
    let letter = Letter::News { header: &thread.header, entry: entry(&thread, wanted) };
    compose(&envelope(language, "reader@x.example"), letter).expect("composes")
}

#[test]
fn r18_each_is_a_whole_mail_in_its_own_words_and_names_no_rival() {
    for number in 0..5 {
        let mut subjects = BTreeSet::new();
        for language in Language::ALL {
            let mail = mails(language).into_iter().nth(number).expect("one of five");
            let whole = whole(&mail);
            assert!(!mail.text.contains(['{', '}']) && !mail.subject.contains(['{', '}']), "{}", mail.text);
            assert!(whole.contains("Auto-Submitted") && mail.text.contains(LINK), "{whole}");
            assert!(!whole.contains("secret-buyer") && !whole.contains("00 11 22"), "{whole}");
            assert!(!whole.contains("Garonne"), "{whole}");
            assert_eq!(whole.contains("Loire"), number == 4, "only the buyer learns who has it: {whole}");
            subjects.insert(mail.subject);
        }
        assert_eq!(subjects.len(), Language::ALL.len());
    }
}

#[test]
fn r18_the_offer_tells_the_inquiry_and_how_long_nobody_answered() {
    let [offer, ..] = mails(Language::En);
    assert_eq!(offer.subject, "Take this inquiry? Anna Müller: Palletiser P-300");
    for part in ["48 h", "how much is it", "Lyon (FR)"] {
        assert!(offer.text.contains(part), "{part} is missing in {}", offer.text);
    }
    // Once it has gone, there is nothing to offer.
    let late = seen(&taken(), next());
    assert!(composed(Letter::Offer { header: &late.header }).is_err());
}
