//! Documents and quotes: what is refused, and each way that a quote can go (N2, N3, N7).

use super::cast::*;
use shared::ids::EntryId;
use shared::negotiation::{
    Actor, Audience, Command, CounterOffer, Document, Enclosure, Event, Lane, Negotiation, OrderAddress,
    Party, SendMessage, Terms,
};
use shared::testing::{NOON, Story};
use shared::time::{Millis, Timestamp};
use shared::view::{Content, QuoteAction, QuoteStatus, QuoteView, Status, Thread, project};
use shared::visibility::Viewer;

pub fn document() -> Document {
    let sha256 = "5a".repeat(32).try_into().expect("a digest");
    Document { name: "WORD-FILE.pdf".into(), bytes: 1_000, pages: 2, sha256 }
}

pub fn terms() -> Terms {
    Terms {
        amount: "12 345.60".into(),
        currency: "EUR".into(),
        valid_until: Some(NOON + Millis::days(30)),
        ..Terms::default()
    }
}

pub fn enclosing(terms: Option<Terms>) -> Command {
    let enclosure = Some(Enclosure { document: document(), terms });
    Command::SendMessage(SendMessage { text: "WORD-OFFER".into(), enclosure, ..SendMessage::default() })
}

pub fn address_of_order() -> OrderAddress {
    let lines = "1 Street\n69001 Lyon\nFrance".into();
    OrderAddress { name: "WORD-BILL".into(), company: None, lines, tax_number: None }
}

pub fn accept(quote: &EntryId) -> Command {
    Command::AcceptQuote { quote: quote.clone(), billing: address_of_order(), delivery: None }
}

/// The seller has sent a quote; the story and the quote.
pub fn quoted() -> (Story<Negotiation>, EntryId) {
    let story = sent().when(seller(), enclosing(Some(terms()))).accepted();
    let quote = newest(&story);
    (story, quote)
}

fn thread(story: &Story<Negotiation>, who: &Actor) -> Thread {
    project(story.state(), &Viewer::of(who.party.clone())).expect("a participant")
}

fn card(story: &Story<Negotiation>, who: &Actor, id: &EntryId) -> QuoteView {
    let entries = thread(story, who).entries;
    match entries.into_iter().find(|entry| entry.id == *id).map(|entry| entry.content) {
        Some(Content::Quote { quote, .. }) => *quote,
        other => panic!("no quote but {other:?}"),
    }
}

#[test]
fn n2_a_document_needs_no_words_and_counts_as_an_answer() {
    let enclosure = Some(Enclosure { document: document(), terms: None });
    let silent = Command::SendMessage(SendMessage { enclosure, ..SendMessage::default() });
    let story = sent().when(seller(), silent).accepted();
    assert_eq!(story.state().primary_lane.answered_at, Some(NOON), "S4");
    assert_eq!(thread(&story, &buyer()).header.unread, 1);
}

#[test]
fn n2_the_name_of_a_document_is_no_path() {
    for (given, kept) in [
        ("offer.pdf", "offer.pdf"),
        ("C:\\temp\\Offer 7.PDF", "Offer 7.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nb\".pdf", "ab.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("見積書.pdf", "見積書.pdf"),
    ] {
        assert_eq!(Document::tidy_name(given), kept, "{given:?}");
    }
}

#[test]
fn n7_a_quote_without_amount_or_with_a_past_date_is_refused() {
    let with = |change: fn(&mut Terms)| {
        let mut terms = terms();
        change(&mut terms);
        enclosing(Some(terms))
    };
    let at = |field| Some(field);
    let cases: [(Command, &str, &str); 9] = [
        (with(|terms| terms.amount = " ".into()), "amount_missing", "amount"),
        (with(|terms| terms.amount = "about 10".into()), "amount_invalid", "amount"),
        (with(|terms| terms.amount = "0.00".into()), "amount_not_positive", "amount"),
        (with(|terms| terms.amount = "1.234".into()), "amount_too_exact", "amount"),
        (with(|terms| terms.amount = "9".repeat(16)), "amount_too_large", "amount"),
        (with(|terms| terms.currency = "EURO".into()), "currency_unknown", "currency"),
        (with(|terms| terms.valid_until = None), "valid_until_missing", "valid_until"),
        (with(|terms| terms.valid_until = Some(NOON)), "valid_until_past", "valid_until"),
        (with(|terms| terms.valid_until = Some(Timestamp(i64::MAX))), "valid_until_far", "valid_until"),
    ];
    for (command, code, field) in cases {
        sent().when(seller(), command).refused(code, at(field));
    }
}

#[test]
fn v_only_the_selling_side_sends_quotes_and_only_to_the_buyer() {
    sent().when(buyer(), enclosing(Some(terms()))).refused("not_allowed", None);
    sent().when(actor(Party::Operator), enclosing(Some(terms()))).refused("not_allowed", None);
    let Command::SendMessage(message) = enclosing(Some(terms())) else { unreachable!("it is a message") };
    let aside = Command::SendMessage(SendMessage { audience: Audience::Operator, ..message });
    sent().when(seller(), aside).refused("not_allowed", None);
    sent().when(house(), enclosing(Some(terms()))).accepted();
    sent().when(buyer(), enclosing(None)).accepted();
}

#[test]
fn n3_a_quote_is_accepted_once_with_the_digest_of_its_file() {
    let (story, quote) = quoted();
    assert_eq!(thread(&story, &buyer()).header.status, Status::Quoted, "N14");
    let accepted = Event::QuoteAccepted {
        quote: quote.clone(),
        billing: Box::new(address_of_order()),
        delivery: None,
        sha256: document().sha256,
    };
    let story = story.when(buyer(), accept(&quote)).then([accepted]);
    let story = story.when(buyer(), accept(&quote)).refused("already_accepted", None);
    let refuse = Command::RefuseQuote { quote: quote.clone(), reason: None };
    let story = story.when(buyer(), refuse).refused("already_accepted", None);
    let withdraw = Command::WithdrawQuote { quote: quote.clone() };
    let story = story.when(seller(), withdraw).refused("already_accepted", None);
    assert_eq!(thread(&story, &seller()).header.status, Status::Won);
    assert_eq!(card(&story, &seller(), &quote).may, [QuoteAction::ConfirmPayment]);
    assert_eq!(card(&story, &buyer(), &quote).may, [QuoteAction::OpenIncident]);
    story.when(seller(), Command::DeclareSale).refused("already_sold", None);
}

#[test]
fn n3_accepting_needs_an_address_and_names_the_missing_part() {
    let (story, quote) = quoted();
    let bare = OrderAddress { name: " ".into(), ..address_of_order() };
    let command = Command::AcceptQuote { quote: quote.clone(), billing: bare, delivery: None };
    let story = story.when(buyer(), command).refused("billing_incomplete", Some("billing.name"));
    let empty = OrderAddress { lines: String::new(), ..address_of_order() };
    let command = Command::AcceptQuote { quote, billing: address_of_order(), delivery: Some(empty) };
    story.when(buyer(), command).refused("delivery_incomplete", Some("delivery.lines"));
}

#[test]
fn n3_only_the_buyer_accepts() {
    for who in [seller(), area_manager(), house(), boss(), actor(Party::Operator), actor(Party::System)] {
        let (story, quote) = quoted();
        story.when(who, accept(&quote)).refused("not_allowed", None);
    }
}

#[test]
fn n3_an_expired_quote_cannot_be_accepted_even_before_the_clock_has_said_so() {
    let (story, quote) = quoted();
    let expire = Command::ExpireQuote { quote: quote.clone() };
    let story = story.after(Millis::days(30)).when(actor(Party::System), expire.clone()).then([]);
    let story = story.after(Millis(1)).when(buyer(), accept(&quote)).refused("quote_expired", None);
    let expired = Event::QuoteExpired { quote: quote.clone() };
    let story = story.when(actor(Party::System), expire.clone()).then([expired]);
    let story = story.when(actor(Party::System), expire).then([]);
    let story = story.when(buyer(), accept(&quote)).refused("quote_expired", None);
    assert_eq!(card(&story, &buyer(), &quote).status, QuoteStatus::Expired);
    assert_eq!(thread(&story, &buyer()).header.status, Status::Answered);
}

#[test]
fn n3_to_the_last_moment_it_can_be_accepted() {
    let (story, quote) = quoted();
    story.after(Millis::days(30)).when(buyer(), accept(&quote)).accepted();
}

#[test]
fn n3_a_refusal_keeps_its_reason_and_loses_the_negotiation_until_somebody_writes() {
    let (story, quote) = quoted();
    let refuse = Command::RefuseQuote { quote: quote.clone(), reason: Some("Too dear".into()) };
    let story = story.when(buyer(), refuse).accepted();
    assert_eq!(card(&story, &seller(), &quote).reason.as_deref(), Some("Too dear"));
    assert_eq!(thread(&story, &seller()).header.status, Status::Lost);
    let story = story.when(buyer(), accept(&quote)).refused("quote_ended", None);
    let story = story.after(Millis(1)).when(seller(), message("What would you pay?")).accepted();
    assert_eq!(thread(&story, &seller()).header.status, Status::Answered);
}

/// V2: what is said in the one lane changes nothing for those who do not read it.
#[test]
fn v2_a_lost_negotiation_stays_lost_before_who_does_not_read_what_is_said() {
    let enclosure = Some(Enclosure { document: document(), terms: Some(terms()) });
    let offer = SendMessage { text: "WORD-OFFER".into(), enclosure, ..SendMessage::default() };
    let story = sent().when(area_manager(), Command::SendMessage(offer)).accepted();
    let quote = newest(&story);
    let refuse = Command::RefuseQuote { quote, reason: None };
    let story = story.when(buyer(), refuse).accepted();
    assert_eq!(thread(&story, &area_manager()).header.status, Status::Lost);
    let story = story.after(Millis(1)).when(seller(), message("Take mine.")).accepted();
    assert_eq!(thread(&story, &area_manager()).header.status, Status::Lost);
    assert_eq!(thread(&story, &buyer()).header.status, Status::Answered);
    let word = message_in(Lane::Manufacturer, "And now?");
    let story = story.after(Millis(1)).when(area_manager(), word).accepted();
    assert_eq!(thread(&story, &area_manager()).header.status, Status::Answered);
}

#[test]
fn n3_a_counter_offer_asks_for_another_amount_or_date_and_the_new_quote_takes_its_place() {
    let (story, quote) = quoted();
    let wish = |amount: Option<&str>, text: &str| {
        let amount = amount.map(str::to_owned);
        Command::SendCounterOffer(CounterOffer {
            quote: quote.clone(),
            amount,
            wanted_by: None,
            text: text.into(),
        })
    };
    let story = story.when(buyer(), wish(None, "less?")).refused("counter_offer_empty", Some("amount"));
    let story = story.when(buyer(), wish(Some("x"), "")).refused("amount_invalid", Some("amount"));
    let story = story.when(seller(), wish(Some("9"), "")).refused("not_allowed", None);
    let by = |wanted_by: Timestamp| {
        let (quote, wanted_by) = (quote.clone(), Some(wanted_by));
        Command::SendCounterOffer(CounterOffer { quote, amount: None, wanted_by, text: String::new() })
    };
    // A day is over once it is over everywhere.
    let behind = Millis::hours(12);
    let story = story.when(buyer(), by(NOON - behind)).refused("wanted_by_past", Some("wanted_by"));
    story.clone().when(buyer(), by(NOON - behind + Millis(1))).accepted();
    let story = story.when(buyer(), by(Timestamp(i64::MAX))).refused("wanted_by_far", Some("wanted_by"));
    let story = story.when(buyer(), wish(Some("11000"), "A little less?")).accepted();
    assert_eq!(story.state().primary_lane.waiting_since, Some(NOON), "it awaits an answer (S6)");
    let newer = Terms { supersedes: Some(quote.clone()), amount: "11000".into(), ..terms() };
    let story = story.when(seller(), enclosing(Some(newer.clone()))).accepted();
    let second = newest(&story);
    assert_eq!(card(&story, &buyer(), &quote).status, QuoteStatus::Superseded);
    let story = story.when(buyer(), accept(&quote)).refused("quote_ended", None);
    let story = story.when(seller(), enclosing(Some(newer))).refused("quote_ended", None);
    story.when(buyer(), accept(&second)).accepted();
}

#[test]
fn n3_opening_is_the_buyers_first_look() {
    let (story, quote) = quoted();
    let open = Command::OpenQuote { quote: quote.clone() };
    let story = story.when(seller(), open.clone()).then([]);
    let opened = Event::QuoteOpened { quote: quote.clone(), by: Party::Buyer };
    let story = story.when(buyer(), open.clone()).then([opened]);
    let story = story.when(buyer(), open).then([]);
    assert_eq!(card(&story, &seller(), &quote).opened_at, Some(NOON));
}

#[test]
fn n3_money_is_confirmed_once() {
    let (story, quote) = quoted();
    let confirm = || Command::ConfirmPayment { quote: quote.clone(), reference: Some("Transfer 7".into()) };
    let story = story.when(seller(), confirm()).refused("not_an_order", None);
    let story = story.when(buyer(), accept(&quote)).accepted();
    let story = story.when(buyer(), confirm()).refused("not_allowed", None);
    let story = story.when(seller(), confirm()).accepted();
    let story = story.when(seller(), confirm()).refused("already_paid", None);
    let story = story.when(actor(Party::System), confirm()).then([]);
    let order = card(&story, &buyer(), &quote).order.expect("an order");
    assert_eq!(order.paid_at, Some(NOON));
}

#[test]
fn v_a_quote_of_one_lane_is_hidden_from_the_other() {
    let (story, quote) = quoted();
    let story = story.when(buyer(), accept(&quote)).accepted();
    for (who, reads) in [
        (buyer(), true),
        (seller(), true),
        (actor(Party::Operator), true),
        (house(), false),
        (area_manager(), false),
        (boss(), false),
    ] {
        let thread = thread(&story, &who);
        let text = serde_json::to_string(&thread).expect("plain data");
        for word in ["WORD-OFFER", "WORD-FILE", "12345.60", "WORD-BILL", document().sha256.as_str()] {
            assert_eq!(text.contains(word), reads, "{word} for {}: {text}", who.party);
        }
        assert_eq!(thread.header.status, Status::Won, "that a sale was concluded: {}", who.party);
        let may_open = Command::OpenQuote { quote: quote.clone() };
        if !reads {
            story.clone().when(who, may_open).refused("unknown_quote", None);
        }
    }
}

#[test]
fn a_withdrawn_inquiry_is_closed_and_an_order_stands() {
    let withdraw = || Command::WithdrawInquiry { reason: Some("Found one".into()) };
    sent().when(seller(), withdraw()).refused("not_allowed", None);
    let story = sent().when(buyer(), withdraw()).accepted();
    assert_eq!(thread(&story, &seller()).header.status, Status::Withdrawn);
    assert_eq!(story.state().primary_lane.waiting_since, None);
    story.when(seller(), message("Hello?")).refused("negotiation_closed", None);
    let (story, quote) = quoted();
    let story = story.when(buyer(), accept(&quote)).accepted();
    story.when(buyer(), withdraw()).refused("order_stands", None);
}
