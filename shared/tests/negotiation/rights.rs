//! The rights table, cell by cell, by words that only one room may hear (§5, V1–V4).

use super::cast::*;
use shared::negotiation::{
    Actor, Audience, Command, Feedback, Lane, Negotiation, OperatorSide, Party, SendMessage,
};
use shared::testing::Story;
use shared::time::Millis;
use shared::view::{Content, Phone, Status, Thread, project};
use shared::visibility::Viewer;

/// One negotiation in which everything was said that somebody must not hear.
fn everything() -> Story<Negotiation> {
    let aside =
        SendMessage { audience: Audience::Operator, text: "WORD-ASIDE".into(), ..SendMessage::default() };
    let forward = |to: &str, note: &str| Command::Forward {
        lane: None,
        to: to.into(),
        members: Vec::new(),
        note: Some(note.into()),
    };
    let left =
        Feedback { stars: 4, reason: Some("WORD-REASON".into()), comment: Some("WORD-COMMENT".into()) };
    sent()
        .when(seller(), message("WORD-PRIMARY"))
        .accepted()
        .when(buyer(), message("WORD-REPLY"))
        .accepted()
        .when(seller(), Command::SendMessage(aside))
        .accepted()
        .when(seller(), forward("xp@word-xp.example", "WORD-XP-NOTE"))
        .accepted()
        .when(house(), message("WORD-HOUSE"))
        .accepted()
        .when(house(), forward("xm@word-xm.example", "WORD-XM-NOTE"))
        .accepted()
        .when(area_manager(), Command::AddInternalNote { text: "WORD-INTERNAL".into() })
        .accepted()
        .when(actor(Party::Operator), operator_says(OperatorSide::Primary, "WORD-TO-SELLER"))
        .accepted()
        .when(actor(Party::Operator), operator_says(OperatorSide::Buyer, "WORD-TO-BUYER"))
        .accepted()
        .when(buyer(), operator_says(OperatorSide::Buyer, "WORD-TO-TEAM"))
        .accepted()
        .when(seller(), Command::ShowPhone { lane: None })
        .accepted()
        .when(seller(), Command::DeclareSale)
        .accepted()
        .after(Millis::hours(120))
        .when(actor(Party::System), Command::AskFeedback)
        .accepted()
        .when(buyer(), Command::LeaveFeedback(left))
        .accepted()
}

fn operator_says(with: OperatorSide, text: &str) -> Command {
    Command::WriteOperatorMessage { with, text: text.into() }
}

fn seen(story: &Story<Negotiation>, who: &Actor) -> Thread {
    project(story.state(), &Viewer::of(who.party.clone())).expect("a participant")
}

fn text(story: &Story<Negotiation>, who: &Actor) -> String {
    serde_json::to_string(&seen(story, who)).expect("plain data")
}

#[track_caller]
fn hears(who: &Actor, words: &[(&str, bool)]) {
    let story = everything();
    let text = text(&story, who);
    for (word, heard) in words {
        assert_eq!(text.contains(word), *heard, "{word} for {}: {text}", who.party);
    }
}

const MAIL: &str = "secret-buyer";
const PHONE: &str = "00 11 22";

#[test]
fn the_buyer() {
    hears(
        &buyer(),
        &[
            ("WORD-PRIMARY", true),
            ("WORD-REPLY", true),
            ("WORD-HOUSE", true),
            ("WORD-ASIDE", false),
            ("WORD-INTERNAL", false),
            ("word-xp", false),
            ("WORD-TO-SELLER", false),
            ("WORD-TO-BUYER", true),
            ("WORD-TO-TEAM", true),
            ("WORD-XP-NOTE", false),
            ("word-xm", false),
            ("WORD-XM-NOTE", false),
            ("WORD-REASON", true),
            ("WORD-COMMENT", true),
            ("boss@", false),
            (MAIL, true),
            (PHONE, true),
        ],
    );
}

#[test]
fn the_primary() {
    hears(
        &seller(),
        &[
            ("WORD-PRIMARY", true),
            ("WORD-REPLY", true),
            ("WORD-HOUSE", false),
            ("WORD-ASIDE", true),
            ("WORD-INTERNAL", true),
            ("WORD-TO-SELLER", true),
            ("WORD-TO-BUYER", false),
            ("WORD-TO-TEAM", false),
            ("word-xp", true),
            ("WORD-XP-NOTE", true),
            ("word-xm", false),
            ("WORD-XM-NOTE", false),
            ("WORD-REASON", true),
            ("WORD-COMMENT", true),
            (MAIL, false),
            (PHONE, true),
        ],
    );
}

#[test]
fn a_copy_holder() {
    hears(
        &area_manager(),
        &[
            ("WORD-TO-SELLER", false),
            ("WORD-TO-BUYER", false),
            ("WORD-TO-TEAM", false),
            ("WORD-PRIMARY", false),
            ("WORD-REPLY", false),
            ("WORD-HOUSE", true),
            ("WORD-ASIDE", false),
            ("WORD-INTERNAL", true),
            ("word-xp", false),
            ("WORD-XP-NOTE", false),
            ("word-xm", false),
            ("WORD-XM-NOTE", false),
            ("WORD-REASON", false),
            ("WORD-COMMENT", false),
            (MAIL, false),
            // N1: nobody of this lane has clicked.
            (PHONE, false),
        ],
    );
    assert!(seen(&everything(), &boss()).header.contact.is_some());
}

#[test]
fn the_manufacturer() {
    hears(
        &house(),
        &[
            ("WORD-TO-SELLER", false),
            ("WORD-TO-BUYER", false),
            ("WORD-TO-TEAM", false),
            ("WORD-PRIMARY", false),
            ("WORD-REPLY", false),
            ("WORD-HOUSE", true),
            ("WORD-ASIDE", false),
            ("WORD-INTERNAL", true),
            ("word-xp", false),
            ("WORD-XP-NOTE", false),
            ("WORD-REASON", true),
            ("WORD-COMMENT", false),
            (MAIL, false),
            (PHONE, false),
        ],
    );
    let thread = seen(&everything(), &house());
    let shadows = thread.entries.iter().filter(|entry| entry.content == Content::Activity);
    assert_eq!(shadows.count(), 2, "that they spoke twice, and when");
    assert_eq!(thread.header.status, Status::Won);
}

#[test]
fn a_co_recipient_of_the_primary() {
    hears(
        &address("xp@word-xp.example"),
        &[
            ("WORD-TO-SELLER", true),
            ("WORD-TO-BUYER", false),
            ("WORD-TO-TEAM", false),
            ("WORD-PRIMARY", true),
            ("WORD-REPLY", true),
            ("WORD-HOUSE", false),
            ("WORD-ASIDE", true),
            ("WORD-INTERNAL", true),
            ("WORD-XM-NOTE", false),
            ("WORD-REASON", false),
            ("WORD-COMMENT", false),
            (MAIL, false),
            (PHONE, true),
        ],
    );
}

#[test]
fn a_co_recipient_of_the_house() {
    let xm = address("xm@word-xm.example");
    hears(
        &xm,
        &[
            ("WORD-TO-SELLER", false),
            ("WORD-TO-BUYER", false),
            ("WORD-TO-TEAM", false),
            ("WORD-PRIMARY", false),
            ("WORD-REPLY", false),
            ("WORD-HOUSE", true),
            ("WORD-ASIDE", false),
            ("WORD-INTERNAL", false),
            ("word-xp", false),
            ("WORD-REASON", false),
            ("WORD-COMMENT", false),
            (MAIL, false),
            (PHONE, false),
        ],
    );
    let thread = seen(&everything(), &xm);
    assert_eq!(thread.header.contact, None);
    assert_eq!(thread.header.status, Status::Answered, "only its own lane moves it");
}

#[test]
fn the_operator() {
    let all = [
        "PRIMARY",
        "REPLY",
        "HOUSE",
        "ASIDE",
        "INTERNAL",
        "REASON",
        "COMMENT",
        "XP-NOTE",
        "XM-NOTE",
        "TO-SELLER",
        "TO-BUYER",
        "TO-TEAM",
    ];
    let words: Vec<_> = all.iter().map(|word| format!("WORD-{word}")).collect();
    let cells: Vec<_> = words.iter().map(|word| (word.as_str(), true)).collect();
    hears(&actor(Party::Operator), &cells);
    hears(&actor(Party::Operator), &[(MAIL, true), (PHONE, false)]);
}

#[test]
fn v4_a_stranger_sees_nothing_at_all() {
    assert_eq!(project(everything().state(), &Viewer::of(Party::Seller("s2".into()))), None);
    assert_eq!(project(everything().state(), &Viewer::default()), None);
}

#[test]
fn v1_two_lanes_are_a_union() {
    let both = Viewer { parties: [house().party, address("xp@word-xp.example").party].into() };
    let thread = project(everything().state(), &both).expect("a participant");
    let text = serde_json::to_string(&thread).expect("plain data");
    assert!(text.contains("WORD-PRIMARY") && text.contains("WORD-HOUSE"));
    assert!(!text.contains("WORD-COMMENT"));
}

#[test]
fn v2_a_copy_alone_never_opens_the_talk_of_the_worldwide_contact() {
    let worldwide = actor(Party::Worldwide);
    let story = sent_to_worldwide().when(worldwide.clone(), message("WORD-WORLD")).accepted();
    assert!(!text(&story, &boss()).contains("WORD-WORLD"));
    let story = story.when(boss(), message_in(Lane::Manufacturer, "WORD-BOSS")).accepted();
    assert!(text(&story, &worldwide).contains("WORD-BOSS"));
    let added = Command::AddCc { lane: None, to: "friend@x.example".into(), members: Vec::new() };
    let story = story.when(boss(), added).accepted();
    let friend = text(&story, &address("friend@x.example"));
    assert!(friend.contains("WORD-BOSS") && !friend.contains("WORD-WORLD"));
}

#[test]
fn v3_both_lanes_are_one_when_the_worldwide_contact_is_primary() {
    let worldwide = actor(Party::Worldwide);
    let story = sent_to_worldwide().when(worldwide.clone(), message("WORD-WORLD")).accepted();
    assert!(text(&story, &house()).contains("WORD-WORLD"));
    let story = story.when(house(), message("WORD-HOUSE")).accepted();
    let story = story
        .when(house(), Command::AddCc { lane: None, to: "xm@x.example".into(), members: Vec::new() })
        .accepted();
    let added = text(&story, &address("xm@x.example"));
    assert!(added.contains("WORD-WORLD") && added.contains("WORD-HOUSE"));
}

#[test]
fn n1_one_click_shows_the_number_to_the_whole_lane() {
    let phone = |story: &Story<Negotiation>, who: &Actor| seen(story, who).header.summary.phone;
    let story = sent().when(
        seller(),
        Command::Forward { lane: None, to: "xp@x.example".into(), members: Vec::new(), note: None },
    );
    let story = story.accepted();
    assert_eq!(phone(&story, &address("xp@x.example")), Phone::Hidden);
    let story = story.when(seller(), Command::ShowPhone { lane: None }).accepted();
    assert!(matches!(phone(&story, &address("xp@x.example")), Phone::Shown(_)));
    assert_eq!(phone(&story, &area_manager()), Phone::Hidden);
}

#[test]
fn receipts_tell_the_author_when_the_other_side_read() {
    let story = sent().when(seller(), message("12 000 €")).accepted();
    let id = newest(&story);
    let read = Command::ReadMessages { messages: vec![id.clone()] };
    let story = story.after(Millis::hours(1)).when(buyer(), read).accepted();
    let thread = seen(&story, &seller());
    let entry = thread.entries.iter().find(|entry| entry.id == id).expect("the message");
    assert_eq!(entry.read_at, Some(shared::testing::NOON + Millis::hours(1)));
    assert!(entry.own);
}

#[test]
fn the_buyer_does_not_read_the_reason_of_a_decline() {
    let decline = Command::Decline {
        lane: None,
        reason: shared::negotiation::DeclineReason::NotSerious,
        detail: Some("WORD-WHY".into()),
        message: Some("We are sorry.".into()),
    };
    let story = sent().when(seller(), decline).accepted();
    let text = text(&story, &buyer());
    assert!(text.contains("We are sorry.") && !text.contains("WORD-WHY") && !text.contains("not_serious"));
}

/// N9, V: the operator has no lane; it has its own way to either side, and moves no clock.
#[test]
fn the_operator_writes_to_one_side_at_a_time() {
    let operator = || actor(Party::Operator);
    let to = |with| operator_says(with, "hello");
    for who in [seller(), house(), area_manager(), actor(Party::System)] {
        sent().when(who.clone(), to(OperatorSide::Primary)).refused("not_allowed", None);
        sent().when(who, to(OperatorSide::Buyer)).refused("not_allowed", None);
    }
    let story = sent().when(buyer(), to(OperatorSide::Buyer)).refused("not_allowed", None);
    let story = story
        .when(operator(), operator_says(OperatorSide::Buyer, " "))
        .refused("message_empty", Some("text"));
    let before = story.state().primary_lane.clone();
    let story = story.when(operator(), to(OperatorSide::Buyer)).accepted();
    let story = story.when(buyer(), to(OperatorSide::Buyer)).accepted();
    let story = story.when(buyer(), to(OperatorSide::Primary)).refused("not_allowed", None);
    let story = story.when(operator(), to(OperatorSide::Primary)).accepted();
    assert_eq!(story.state().primary_lane, before);
    assert_eq!(story.state().contacted_at, None);
    assert_eq!(seen(&story, &buyer()).header.may.operator_sides, [OperatorSide::Buyer]);
    assert!(seen(&story, &seller()).header.may.operator_sides.is_empty());
    assert_eq!(
        seen(&story, &operator()).header.may.operator_sides,
        [OperatorSide::Primary, OperatorSide::Buyer]
    );
}
