//! Quotes, orders, incidents and their clocks before the real server (N3, N11, R18).

use crate::documents::paper;
use crate::story::{ask, message};
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{AREA_MANAGER, BUYER, OPERATOR, SELLER, World, fresh, once};
use shared::api::negotiations::*;
use shared::ids::EntryId;
use shared::negotiation::{IncidentState, OrderAddress, Terms};
use shared::time::Millis;
use shared::view::{Content, QuoteStatus, QuoteView, Status};

pub async fn quote(seller: &mut Browser<'_>, id: &str, valid: Millis, world: &World) -> EntryId {
    let uploaded = seller.upload(id, "offer.pdf", &paper().bytes).await.expect("a real PDF");
    let terms = Terms {
        amount: "1234.50".into(),
        currency: "EUR".into(),
        valid_until: Some(world.desk.clock.now() + valid),
        ..Terms::default()
    };
    let enclosure = Some(NewEnclosure { upload: uploaded.upload, terms: Some(terms) });
    let sent = seller.call::<SendMessage>(&[id], &NewMessage { enclosure, ..message("Our offer") }).await;
    sent.expect("it is sent").entries[0].id.clone()
}

pub fn acceptance() -> NewAcceptance {
    let lines = "1 rue Droite\n69001 Lyon".into();
    let billing = OrderAddress { name: "Bea Buyer".into(), company: None, lines, tax_number: None };
    NewAcceptance { command: fresh("c").into(), billing, delivery: None }
}

pub async fn card(browser: &mut Browser<'_>, id: &str, quote: &EntryId) -> QuoteView {
    let thread = browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("a participant");
    match thread.entries.into_iter().find(|entry| entry.id == *quote).map(|entry| entry.content) {
        Some(Content::Quote { quote, .. }) => *quote,
        other => panic!("no quote but {other:?}"),
    }
}

#[tokio::test]
async fn a_quote_is_announced_opened_and_accepted_once_however_many_click() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let quote = quote(&mut seller, id, Millis::days(30), &world).await;
        let mails = world.mails_to(BUYER).await;
        let is_notice = |mail: &&shared::api::operation::Mail| mail.line.subject.contains("Angebot");
        let mail = mails.iter().find(is_notice).expect("N3: a special notice");
        assert!(mail.text.contains("1.234,50\u{a0}EUR"), "{}", mail.text);

        let bare = Bare { command: fresh("c").into() };
        let opened = buyer.call::<OpenQuote>(&[id, quote.as_str()], &bare).await.expect("its own");
        assert!(opened.entries.iter().any(|entry| entry.id == quote), "the card says so at once");
        assert!(card(&mut seller, id, &quote).await.opened_at.is_some());

        // The same person, in several windows at once.
        let mut windows: Vec<_> = (0..8).map(|_| buyer.other_window()).collect();
        let clicks = windows
            .iter_mut()
            .map(async |window| window.call::<AcceptQuote>(&[id, quote.as_str()], &acceptance()).await);
        let outcomes = futures_util::future::join_all(clicks).await;
        let accepted = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(accepted, 1, "{outcomes:?}");
        for problem in outcomes.into_iter().filter_map(Result::err) {
            assert_eq!(problem.code, "already_accepted");
        }
        let order = card(&mut buyer, id, &quote).await.order.expect("an order");
        assert_eq!(order.sha256, paper().document.sha256, "N3: of the file that was accepted");
        let thread = seller.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        assert_eq!(thread.header.status, Status::Won);
        let told = world.mails_to(SELLER).await;
        let says = |text: &str| told.iter().any(|mail| mail.line.subject.contains(text));
        assert!(says("Bea Buyer a accept"), "the seller is told: {told:?}");
        let confirmed = world.mails_to(BUYER).await;
        let orders = confirmed.iter().filter(|mail| mail.line.subject.contains("Bestellung"));
        assert_eq!(orders.count(), 1, "the buyer has it in writing: {confirmed:?}");

        let paid = Worded { command: fresh("c").into(), text: Some("Transfer 7".into()) };
        seller.call::<ConfirmPayment>(&[id, quote.as_str()], &paid).await.expect("the seller's word");
        let order = card(&mut buyer, id, &quote).await.order.expect("an order");
        assert!(order.paid_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_quote_expires_by_the_clock() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let quote = quote(&mut seller, id, Millis::days(3), &world).await;
        world.mails_to("").await;
        assert_eq!(card(&mut buyer, id, &quote).await.status, QuoteStatus::Open);
        world.wait(Millis(Millis::days(3).0 + 1));
        let late = buyer.call::<AcceptQuote>(&[id, quote.as_str()], &acceptance()).await;
        assert_eq!(late.expect_err("it is over").code, "quote_expired");
        world.mails_to("").await;
        assert_eq!(card(&mut buyer, id, &quote).await.status, QuoteStatus::Expired);
    })
    .await;
}

/// N11: 15 × 24 hours after it was opened, once, whichever of two servers is faster.
#[tokio::test]
async fn an_incident_closes_by_itself_once_even_with_two_workers() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "Your offer?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let quote = quote(&mut seller, id, Millis::days(30), &world).await;
        buyer.call::<AcceptQuote>(&[id, quote.as_str()], &acceptance()).await.expect("in time");
        let open = NewIncident { command: fresh("c").into(), reason: "It leaks".into() };
        let opened = buyer.call::<OpenIncident>(&[id, quote.as_str()], &open).await.expect("an order");
        let incident = opened.entries[0].id.clone();
        let mails = world.mails_to(OPERATOR).await;
        assert!(mails.iter().any(|mail| mail.text.contains("It leaks")), "the operator is told");
        let worded = |text: &str| Worded { command: fresh("c").into(), text: Some(text.into()) };
        let segments = [id, incident.as_str()];
        seller.call::<ResolveIncident>(&segments, &worded("Sealed")).await.expect("the seller's word");
        buyer.call::<DisputeIncident>(&segments, &worded("It still leaks")).await.expect("resolved before");
        world.wait(Millis(Millis::days(15).0 - 1));
        world.mails_to("").await;
        assert_eq!(state(&mut buyer, id, &incident).await, IncidentState::Disputed);
        world.wait(Millis(1));
        let others = [world.other_worker(), world.other_worker()];
        let (one, two) = tokio::join!(once(&others[0]), once(&others[1]));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(state(&mut buyer, id, &incident).await, IncidentState::AutoClosed);
        let thread = buyer.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("its own");
        let closed = Content::IncidentMoved { state: IncidentState::AutoClosed, text: None };
        assert_eq!(thread.entries.iter().filter(|entry| entry.content == closed).count(), 1);
    })
    .await;
}

async fn state(browser: &mut Browser<'_>, id: &str, incident: &EntryId) -> IncidentState {
    let thread = browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("a participant");
    match thread.entries.into_iter().find(|entry| entry.id == *incident).map(|entry| entry.content) {
        Some(Content::Incident(incident)) => incident.state,
        other => panic!("no incident but {other:?}"),
    }
}

#[tokio::test]
async fn r18_the_primary_is_reminded_after_a_day_and_the_copies_are_told_after_two() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        ask(&world, "How much?").await;
        let before = (world.mails_to(SELLER).await.len(), world.mails_to(AREA_MANAGER).await.len());
        assert_eq!(before, (1, 1));
        world.wait(Millis::hours(24));
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(AREA_MANAGER).await.len()), (2, 1));
        world.wait(Millis::hours(24));
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(AREA_MANAGER).await.len()), (3, 2));
        world.wait(Millis::hours(24));
        assert_eq!((world.mails_to(SELLER).await.len(), world.mails_to(AREA_MANAGER).await.len()), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn r18_whoever_has_answered_is_left_alone() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (_, receipt) = ask(&world, "How much?").await;
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let id = receipt.negotiation.as_str();
        seller.call::<SendMessage>(&[id], &message("12 euros")).await.expect("sent");
        let answered = world.mails_to(SELLER).await.len();
        world.wait(Millis::hours(49));
        assert_eq!(world.mails_to(SELLER).await.len(), answered);
    })
    .await;
}
