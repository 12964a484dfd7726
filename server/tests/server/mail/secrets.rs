//! What must never be in a mail.

use super::cast::*;
use server::mail::{ComposeError, Letter};
use shared::language::Language;
use shared::negotiation::Party;
use shared::view::{Content, Phone};

#[test]
fn n12_the_buyers_address_is_in_no_mail_to_others() {
    let mut named_by_address = inquiry();
    named_by_address.buyer.name = format!("Anna <{BUYER}>");
    named_by_address.buyer.company = Some(BUYER.into());
    for inquiry in [inquiry(), named_by_address] {
        let story = everything(inquiry);
        for language in Language::ALL {
            for sample in samples(&story, language) {
                let tells = whole(&sample.mail).contains("secret-buyer");
                assert_eq!(tells, sample.to == BUYER, "{} in {}", sample.name, language.code());
            }
        }
    }
}

#[test]
fn n1_the_phone_number_is_in_no_mail_even_when_the_page_shows_it() {
    let story = everything(inquiry());
    assert_eq!(seen(&story, seller()).header.summary.phone, Phone::Shown(PHONE.into()));
    for sample in samples(&story, Language::En) {
        assert!(!whole(&sample.mail).contains("00 11 22"), "{}", sample.name);
    }
}

#[test]
fn v2_what_a_recipient_may_not_see_makes_no_mail() {
    let story = everything(inquiry());
    let house = seen(&story, Party::Manufacturer);
    let shadow = entry(&house, |entry| entry.content == Content::Activity);
    let header = &house.header;
    for letter in [
        Letter::Message { header, entry: shadow },
        Letter::Added { header, entry: shadow },
        Letter::Declined { header, entry: shadow },
        Letter::SenderCopy { header, entry: shadow },
    ] {
        assert_eq!(composed(letter), Err(ComposeError::NotForThisRecipient), "{letter:?}");
    }
}

#[test]
fn n6_a_senders_copy_is_of_ones_own_message() {
    let thread = seen(&everything(inquiry()), Party::Buyer);
    let theirs = entry(&thread, |entry| is_message(entry) && !entry.own);
    let letter = Letter::SenderCopy { header: &thread.header, entry: theirs };
    assert_eq!(composed(letter), Err(ComposeError::NotForThisRecipient));
}

#[test]
fn the_ids_of_the_outbox_are_not_sent() {
    for sample in samples(&everything(inquiry()), Language::En) {
        assert!(!whole(&sample.mail).contains("mail:n1"), "{}", sample.name);
    }
}
