//! The stored form of every fact. A fact once written must stay readable: change a line here only by
//! adding to what old files may lack.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

#[path = "negotiation/cast.rs"]
#[allow(dead_code)]
mod cast;

use cast::{email, inquiry, network};
use shared::ids::EntryId;
use shared::money::{Currency, Money};
use shared::negotiation::{
    Audience, BankAccount, DeclineReason, Document, Event, Feedback, Forwarded, IncidentWord, Lane,
    MessageSent, Named, Offer, OfferEnd, OperatorMessage, OperatorSide, OrderAddress, Party, RerouteReason,
    Sha256, addressed,
};
use shared::routing::{Inputs, route};
use shared::time::Timestamp;

fn seller() -> Party {
    Party::Seller("s1".into())
}

fn paul() -> Named {
    Named { party: Party::Address(email("paul@x.example")), name: "paul@x.example".into() }
}

#[track_caller]
fn stored(event: &Event, text: &str) {
    assert_eq!(serde_json::to_string(event).expect("plain data"), text);
    assert_eq!(serde_json::from_str::<Event>(text).expect("readable"), *event);
}

#[test]
fn inquiry_sent() {
    stored(
        &Event::InquirySent(Box::new(inquiry("How much?"))),
        r#"{"kind":"inquiry_sent","negotiation":"n1","marketplace":"industry","stand":"st1","manufacturer":"acme","manufacturer_name":"Acme","product":null,"pick":null,"text":"How much?","buyer":{"name":"Anna Weber","company":"Weber Bau","email":"anna@secret-buyer.example","phone":"+33 4 00 11 22","language":"de"},"place":{"country":"FR","town":null,"postcode":null,"point":null}}"#,
    );
}

#[test]
fn routed() {
    let decision = route(&network(), &inquiry("How much?").routing());
    let (primary, _) = addressed(&network(), "Acme", &decision);
    stored(
        &Event::Routed { decision: Box::new(decision), primary, inputs: None, offer_after_hours: None },
        r#"{"kind":"routed","decision":{"shown":[{"id":"s1","tier":2,"distance_m":null}],"fallback":null,"recipient":{"kind":"seller","id":"s1"},"reason":"default","copies":["am@acme.example","boss@acme.example"],"excluded":[]},"primary":{"party":"seller:s1","name":"Garonne Machines"}}"#,
    );
}

#[test]
fn routed_with_what_it_was_decided_on() {
    let asked = inquiry("How much?").routing();
    let decision = route(&network(), &asked);
    let (primary, _) = addressed(&network(), "Acme", &decision);
    let inputs = Some(Box::new(Inputs { network: network(), inquiry: asked }));
    let event = Event::Routed { decision: Box::new(decision), primary, inputs, offer_after_hours: None };
    let text = serde_json::to_string(&event).expect("it can be written");
    assert!(text.contains(r#""inputs":{"network":{"manufacturer":"acme","#), "{text}");
    assert_eq!(serde_json::from_str::<Event>(&text).expect("it can be read"), event);
}

#[test]
fn copy_sent() {
    stored(
        &Event::CopySent { to: paul() },
        r#"{"kind":"copy_sent","to":{"party":"address:paul@x.example","name":"paul@x.example"}}"#,
    );
}

#[test]
fn opened_phone_and_reads() {
    stored(&Event::InquiryOpened { by: seller() }, r#"{"kind":"inquiry_opened","by":"seller:s1"}"#);
    stored(
        &Event::PhoneShown { by: seller(), lane: Some(Lane::Primary) },
        r#"{"kind":"phone_shown","by":"seller:s1","lane":"primary"}"#,
    );
    stored(
        &Event::MessageRead { message: EntryId::from("c1.0"), by: Party::Buyer },
        r#"{"kind":"message_read","message":"c1.0","by":"buyer"}"#,
    );
}

#[test]
fn message_sent() {
    let message = MessageSent {
        from: seller(),
        sender: Some(email("s1@x.example")),
        lane: Lane::Primary,
        audience: Audience::LaneAndOperator,
        text: "12 000 €".into(),
        automatic: false,
        came: None,
    };
    let came = Timestamp(1_000);
    stored(
        &Event::MessageSent(MessageSent { came: Some(came), ..message.clone() }),
        r#"{"kind":"message_sent","from":"seller:s1","sender":"s1@x.example","lane":"primary","audience":"lane_and_operator","text":"12 000 €","automatic":false,"came":1000}"#,
    );
    stored(
        &Event::MessageSent(message),
        r#"{"kind":"message_sent","from":"seller:s1","sender":"s1@x.example","lane":"primary","audience":"lane_and_operator","text":"12 000 €","automatic":false}"#,
    );
}

#[test]
fn people() {
    let by = Party::AreaManager("am1".into());
    stored(
        &Event::Forwarded(Forwarded {
            by: by.clone(),
            lane: Lane::Manufacturer,
            to: paul(),
            note: Some("yours".into()),
        }),
        r#"{"kind":"forwarded","by":"area_manager:am1","lane":"manufacturer","to":{"party":"address:paul@x.example","name":"paul@x.example"},"note":"yours"}"#,
    );
    stored(
        &Event::CcAdded { by, lane: Lane::Primary, to: paul() },
        r#"{"kind":"cc_added","by":"area_manager:am1","lane":"primary","to":{"party":"address:paul@x.example","name":"paul@x.example"}}"#,
    );
    stored(
        &Event::InternalNoteAdded { by: Party::Worldwide, text: "careful".into() },
        r#"{"kind":"internal_note_added","by":"worldwide","text":"careful"}"#,
    );
}

#[test]
fn declines() {
    let (reason, detail) = (DeclineReason::NotOurProduct, Some("too big".to_owned()));
    stored(
        &Event::Declined { by: seller(), lane: Lane::Primary, reason, detail: detail.clone(), message: None },
        r#"{"kind":"declined","by":"seller:s1","lane":"primary","reason":"not_our_product","detail":"too big","message":null}"#,
    );
    stored(
        &Event::CopyDeclined { by: Party::Manufacturer, reason, detail, message: Some("Sorry".into()) },
        r#"{"kind":"copy_declined","by":"manufacturer","reason":"not_our_product","detail":"too big","message":"Sorry"}"#,
    );
}

#[test]
fn marks_sale_and_feedback() {
    stored(
        &Event::NoReplyNeededMarked { by: Party::Operator, lane: Lane::Primary },
        r#"{"kind":"no_reply_needed_marked","by":"operator","lane":"primary"}"#,
    );
    stored(&Event::SaleDeclared { by: seller() }, r#"{"kind":"sale_declared","by":"seller:s1"}"#);
    stored(&Event::FeedbackAsked, r#"{"kind":"feedback_asked"}"#);
    stored(
        &Event::FeedbackLeft(Feedback { stars: 4, reason: Some("quick".into()), comment: None }),
        r#"{"kind":"feedback_left","stars":4,"reason":"quick","comment":null}"#,
    );
    stored(&Event::MarkedSpam { by: seller() }, r#"{"kind":"marked_spam","by":"seller:s1"}"#);
}

fn said(text: &str) -> MessageSent {
    let (lane, audience) = (Lane::Primary, Audience::Lane);
    let (from, sender, text) = (seller(), None, text.into());
    MessageSent { from, sender, lane, audience, text, automatic: false, came: None }
}

fn document() -> Document {
    Document { name: "o.pdf".into(), bytes: 9, pages: 1, sha256: digest() }
}

fn digest() -> Sha256 {
    "ab".repeat(32).try_into().expect("a digest")
}

const SAID: &str =
    r#"{"from":"seller:s1","sender":null,"lane":"primary","audience":"lane","text":"","automatic":false}"#;
const DOCUMENT: &str = r#"{"name":"o.pdf","bytes":9,"pages":1,"sha256":"abababababababababababababababababababababababababababababababab"}"#;

#[test]
fn documents_and_quotes() {
    let euros = Currency::parse("EUR").expect("a currency");
    let price = Money::parse("12.50", euros).expect("an amount");
    let (message, document) = (said(""), Box::new(document()));
    stored(
        &Event::DocumentSent { message: message.clone(), document: document.clone() },
        &format!(r#"{{"kind":"document_sent","message":{SAID},"document":{DOCUMENT}}}"#),
    );
    let offer = Offer {
        price,
        valid_until: Timestamp(7),
        payable_online: true,
        supersedes: Some("q0.0".into()),
        account: None,
    };
    stored(
        &Event::QuoteSent { message: message.clone(), document: document.clone(), offer: Box::new(offer) },
        &format!(
            r#"{{"kind":"quote_sent","message":{SAID},"document":{DOCUMENT},"offer":{{"price":{{"amount":"12.50","currency":"EUR"}},"valid_until":7,"payable_online":true,"supersedes":"q0.0"}}}}"#
        ),
    );
    let account = BankAccount { holder: "Garonne".into(), number: "DE1".into(), bic: None, bank: None };
    let offer = Offer {
        price,
        valid_until: Timestamp(7),
        payable_online: false,
        supersedes: None,
        account: Some(account),
    };
    stored(
        &Event::QuoteSent { message: message.clone(), document, offer: Box::new(offer) },
        &format!(
            r#"{{"kind":"quote_sent","message":{SAID},"document":{DOCUMENT},"offer":{{"price":{{"amount":"12.50","currency":"EUR"}},"valid_until":7,"payable_online":false,"supersedes":null,"account":{{"holder":"Garonne","number":"DE1"}}}}}}"#
        ),
    );
    let (quote, amount, wanted_by) = (EntryId::from("q.0"), Some(price), None);
    stored(
        &Event::CounterOfferSent { message, quote, amount, wanted_by },
        &format!(
            r#"{{"kind":"counter_offer_sent","message":{SAID},"quote":"q.0","amount":{{"amount":"12.50","currency":"EUR"}},"wanted_by":null}}"#
        ),
    );
}

#[test]
fn what_becomes_of_a_quote() {
    let quote = EntryId::from("q.0");
    stored(
        &Event::QuoteOpened { quote: quote.clone(), by: Party::Buyer },
        r#"{"kind":"quote_opened","quote":"q.0","by":"buyer"}"#,
    );
    let billing =
        OrderAddress { name: "Anna".into(), company: None, lines: "1 Street".into(), tax_number: None };
    stored(
        &Event::QuoteAccepted {
            quote: quote.clone(),
            billing: Box::new(billing),
            delivery: None,
            sha256: digest(),
        },
        r#"{"kind":"quote_accepted","quote":"q.0","billing":{"name":"Anna","company":null,"lines":"1 Street","tax_number":null},"delivery":null,"sha256":"abababababababababababababababababababababababababababababababab"}"#,
    );
    stored(
        &Event::QuoteRefused { quote: quote.clone(), reason: Some("dear".into()) },
        r#"{"kind":"quote_refused","quote":"q.0","reason":"dear"}"#,
    );
    stored(
        &Event::QuoteWithdrawn { quote: quote.clone(), by: seller() },
        r#"{"kind":"quote_withdrawn","quote":"q.0","by":"seller:s1"}"#,
    );
    stored(&Event::QuoteExpired { quote: quote.clone() }, r#"{"kind":"quote_expired","quote":"q.0"}"#);
    stored(
        &Event::PaymentReceived { quote, by: seller(), reference: None },
        r#"{"kind":"payment_received","quote":"q.0","by":"seller:s1","reference":null}"#,
    );
}

#[test]
fn withdrawal_incidents_and_reminders() {
    stored(&Event::InquiryWithdrawn { reason: None }, r#"{"kind":"inquiry_withdrawn","reason":null}"#);
    stored(
        &Event::IncidentOpened { order: "q.0".into(), by: Party::Buyer, reason: "broken".into() },
        r#"{"kind":"incident_opened","order":"q.0","by":"buyer","reason":"broken"}"#,
    );
    let word = IncidentWord { incident: "i.0".into(), by: seller(), text: Some("sent anew".into()) };
    let written = r#""incident":"i.0","by":"seller:s1","text":"sent anew"}"#;
    for (event, kind) in [
        (Event::IncidentResolved(word.clone()), "incident_resolved"),
        (Event::IncidentDisputed(word.clone()), "incident_disputed"),
        (Event::IncidentClosed(word), "incident_closed"),
    ] {
        stored(&event, &format!(r#"{{"kind":"{kind}",{written}"#));
    }
    stored(
        &Event::IncidentAutoClosed { incident: "i.0".into() },
        r#"{"kind":"incident_auto_closed","incident":"i.0"}"#,
    );
    stored(&Event::ReminderSent { turn: Timestamp(7) }, r#"{"kind":"reminder_sent","turn":7}"#);
    stored(&Event::AnswerOverdue { turn: Timestamp(7) }, r#"{"kind":"answer_overdue","turn":7}"#);
    stored(
        &Event::AutomaticMessageReceived {
            from: Party::Buyer,
            lane: Lane::Primary,
            text: "I am away.".into(),
        },
        r#"{"kind":"automatic_message_received","from":"buyer","lane":"primary","text":"I am away."}"#,
    );
    stored(
        &Event::DeliveryFailed { to: Party::Buyer, permanent: true },
        r#"{"kind":"delivery_failed","to":"buyer","permanent":true}"#,
    );
}

#[test]
fn silence() {
    let mut without = network();
    without.sellers.clear();
    without.area_managers.clear();
    let decision = route(&without, &inquiry("How much?").routing());
    let (primary, _) = addressed(&without, "Acme", &decision);
    stored(
        &Event::Routed { decision: Box::new(decision), primary, inputs: None, offer_after_hours: Some(48) },
        r#"{"kind":"routed","decision":{"shown":[],"fallback":{"kind":"worldwide"},"recipient":{"kind":"worldwide"},"reason":"no_seller","copies":["boss@acme.example"],"excluded":[]},"primary":{"party":"worldwide","name":"Acme"},"offer_after_hours":48}"#,
    );
    let to = Named { party: Party::Seller("s2".into()), name: "Loire Machines".into() };
    let named = r#"{"party":"seller:s2","name":"Loire Machines"}"#;
    stored(
        &Event::InquiryOffered { to: to.clone(), after_hours: 48 },
        &format!(r#"{{"kind":"inquiry_offered","to":{named},"after_hours":48}}"#),
    );
    stored(
        &Event::Rerouted { reason: RerouteReason::Silence, primary: to },
        &format!(r#"{{"kind":"rerouted","reason":"silence","primary":{named}}}"#),
    );
    for (reason, written) in [
        (OfferEnd::Acknowledged, "acknowledged"),
        (OfferEnd::Answered, "answered"),
        (OfferEnd::Refused, "refused"),
        (OfferEnd::Unneeded, "unneeded"),
    ] {
        stored(
            &Event::OfferEnded { by: seller(), reason },
            &format!(r#"{{"kind":"offer_ended","by":"seller:s1","reason":"{written}"}}"#),
        );
    }
}

#[test]
fn operator_message_sent() {
    let (by, sender) = (Party::Operator, Some(email("op@kontor.example")));
    let message = OperatorMessage { by, sender, with: OperatorSide::Buyer, text: "Hello".into() };
    stored(
        &Event::OperatorMessageSent(message),
        r#"{"kind":"operator_message_sent","by":"operator","sender":"op@kontor.example","with":"buyer","text":"Hello"}"#,
    );
}
