//! Payment of an order (N3): the account that the buyer accepted, the reference of a transfer, and what may be paid
//! online, by whom.

use super::cast::*;
use super::quotes::{accept, enclosing, terms};
use shared::ids::EntryId;
use shared::negotiation::{
    AccountFault, Actor, BankAccount, Command, Negotiation, Party, Refusal, Terms, payable_online,
    payment_reference, written_reference,
};
use shared::testing::Story;
use shared::text::TextFault;
use shared::view::{Content, QuoteAction, QuoteView, project};
use shared::visibility::Viewer;
use std::collections::BTreeSet;

fn account(number: &str) -> BankAccount {
    BankAccount { holder: " WORD-HOLDER ".into(), number: number.into(), bic: None, bank: None }
}

fn ordered(terms: Terms) -> (Story<Negotiation>, EntryId) {
    let story = sent().when(seller(), enclosing(Some(terms))).accepted();
    let quote = newest(&story);
    (story.when(buyer(), accept(&quote)).accepted(), quote)
}

fn card(story: &Story<Negotiation>, who: &Actor, id: &EntryId) -> QuoteView {
    let thread = project(story.state(), &Viewer::of(who.party.clone())).expect("a participant");
    match thread.entries.into_iter().find(|entry| entry.id == *id).map(|entry| entry.content) {
        Some(Content::Quote { quote, .. }) => *quote,
        other => panic!("no quote but {other:?}"),
    }
}

#[test]
fn n7_an_account_is_understood_or_refused_with_its_field() {
    for (typed, kept) in [
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        ("NO93 8601 1117 947", "NO9386011117947"),
        ("  021000021 / 1234-56 ", "021000021 / 1234-56"),
    ] {
        assert_eq!(account(typed).checked().expect(typed).number, kept);
    }
    let whole = BankAccount { bic: Some(" cobadeff 001".into()), bank: Some(" ".into()), ..account("1") };
    let kept = whole.checked().expect("a whole account");
    assert_eq!(
        (kept.holder.as_str(), kept.bic.as_deref(), kept.bank),
        ("WORD-HOLDER", Some("COBADEFF001"), None)
    );
    for (number, fault) in [
        ("", AccountFault::NumberMissing),
        ("DE89 3704 0044 0532 0130 01", AccountFault::IbanWrong),
        ("DE98 3704 0044 0532 0130 00", AccountFault::IbanWrong),
        ("DE89 3704 0044 0532 0130", AccountFault::IbanWrong),
        ("FR89370400440532013000", AccountFault::IbanWrong),
        ("my account", AccountFault::NumberInvalid),
        ("12\u{202e}34", AccountFault::NumberInvalid),
        ("1234567890123456789012345678901234567", AccountFault::NumberInvalid),
    ] {
        assert_eq!(account(number).checked(), Err(fault), "{number}");
        assert_eq!(fault.field(), "account.number");
    }
    for bic in ["COBADEF", "COBA1EFF", "COBADEFFX", "C@BADEFF"] {
        let wrong = BankAccount { bic: Some(bic.into()), ..account("1") };
        assert_eq!(wrong.checked(), Err(AccountFault::BicInvalid), "{bic}");
    }
    let nobody = BankAccount { holder: " ".into(), ..account("1") };
    assert_eq!(nobody.checked(), Err(AccountFault::Holder(TextFault::Missing)));
    let wrong = Terms { account: Some(account("DE89370400440532013001")), ..terms() };
    sent().when(seller(), enclosing(Some(wrong))).refused("iban_wrong", Some("account.number"));
}

#[test]
fn an_empty_account_is_none() {
    let (story, quote) = ordered(Terms { account: Some(BankAccount::default()), ..terms() });
    assert_eq!(card(&story, &buyer(), &quote).account, None);
}

/// What was accepted is what stands in the fact; a quote of another account is another quote.
#[test]
fn n3_buyer_and_seller_see_the_account_that_was_accepted_and_others_do_not() {
    let terms = Terms { account: Some(account("DE89 3704 0044 0532 0130 00")), ..terms() };
    let (story, quote) = ordered(terms);
    for who in [buyer(), seller(), actor(Party::Operator)] {
        let card = card(&story, &who, &quote);
        assert_eq!(card.account.expect("an account").written_number(), "DE89 3704 0044 0532 0130 00");
        let reference = card.order.expect("an order").reference;
        let negotiation = &story.state().inquiry.as_ref().expect("it was sent").negotiation;
        assert_eq!(reference, payment_reference(negotiation, &quote));
    }
    for who in [house(), area_manager(), boss()] {
        let thread = project(story.state(), &Viewer::of(who.party.clone())).expect("a participant");
        let text = serde_json::to_string(&thread).expect("plain data");
        assert!(!text.contains("WORD-HOLDER") && !text.contains("DE8937"), "{}", who.party);
    }
}

/// ISO 11649 by its own book: `RF00` moved behind, letters as numbers, and the remainder of 97 is 1.
#[test]
fn the_reference_of_a_transfer_has_right_check_digits_and_is_its_own() {
    let mut random = fastrand::Rng::with_seed(11649);
    let mut seen = BTreeSet::new();
    for _ in 0..2_000 {
        let id = |random: &mut fastrand::Rng| format!("{:x}", random.u128(..));
        let (negotiation, quote) = (id(&mut random).into(), EntryId(format!("{}.0", id(&mut random))));
        let reference = payment_reference(&negotiation, &quote);
        assert_eq!(reference, payment_reference(&negotiation, &quote));
        assert!((5..=25).contains(&reference.len()) && reference.is_ascii(), "{reference}");
        let (front, body) = reference.split_at(4);
        let digit = |c: char| c.to_digit(36).expect("letters and digits").to_string();
        let number: String = format!("{body}{front}").chars().map(digit).collect();
        let rest = number.bytes().fold(0, |rest: u32, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
        assert_eq!(rest, 1, "{reference}");
        assert!(seen.insert(reference), "each order has its own");
    }
    assert_eq!(written_reference("RF18539007547034"), "RF18 5390 0754 7034");
}

#[test]
fn v_the_buyer_pays_online_what_was_offered_so_and_only_once() {
    let story = sent().when(seller(), enclosing(Some(Terms { payable_online: true, ..terms() }))).accepted();
    let quote = newest(&story);
    let pays = |story: &Story<Negotiation>, who: Actor| {
        payable_online(story.state(), &Viewer::of(who.party), &quote)
    };
    assert_eq!(pays(&story, buyer()), Err(Refusal::NotAnOrder));
    let story = story.when(buyer(), accept(&quote)).accepted();
    assert_eq!(pays(&story, buyer()).map(|price| price.to_string()), Ok("12345.60 EUR".to_owned()));
    for who in [seller(), house(), area_manager(), boss(), actor(Party::Operator)] {
        assert_eq!(pays(&story, who), Err(Refusal::NotAllowed));
    }
    assert!(card(&story, &buyer(), &quote).may.contains(&QuoteAction::PayOnline));
    assert!(!card(&story, &seller(), &quote).may.contains(&QuoteAction::PayOnline));
    let paid = Command::ConfirmPayment { quote: quote.clone(), reference: None };
    let story = story.when(actor(Party::System), paid).accepted();
    assert_eq!(pays(&story, buyer()), Err(Refusal::AlreadyPaid));
    assert!(!card(&story, &buyer(), &quote).may.contains(&QuoteAction::PayOnline));
    let (story, quote) = ordered(terms());
    let viewer = Viewer::of(Party::Buyer);
    assert_eq!(payable_online(story.state(), &viewer, &quote), Err(Refusal::NotPayableOnline));
    assert_eq!(payable_online(story.state(), &viewer, &"none".into()), Err(Refusal::UnknownQuote));
}
