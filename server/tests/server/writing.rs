//! What is not sent yet: drafts on every device, messages that can be taken back for ten seconds.

use crate::documents::paper;
use crate::story::ask;
use crate::support::browser::Browser;
use crate::support::on_both;
use crate::support::world::{OPERATOR, SELLER, World, fresh, once};
use axum::http::StatusCode;
use shared::api::Nothing;
use shared::api::negotiations::*;
use shared::api::writing::*;
use shared::ids::CommandId;
use shared::time::Millis;
use shared::view::Content;

fn writing(text: &str) -> Writing {
    Writing { text: text.into(), ..Writing::default() }
}

fn held(text: &str) -> NewHeld {
    NewHeld { command: fresh("held").into(), writing: writing(text) }
}

async fn messages(browser: &mut Browser<'_>, id: &str) -> Vec<String> {
    let thread = browser.call::<ReadThread>(&[id], &ThreadPart::default()).await.expect("a participant");
    let text = |content| match content {
        Content::Message { text, .. } | Content::Document { text, .. } => Some(text),
        _ => None,
    };
    thread.entries.into_iter().filter_map(|entry| text(entry.content)).collect()
}

async fn list(browser: &mut Browser<'_>, id: &str) -> Vec<Held> {
    browser.call::<ListHeld>(&[id], &Nothing {}).await.expect("its own")
}

#[tokio::test]
async fn a_held_message_leaves_by_itself_after_ten_seconds_and_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let uploaded = seller.upload(id, "offer.pdf", &paper().bytes).await.expect("a real PDF");
        let enclosure = Some(NewEnclosure { upload: uploaded.upload, terms: None });
        let new = NewHeld { writing: Writing { enclosure, ..writing("12 euros") }, ..held("") };
        let answer = seller.call::<HoldMessage>(&[id], &new).await.expect("it is held");
        assert_eq!(answer.left, HOLD_LENGTH);
        world.wait(Millis(1));
        let again = seller.call::<HoldMessage>(&[id], &new).await.expect("a lost answer is asked for again");
        let left = Millis(HOLD_LENGTH.0 - 1);
        assert_eq!(again, Held { left, ..answer }, "asking again gives no new time");
        let other = NewHeld { writing: writing("13 euros"), ..new.clone() };
        let problem = seller.call::<HoldMessage>(&[id], &other).await.expect_err("another message");
        assert_eq!(problem.code, "command_id_reused");
        world.mails_to("").await;
        assert!(messages(&mut buyer, id).await.is_empty(), "it has not left");
        assert_eq!(list(&mut seller, id).await, [again]);
        world.wait(HOLD_LENGTH);
        let others = [world.other_worker(), world.other_worker()];
        let (one, two) = tokio::join!(once(&others[0]), once(&others[1]));
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(messages(&mut buyer, id).await, ["12 euros"]);
        assert!(list(&mut seller, id).await.is_empty());
        let late = seller.call::<TakeBack>(&[id, new.command.as_str()], &Nothing {}).await;
        assert_eq!(late.expect_err("it has left").code, "too_late");
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_taken_back_never_leaves() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let new = held("12 euros, no, wait");
        seller.call::<HoldMessage>(&[id], &new).await.expect("it is held");
        // The buyer takes part too, but this is not the buyer's.
        let segments = [id, new.command.as_str()];
        let foreign = buyer.call::<TakeBack>(&segments, &Nothing {}).await;
        assert_eq!(foreign.expect_err("somebody else's").code, "too_late");
        assert!(list(&mut buyer, id).await.is_empty());
        let taken = seller.call::<TakeBack>(&segments, &Nothing {}).await.expect("in time");
        assert_eq!(taken, new.writing);
        world.wait(HOLD_LENGTH);
        world.mails_to("").await;
        assert!(messages(&mut buyer, id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_is_refused_at_once_and_what_is_refused_later_is_kept() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let problem = seller.call::<HoldMessage>(&[id], &held(" ")).await.expect_err("no words");
        assert_eq!((problem.code.as_str(), problem.field.as_deref()), ("message_empty", Some("text")));
        let new = held("12 euros");
        seller.call::<HoldMessage>(&[id], &new).await.expect("it is held");
        let withdraw = Worded { command: fresh("c").into(), text: None };
        buyer.call::<WithdrawInquiry>(&[id], &withdraw).await.expect("the buyer's own");
        world.wait(HOLD_LENGTH);
        world.mails_to("").await;
        let stuck = list(&mut seller, id).await;
        let problem = stuck[0].problem.as_ref().expect("the reason");
        assert_eq!(problem.code, "negotiation_closed");
        let taken = seller.call::<TakeBack>(&[id, new.command.as_str()], &Nothing {}).await;
        assert_eq!(taken.expect("nothing is lost").text, "12 euros");
        assert!(list(&mut seller, id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_held_message_can_leave_at_once() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut seller = Browser::by_mail(&world, SELLER).await;
        let new = held("12 euros");
        seller.call::<HoldMessage>(&[id], &new).await.expect("it is held");
        let now = Bare { command: CommandId(fresh("c")) };
        let segments = [id, new.command.as_str()];
        assert!(buyer.call::<ReleaseHeld>(&segments, &now).await.is_err(), "not the buyer's to send");
        let delta = seller.call::<ReleaseHeld>(&segments, &now).await.expect("it leaves");
        assert!(delta.entries[0].own);
        world.wait(HOLD_LENGTH);
        world.mails_to("").await;
        assert_eq!(messages(&mut buyer, id).await, ["12 euros"]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_on_every_device_of_its_writer_and_on_no_other() {
    on_both(async |scratch| {
        let world = World::new(scratch).await;
        let (mut buyer, receipt) = ask(&world, "How much?").await;
        let id = receipt.negotiation.as_str();
        let mut phone = Browser::by_mail(&world, SELLER).await;
        let mut desk = Browser::signed_in(&world, SELLER).await;
        phone.call::<KeepDraft>(&[id], &writing("Half a sentence")).await.expect("its own");
        let read = desk.call::<ReadDraft>(&[id], &Nothing {}).await.expect("its own");
        assert_eq!(read, Some(writing("Half a sentence")));
        assert_eq!(buyer.call::<ReadDraft>(&[id], &Nothing {}).await, Ok(None));
        desk.call::<HoldMessage>(&[id], &held("A whole sentence")).await.expect("it is held");
        assert_eq!(phone.call::<ReadDraft>(&[id], &Nothing {}).await, Ok(None), "what was sent is no draft");
        phone.call::<KeepDraft>(&[id], &writing("x")).await.expect("its own");
        phone.call::<KeepDraft>(&[id], &Writing::default()).await.expect("its own");
        assert_eq!(desk.call::<ReadDraft>(&[id], &Nothing {}).await, Ok(None));
        // The operator cannot write here, and has no draft.
        let mut operator = Browser::signed_in(&world, OPERATOR).await;
        let refused = operator.ask::<KeepDraft>(&[id], &writing("x")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}
