//! Payment online before the real server and a peer that speaks Stripe's shapes: what is doubled, late, out of order,
//! forged, lost or of another amount neither loses nor doubles money.

use crate::documents::paper;
use crate::orders::{acceptance, card};
use crate::story::{ask, message};
use crate::support::browser::{Browser, Raw};
use crate::support::on_both;
use crate::support::stripe::{self, Peer, SIGNING_SECRET, signed};
use crate::support::world::{OPERATOR, SELLER, World, fresh, once};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use server::pay::Till;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::payments::*;
use shared::ids::EntryId;
use shared::negotiation::Terms;
use shared::time::Millis;
use shared::view::Content;

/// An order of 1234.50 euros that may be paid online.
pub struct Shop<'w> {
    pub world: &'w World,
    pub peer: Peer,
    pub id: String,
    order: EntryId,
    buyer: Browser<'w>,
    pub seller: Browser<'w>,
    operator: Browser<'w>,
}

pub fn terms(world: &World) -> Terms {
    Terms {
        amount: "1234.50".into(),
        currency: "EUR".into(),
        valid_until: Some(world.desk.clock.now() + Millis::days(30)),
        payable_online: true,
        ..Terms::default()
    }
}

pub async fn offer(seller: &mut Browser<'_>, id: &str, terms: Terms) -> NewMessage {
    let uploaded = seller.upload(id, "offer.pdf", &paper().bytes).await.expect("a real PDF");
    let enclosure = Some(NewEnclosure { upload: uploaded.upload, terms: Some(terms) });
    NewMessage { enclosure, ..message("Our offer") }
}

impl<'w> Shop<'w> {
    async fn open(world: &'w World, peer: Peer) -> Self {
        let (mut buyer, receipt) = ask(world, "Your offer?").await;
        let id = receipt.negotiation.to_string();
        let mut seller = Browser::by_mail(world, SELLER).await;
        let new = offer(&mut seller, &id, terms(world)).await;
        let sent = seller.call::<SendMessage>(&[&id], &new).await.expect("it is sent");
        let order = sent.entries[0].id.clone();
        buyer.call::<AcceptQuote>(&[&id, order.as_str()], &acceptance()).await.expect("in time");
        world.mails_to("").await;
        let operator = Browser::signed_in(world, OPERATOR).await;
        Self { world, peer, id, order, buyer, seller, operator }
    }

    pub async fn pay(&mut self) -> Result<Checkout, shared::api::Problem> {
        self.buyer.call::<PayOrder>(&[&self.id, self.order.as_str()], &Nothing {}).await
    }

    /// A message of the payment service arrives.
    async fn tell(&self, kind: &str, object: &Value) -> Raw {
        let body = stripe::message(kind, object);
        let header = signed(&body, SIGNING_SECRET, self.world.desk.clock.now());
        deliver(self.world, &header, body).await
    }

    pub async fn is_paid(&mut self) -> bool {
        let card = card(&mut self.buyer, &self.id, &self.order).await;
        card.order.expect("an order").paid_at.is_some()
    }

    /// How often the history says that money came.
    async fn payments(&mut self) -> usize {
        let thread = self.buyer.call::<ReadThread>(&[&self.id], &ThreadPart::default()).await;
        let is_payment =
            |entry: &&shared::view::Entry| matches!(entry.content, Content::PaymentReceived { .. });
        thread.expect("its own").entries.iter().filter(is_payment).count()
    }

    async fn lines(&self) -> Vec<PaymentLine> {
        self.operator.other_window().call::<ListPayments>(&[], &Nothing {}).await.expect("the operator's")
    }
}

/// As Stripe sends it: no cookie, no origin, its own content type.
pub async fn deliver(world: &World, signature: &str, body: impl Into<Body>) -> Raw {
    let request = Request::builder().method("POST").uri(PAYMENT_EVENTS_PATH);
    let request = request.header("content-type", "application/json; charset=utf-8");
    Browser::new(world).send(request.header("stripe-signature", signature), body.into()).await
}

/// Runs a test on both databases, each with a shop of its own.
pub async fn in_a_shop(test: impl AsyncFn(Shop<'_>)) {
    on_both(async |scratch| {
        let peer = Peer::start().await;
        let world = World::with_till(scratch, Till::new(peer.service())).await;
        test(Shop::open(&world, peer).await).await;
    })
    .await;
}

#[tokio::test]
async fn an_order_is_paid_once_however_often_and_late_one_is_told() {
    in_a_shop(async |mut shop| {
        let page = shop.pay().await.expect("a page to pay on");
        assert!(page.url.starts_with("https://checkout.stripe.example/"), "{}", page.url);
        let [session] = &shop.peer.sessions()[..] else { panic!("one session") };
        assert_eq!((&session["amount_total"], &session["currency"]), (&json!(123_450), &json!("eur")));
        let back = format!("http://desk.example/negotiations/{}", shop.id);
        assert_eq!(session["cancel_url"], json!(back));
        assert_eq!(session["success_url"], json!(format!("{back}?paid={}", shop.order)));
        // A message is a hint: what it says about a session that is still open moves nothing.
        let lie = json!({ "status": "complete", "payment_status": "paid" });
        let mut open = session.clone();
        open.as_object_mut().expect("fields").extend(lie.as_object().expect("fields").clone());
        assert_eq!(shop.tell("checkout.session.completed", &open).await.status, StatusCode::OK);
        assert!(!shop.is_paid().await);

        let paid = shop.peer.pay();
        for kind in ["payment_intent.succeeded", "checkout.session.completed", "checkout.session.completed"] {
            let object = if kind.starts_with("pay") {
                json!({ "id": "pi_1", "object": "payment_intent", "metadata": paid["metadata"] })
            } else {
                paid.clone()
            };
            assert_eq!(shop.tell(kind, &object).await.status, StatusCode::OK);
        }
        // Out of order: the end of the session is told after its payment.
        shop.tell("checkout.session.expired", session).await;
        shop.tell("checkout.session.async_payment_failed", session).await;
        assert!(shop.is_paid().await);
        assert_eq!(shop.payments().await, 1);
        assert_eq!(shop.lines().await[0].state, PaymentState::Paid);
        assert_eq!(shop.lines().await[0].reference.as_deref(), Some("pi_1"));
        assert_eq!(shop.pay().await.expect_err("it is paid").code, "already_paid");
        let told = shop.world.mails_to(SELLER).await;
        assert!(told.iter().any(|mail| mail.line.subject.contains("paiement")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn simultaneous_clicks_lead_to_one_page() {
    in_a_shop(async |mut shop| {
        let mut windows: Vec<_> = (0..6).map(|_| shop.buyer.other_window()).collect();
        let (id, order) = (shop.id.clone(), shop.order.clone());
        let clicks = windows.iter_mut().map(|window| {
            let (id, order) = (&id, &order);
            async move { window.call::<PayOrder>(&[id, order.as_str()], &Nothing {}).await }
        });
        let pages = futures_util::future::join_all(clicks).await;
        let first = pages[0].as_ref().expect("a page");
        assert!(pages.iter().all(|page| page.as_ref() == Ok(first)), "{pages:?}");
        assert_eq!(shop.pay().await.as_ref(), Ok(first), "later too");
        assert_eq!((shop.peer.sessions().len(), shop.lines().await.len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_down_or_whose_answer_is_lost_costs_nothing() {
    in_a_shop(async |mut shop| {
        shop.peer.change(|books| books.is_down = true);
        let down = shop.pay().await.expect_err("it is down");
        assert_eq!(down.code, "payment_unreachable");
        shop.peer.change(|books| (books.is_down, books.loses_answers) = (false, true));
        let lost = shop.pay().await.expect_err("nobody heard it");
        assert_eq!(lost.code, "payment_unreachable");
        assert_eq!((shop.peer.sessions().len(), shop.lines().await[0].state), (1, PaymentState::Asked));
        // The session is there and we do not know it: the same question finds it.
        shop.world.wait(Millis::hours(3));
        shop.peer.change(|books| books.loses_answers = false);
        shop.pay().await.expect("the same page");
        assert_eq!((shop.peer.sessions().len(), shop.lines().await.len()), (1, 1));
        assert_eq!(shop.lines().await[0].state, PaymentState::Open);
    })
    .await;
}

/// A service that broke over a question answers it so for ever; another attempt is another question.
#[tokio::test]
async fn a_question_over_which_the_service_broke_is_not_asked_for_ever() {
    in_a_shop(async |mut shop| {
        shop.peer.change(|books| books.breaks = true);
        assert_eq!(shop.pay().await.expect_err("it broke").code, "payment_unreachable");
        assert_eq!(shop.pay().await.expect_err("for good").code, "payment_refused");
        shop.pay().await.expect("a page");
        assert_eq!(shop.lines().await.len(), 2);
    })
    .await;
}

/// Its answer was lost, and its message is all that we hear of it.
#[tokio::test]
async fn a_payment_of_which_only_the_message_arrives_counts() {
    in_a_shop(async |mut shop| {
        shop.peer.change(|books| books.loses_answers = true);
        shop.pay().await.expect_err("nobody heard it");
        let paid = shop.peer.pay();
        shop.peer.change(|books| books.is_down = true);
        let unsure = shop.tell("checkout.session.completed", &paid).await;
        assert_eq!(unsure.status, StatusCode::SERVICE_UNAVAILABLE, "it shall be sent again");
        shop.peer.change(|books| books.is_down = false);
        assert_eq!(shop.tell("checkout.session.completed", &paid).await.status, StatusCode::OK);
        assert!(shop.is_paid().await);
    })
    .await;
}

#[tokio::test]
async fn without_any_message_the_clock_asks_once_with_two_workers() {
    in_a_shop(async |mut shop| {
        shop.pay().await.expect("a page");
        shop.peer.pay();
        shop.world.wait(Millis::minutes(1));
        shop.world.mails_to("").await;
        assert!(!shop.is_paid().await);
        shop.world.wait(Millis::minutes(2));
        let before = shop.peer.books.lock().expect("free").requests;
        let workers = [shop.world.other_worker(), shop.world.other_worker()];
        let (one, two) = tokio::join!(once(&workers[0]), once(&workers[1]));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(shop.peer.books.lock().expect("free").requests, before + 1);
        assert!(shop.is_paid().await);
        assert_eq!(shop.payments().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_slow_payment_is_followed_to_its_end_and_a_failed_one_can_be_tried_again() {
    in_a_shop(async |mut shop| {
            shop.pay().await.expect("a page");
            let payment = |status: &str| json!({ "id": "pi_1", "status": status, "amount": 123_450, "currency": "eur" });
            let waiting = json!({ "status": "complete", "payment_status": "unpaid", "payment_intent": payment("processing") });
            let session = shop.peer.turn(waiting);
            shop.tell("checkout.session.completed", &session).await;
            assert_eq!(shop.lines().await[0].state, PaymentState::Processing);
            assert_eq!(shop.pay().await.expect_err("on its way").code, "payment_in_progress");
            shop.peer.turn(json!({ "payment_intent": payment("requires_payment_method") }));
            shop.world.wait(Millis::days(3));
            shop.world.mails_to("").await;
            assert_eq!(shop.lines().await[0].state, PaymentState::Ended);
            shop.pay().await.expect("another page");
            assert_eq!(shop.peer.sessions().len(), 2);
            shop.peer.turn(json!({ "status": "expired" }));
            shop.pay().await.expect("a third page, though nobody told us of the end of the second");
            let paid = shop.peer.pay();
            shop.tell("checkout.session.async_payment_succeeded", &paid).await;
            assert!(shop.is_paid().await);
    })
    .await;
}

#[tokio::test]
async fn another_amount_is_kept_for_the_operator_and_pays_nothing() {
    in_a_shop(async |mut shop| {
        shop.pay().await.expect("a page");
        shop.peer.turn(json!({ "amount_total": 123_449 }));
        let paid = shop.peer.pay();
        assert_eq!(shop.tell("checkout.session.completed", &paid).await.status, StatusCode::OK);
        shop.tell("checkout.session.completed", &paid).await;
        assert!(!shop.is_paid().await);
        let mails = shop.world.mails_to(OPERATOR).await;
        let told = mails.iter().filter(|mail| mail.text.contains("pi_1"));
        assert_eq!(told.count(), 1, "{mails:?}");
        let line = &shop.lines().await[0];
        assert_eq!(line.state, PaymentState::Astray);
        assert!(line.problem.as_ref().is_some_and(|problem| problem.contains("123449 eur")), "{line:?}");
        assert_eq!(shop.pay().await.expect_err("the operator has it").code, "payment_in_progress");
    })
    .await;
}

#[tokio::test]
async fn an_order_that_was_paid_by_transfer_can_no_longer_be_paid_online() {
    in_a_shop(async |mut shop| {
        shop.pay().await.expect("a page");
        let transfer = Worded { command: fresh("c").into(), text: Some("Transfer 7".into()) };
        let segments = [shop.id.as_str(), shop.order.as_str()];
        shop.seller.call::<ConfirmPayment>(&segments, &transfer).await.expect("the seller's word");
        shop.world.mails_to("").await;
        assert_eq!(shop.peer.sessions()[0]["status"], json!("expired"));
        assert_eq!(shop.lines().await[0].state, PaymentState::Ended);
    })
    .await;
}

#[tokio::test]
async fn an_order_that_was_paid_both_ways_is_told_to_the_operator() {
    in_a_shop(async |mut shop| {
        shop.pay().await.expect("a page");
        // Paid in the very moment before.
        let paid = shop.peer.pay();
        let transfer = Worded { command: fresh("c").into(), text: None };
        let segments = [shop.id.as_str(), shop.order.as_str()];
        shop.seller.call::<ConfirmPayment>(&segments, &transfer).await.expect("the seller's word");
        shop.world.mails_to("").await;
        shop.tell("checkout.session.completed", &paid).await;
        assert_eq!(shop.payments().await, 1);
        let lines = shop.lines().await;
        assert_eq!(lines[0].state, PaymentState::Astray, "it came twice: {lines:?}");
    })
    .await;
}

/// A payment of another attempt does not pay this one, whatever the message names.
#[tokio::test]
async fn a_payment_pays_its_own_order() {
    in_a_shop(async |mut shop| {
        shop.peer.change(|books| books.loses_answers = true);
        shop.pay().await.expect_err("nobody heard it");
        let attempt = shop.lines().await[0].id.clone();
        let payment = |named: &str| {
            json!({ "id": "pi_7", "object": "payment_intent", "status": "succeeded", "amount": 123_450,
                    "amount_received": 123_450, "currency": "eur", "metadata": { "kontor_attempt": named } })
        };
        shop.peer.change(|books| drop(books.intents.insert("pi_7".into(), payment("another"))));
        let raw = shop.tell("payment_intent.succeeded", &payment(&attempt)).await;
        assert_eq!(raw.status, StatusCode::CONFLICT, "{}", raw.text);
        assert!(!shop.is_paid().await);
        shop.peer.change(|books| drop(books.intents.insert("pi_7".into(), payment(&attempt))));
        shop.tell("payment_intent.succeeded", &payment(&attempt)).await;
        assert!(shop.is_paid().await);
    })
    .await;
}
