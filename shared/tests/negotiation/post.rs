//! Words that no person wrote (S5), and mails that come back (N12).

use super::cast::*;
use shared::negotiation::{Actor, Command, Event, Lane, Party, SendMessage};
use shared::testing::NOON;
use shared::time::Millis;
use shared::view::{Content, Status, project};
use shared::visibility::Viewer;

fn failure(to: Party) -> Command {
    Command::NoteDeliveryFailure { to, permanent: true }
}

fn mail_room() -> Actor {
    Actor { party: Party::System, address: None }
}

fn away() -> Command {
    Command::ReceiveAutomaticMessage { lane: None, text: "I am away.".into() }
}

#[test]
fn s5_a_machines_answer_is_kept_and_stops_no_clock() {
    let received = Event::AutomaticMessageReceived {
        from: seller().party,
        lane: Lane::Primary,
        text: "I am away.".into(),
    };
    let story = sent().when(seller(), away()).then([received]);
    let thread = project(story.state(), &Viewer::of(Party::Buyer)).expect("a participant");
    assert_eq!(thread.header.status, Status::New);
    assert!(story.state().primary_lane.waiting_since.is_some());
    let shown = thread.entries.iter().find(|entry| matches!(entry.content, Content::Message { .. }));
    let shown = shown.expect("the buyer reads it");
    assert!(matches!(shown.content, Content::Message { automatic: true, .. }) && !shown.unread, "{shown:?}");
    let house = project(story.state(), &Viewer::of(Party::Manufacturer)).expect("a participant");
    let said =
        |entry: &shared::view::Entry| matches!(entry.content, Content::Message { .. } | Content::Activity);
    assert!(!house.entries.iter().any(said), "it is no contact");
    let remind = Command::Remind { turn: NOON };
    story.after(Millis::hours(24)).when(mail_room(), remind).accepted();
}

#[test]
fn s5_a_machine_may_speak_after_the_end() {
    let ended = sent().when(seller(), Command::MarkSpam).accepted();
    ended.when(buyer(), away()).accepted();
}

/// S4: facts stay in the order in which they happened; an answer that had to wait was there when it came.
#[test]
fn s4_a_mail_that_had_to_wait_says_both_times() {
    let came = NOON + Millis::hours(3);
    let pass = |came| {
        let text = "It costs 100 euros.".into();
        Command::PassOnMail { came, message: SendMessage { text, ..SendMessage::default() } }
    };
    let story = sent().after(Millis::hours(30)).when(seller(), pass(came)).accepted();
    assert_eq!(story.state().primary_lane.answered_at, Some(came));
    assert_eq!(story.state().primary_lane.waiting_since, None);
    let shown = |party: Party| project(story.state(), &Viewer::of(party)).expect("a participant").entries;
    let is_said = |entry: &&shared::view::Entry| matches!(entry.content, Content::Message { .. });
    let entries = shown(Party::Buyer);
    let entry = entries.iter().find(is_said).expect("the buyer reads it");
    assert_eq!((entry.at, entry.came), (NOON + Millis::hours(30), Some(came)));
    assert!(shown(Party::Manufacturer).iter().all(|entry| entry.came.is_none()), "V: when, nothing more");

    let early = sent().after(Millis::hours(30)).when(seller(), pass(NOON - Millis::hours(1))).accepted();
    assert_eq!(early.state().primary_lane.answered_at, Some(NOON), "not before the question");
    let later = sent().when(seller(), pass(NOON + Millis::hours(1))).accepted();
    assert_eq!(later.state().primary_lane.answered_at, Some(NOON), "nothing comes from the future");
}

#[test]
fn n12_a_mail_that_came_back_is_told_once_until_its_reader_is_heard_of() {
    let failed = Event::DeliveryFailed { to: Party::Buyer, permanent: true };
    let story = sent().when(mail_room(), failure(Party::Buyer)).then([failed.clone()]);
    let story = story.when(seller(), message("It costs 100 euros.")).accepted();
    let story = story.when(mail_room(), failure(Party::Buyer)).then([]);
    let story = story.when(buyer(), message("Here I am.")).accepted();
    story.when(mail_room(), failure(Party::Buyer)).then([failed]);
}

#[test]
fn n12_nobody_but_the_mail_room_reports_it_and_only_of_participants() {
    for who in [seller(), buyer(), house(), actor(Party::Operator)] {
        sent().when(who, failure(Party::Buyer)).refused("not_allowed", None);
    }
    sent().when(mail_room(), failure(Party::Seller("s9".into()))).refused("not_allowed", None);
}

/// V: whose mail came back is known in the lane of that participant, and nowhere else.
#[test]
fn v_it_is_known_in_its_lane_alone_and_of_others_never_to_the_buyer() {
    let story = sent().when(mail_room(), failure(Party::Buyer)).accepted();
    let story = story.when(mail_room(), failure(boss().party)).accepted();
    let known = |who: Actor| {
        let thread = project(story.state(), &Viewer::of(who.party)).expect("a participant");
        let failures = thread.entries.into_iter().filter(|entry| entry.content == Content::DeliveryFailed);
        failures.count()
    };
    assert_eq!((known(buyer()), known(seller())), (1, 1));
    assert_eq!((known(boss()), known(area_manager())), (1, 1));
    assert_eq!(known(actor(Party::Operator)), 2);
}
