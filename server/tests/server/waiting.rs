//! Mails that wait for the operator: passed on late, done away with, sorted again (N12, S4).

use crate::arriving::{mail, page, relay, said};
use crate::documents::paper;
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::post::{bring, sorted};
use crate::support::world::{OPERATOR, SELLER, World};
use server::mailroom::{arrivals, reception};
use shared::api::Nothing;
use shared::api::operation::*;
use shared::ids::Email;
use shared::time::Millis;
use shared::view::Content;
use std::fs;

const STRANGER: &str = "luc.private@elsewhere.example";

#[tokio::test]
async fn n12_what_is_done_away_with_says_who_did_it_and_why() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let to = relay(&world, SELLER).await;
        let held = bring(&world, STRANGER, &to, &mail(STRANGER, "1", "Buy my pills.")).await.remove(0);
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        for (reason, code) in [(" ", "text_missing"), ("a\nb", "text_control_character")] {
            let why = Discard { reason: reason.into() };
            let refused = operator.call::<DiscardArrival>(&[&held.id], &why).await.expect_err("no reason");
            assert_eq!((refused.code.as_str(), refused.field.as_deref()), (code, Some("reason")));
        }
        let at = world.desk.clock.now();
        for reason in ["Spam", "Something else"] {
            let why = Discard { reason: reason.into() };
            let gone = operator.call::<DiscardArrival>(&[&held.id], &why).await.expect("the operator's");
            assert_eq!(gone.line.state, ArrivalState::Discarded);
            let settled = Settled { by: OPERATOR.into(), at, reason: Some("Spam".into()) };
            assert_eq!(gone.settled, Some(settled), "the first word stays");
            world.wait(Millis::hours(1));
        }
        let still = operator.call::<ReleaseArrival>(&[&held.id], &Nothing {}).await.expect("the operator's");
        assert_eq!(still.line.state, ArrivalState::Discarded, "it does not come back");
        assert!(said(&page(&mut buyer, receipt.negotiation.as_str()).await).is_empty());

        // What has become a message cannot be done away with here.
        let lines = bring(&world, SELLER, &to, &mail(SELLER, "2", "42 euros.")).await;
        let taken = lines.into_iter().find(|line| line.state == ArrivalState::Taken).expect("it was taken");
        let why = Discard { reason: "Spam".into() };
        let taken = operator.call::<DiscardArrival>(&[&taken.id], &why).await.expect("the operator's");
        assert_eq!((taken.line.state, taken.settled), (ArrivalState::Taken, None));
    })
    .await;
}

/// S4: facts are in the order in which they happened, and the answer counts from when it came.
#[tokio::test]
async fn s4_a_mail_that_is_passed_on_late_says_when_it_came() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let to = relay(&world, SELLER).await;
        world.wait(Millis::hours(2));
        let came = world.desk.clock.now();
        let held = bring(&world, STRANGER, &to, &mail(STRANGER, "1", "42 euros.")).await.remove(0);
        world.wait(Millis::hours(20));
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let passed = operator.call::<ReleaseArrival>(&[&held.id], &Nothing {}).await.expect("the operator's");
        let settled = Settled { by: OPERATOR.into(), at: world.desk.clock.now(), reason: None };
        assert_eq!(passed.settled, Some(settled));
        let page = page(&mut buyer, id).await;
        let message = |content: &Content| matches!(content, Content::Message { .. });
        let entry = page.entries.iter().find(|entry| message(&entry.content)).expect("it was passed on");
        assert_eq!((entry.at, entry.came), (world.desk.clock.now(), Some(came)));
        let loaded = world.desk.negotiations.load(id).await.expect("it is there");
        assert_eq!(loaded.state.primary_lane.answered_at, Some(came));
    })
    .await;
}

#[tokio::test]
async fn what_could_not_be_sorted_waits_for_the_operator_who_has_it_sorted_again() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let recipient = Email::parse(&relay(&world, SELLER).await).expect("an address");
        let pdf = data_encoding::BASE64.encode(&paper().bytes);
        let text = format!(
            "From: {SELLER}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n42 euros.\n\
             --b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n{pdf}\n--b--\n"
        );
        let sender = Some(Email::parse(SELLER).expect("an address"));
        let incoming = arrivals::Incoming { client: None, sender, recipient, raw: text.into_bytes() };
        let (host, now) = (world.desk.address.mail_host(), world.desk.clock.now());
        reception::deliver(&world.desk.database, &host, incoming, now).await.expect("it is taken");

        // The disk is away.
        let (documents, elsewhere) = (world.folder().join("documents"), world.folder().join("elsewhere"));
        fs::rename(&documents, &elsewhere).expect("its own folder");
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let list = async |operator: &mut Browser<'_>| {
            operator.call::<ListArrivals>(&[], &Nothing {}).await.expect("the operator's").remove(0)
        };
        for _ in 0..server::outbox::ATTEMPTS_MAX {
            assert_eq!(list(&mut operator).await.state, ArrivalState::New);
            world.work().await;
            world.wait(Millis::hours(5));
        }
        let stuck = list(&mut operator).await;
        assert_eq!(stuck.state, ArrivalState::Stuck);
        let whole = operator.call::<ReadArrival>(&[&stuck.id], &Nothing {}).await.expect("the operator's");
        assert!(whole.problem.is_some());
        world.work().await;
        assert_eq!(list(&mut operator).await.state, ArrivalState::Stuck, "nobody tries any more");

        fs::rename(&elsewhere, &documents).expect("its own folder");
        for _ in 0..2 {
            operator.call::<RetryArrival>(&[&stuck.id], &Nothing {}).await.expect("the operator's");
        }
        world.work().await;
        assert!(sorted(&world).await.iter().all(|line| line.state == ArrivalState::Taken));
        let page = page(&mut buyer, receipt.negotiation.as_str()).await;
        let documents = page.entries.iter().filter(|entry| matches!(entry.content, Content::Document { .. }));
        let came: Vec<_> = documents.map(|entry| entry.came).collect();
        assert_eq!(came, [Some(now)], "once, and it says when it came");
    })
    .await;
}
