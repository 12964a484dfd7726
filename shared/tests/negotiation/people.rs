//! Forward and cc (N4, V1).

use super::cast::*;
use shared::negotiation::{Command, Lane, SendMessage};

fn forward(to: &str) -> Command {
    Command::Forward { lane: None, to: to.into(), note: Some("please take it".into()) }
}

#[test]
fn n4_somebody_of_the_lane_is_refused_by_name() {
    let story = sent().when(seller(), forward("paul@x.example,rosa@x.example")).accepted();
    let story = story.when(seller(), forward("PAUL@x.example")).refused("already_in_lane", Some("to"));
    let buyers_own = forward("anna@secret-buyer.example");
    let story = story.when(seller(), buyers_own).refused("already_in_lane", Some("to"));
    // The other lane is another conversation.
    story.when(area_manager(), forward("paul@x.example")).accepted();
}

#[test]
fn n7_addresses_are_separated_by_commas_without_spaces() {
    sent().when(seller(), forward("")).refused("no_recipient", Some("to"));
    sent().when(seller(), forward("a@x.example, b@x.example")).refused("email_space", Some("to"));
    sent().when(seller(), forward("a@x.example,,b@x.example")).refused("email_missing", Some("to"));
    sent().when(seller(), forward("somebody")).refused("email_invalid", Some("to"));
}

#[test]
fn v1_a_co_recipient_answers_in_its_lane_and_hands_on() {
    let story = sent().when(seller(), forward("paul@x.example")).accepted();
    let paul = || address("paul@x.example");
    let story = story.when(paul(), message("I will take it.")).accepted();
    assert!(story.state().contacted_at.is_some(), "S4: a co-recipient's answer stops the clock");
    let story = story.when(paul(), forward("rosa@x.example")).accepted();
    let other = message_in(Lane::Manufacturer, "Hello");
    story.when(address("rosa@x.example"), other).refused("not_allowed", None);
}

#[test]
fn a_bad_cc_sends_no_message() {
    let with_cc = SendMessage { text: "Hi".into(), cc: Some("a b".into()), ..SendMessage::default() };
    let story = sent().when(seller(), Command::SendMessage(with_cc)).refused("email_space", Some("to"));
    assert!(story.state().contacted_at.is_none());
}

#[test]
fn the_house_has_a_limit() {
    let people = |from: u32, to: u32| {
        let all: Vec<_> = (from..to).map(|n| format!("p{n}@x.example")).collect();
        forward(&all.join(","))
    };
    let story = sent().when(seller(), people(0, 21)).refused("email_too_many", Some("to"));
    let story = story.when(seller(), people(0, 20)).accepted().when(seller(), people(20, 40)).accepted();
    let story = story.when(seller(), people(40, 47)).refused("too_many_recipients", Some("to"));
    story.when(seller(), people(40, 46)).accepted();
}
