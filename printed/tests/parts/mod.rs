//! Conversations to print, and a reader of what was printed.

mod read_back;

use printed::Sheet;
pub use read_back::read_back;
use shared::ids::EntryId;
use shared::language::Language;
use shared::money::{Currency, Money};
use shared::negotiation::{Audience, BankAccount, Document, IncidentState, Lane, OrderAddress, Sha256};
use shared::routing::Reason;
use shared::time::{Millis, Timestamp};
use shared::view::*;

/// 24 December 2026, 23:30:05 in UTC.
pub const EVE: Timestamp = Timestamp(1_798_155_005_000);

pub fn sheet(language: Language, entries: Vec<Entry>) -> Sheet {
    Sheet {
        thread: Thread { header: header(), entries },
        reader: "anna@buyer.example".into(),
        language,
        zone: "Europe/Berlin".into(),
        at: EVE + Millis::days(3),
        marketplace: "Industry".into(),
        address: "https://desk.example/negotiations/0198".into(),
    }
}

fn header() -> Header {
    Header {
        negotiation: "0198a7c2-5d3e-7b41-9c0f-1f2e3d4c5b6a".into(),
        role: Role::Buyer,
        status: Status::Won,
        summary: Summary {
            marketplace: "industry".into(),
            stand: "stand".into(),
            manufacturer_name: "Acme Pumpen GmbH".into(),
            product_name: Some("Centrifugal pump CP 40".into()),
            text: "Good morning,\n\nwe need twelve pumps for our plant. Drawings: https://buyer.example/plant?id=7.\n\nAnna".into(),
            sent_at: EVE - Millis::days(2),
            buyer_name: "Anna Weber".into(),
            buyer_company: Some("Weber Anlagenbau".into()),
            buyer_email: Some("anna@buyer.example".into()),
            phone: Phone::Shown("+33 4 72 00 00 00".into()),
            language: Language::De,
            country: None,
            town: Some("Lyon".into()),
        },
        receipt: Receipt {
            recipient_role: Role::Primary,
            recipient_name: "Pompes du Rhône".into(),
            reason: Reason::Chosen,
            after_silence_hours: None,
            explained: false,
        },
        contact: None,
        waiting_since: None,
        offer: None,
        feedback: None,
        may: Permissions::default(),
        unread: 0,
    }
}

pub fn entry(number: usize, content: Content) -> Entry {
    let by_buyer = number.is_multiple_of(2);
    let (role, name) = match by_buyer {
        true => (Role::Buyer, "Anna Weber"),
        false => (Role::Primary, "Pompes du Rhône"),
    };
    Entry {
        id: EntryId(format!("e{number}")),
        at: EVE + Millis::minutes(7 * number as i64),
        lane: Some(Lane::Primary),
        author: Some(Author { role, name: Some(name.into()) }),
        own: by_buyer,
        read_at: number.is_multiple_of(3).then_some(EVE + Millis::minutes(7 * number as i64 + 3)),
        unread: false,
        came: None,
        content,
    }
}

pub fn message(text: &str) -> Content {
    Content::Message { text: text.into(), audience: Audience::Lane, automatic: false }
}

pub fn document(name: &str) -> Document {
    Document { name: name.into(), bytes: 1_468_001, pages: 3, sha256: Sha256::of_bytes(&[0xa7; 32]) }
}

/// A quote that became an order.
pub fn order() -> Content {
    let price = Money::parse("12345.60", Currency::parse("EUR").expect("in use")).expect("an amount");
    let billing = OrderAddress {
        name: "Anna Weber".into(),
        company: Some("Weber Anlagenbau".into()),
        lines: "12 quai Perrache\n69002 Lyon\nFrance".into(),
        tax_number: Some("FR40303265045".into()),
    };
    let account = BankAccount {
        holder: "Pompes du Rhône".into(),
        number: "DE89370400440532013000".into(),
        bic: None,
        bank: None,
    };
    let order = OrderView {
        billing,
        delivery: None,
        sha256: Sha256::of_bytes(&[0xb8; 32]),
        paid_at: None,
        reference: "RF18539007547034".into(),
    };
    Content::Quote {
        text: "Here is our quote for twelve pumps.".into(),
        quote: Box::new(QuoteView {
            document: document("quote-2026-118.pdf"),
            price,
            valid_until: EVE + Millis::days(30),
            payable_online: true,
            account: Some(account),
            supersedes: None,
            status: QuoteStatus::Accepted,
            ended_at: Some(EVE + Millis::days(1)),
            opened_at: Some(EVE + Millis::hours(3)),
            reason: None,
            order: Some(order),
            may: Vec::new(),
        }),
    }
}

/// One of everything that a conversation is made of.
pub fn everything() -> Vec<Entry> {
    let incident = IncidentView {
        order: "e4".into(),
        reason: "Two pumps leak.".into(),
        state: IncidentState::Disputed,
        closes_at: EVE + Millis::days(15),
        may: Vec::new(),
    };
    let contents = vec![
        Content::InquirySent,
        Content::Routed { name: "Pompes du Rhône".into() },
        message("Hello Anna,\n\nthank you for your inquiry."),
        Content::InternalNote { text: "Old customer.".into() },
        Content::Document {
            text: "The data sheet.".into(),
            audience: Audience::Lane,
            document: document("data sheet.pdf"),
        },
        order(),
        Content::QuoteOpened,
        Content::Forwarded { to: Some("Jo".into()), note: Some("Please help.".into()) },
        Content::Incident(Box::new(incident)),
        Content::IncidentMoved {
            state: IncidentState::Resolved,
            text: Some("New seals are on their way.".into()),
        },
        Content::Activity,
    ];
    contents.into_iter().enumerate().map(|(at, content)| entry(at, content)).collect()
}
