//! When the buyer is asked for stars and what it may leave (S1, S5).

use super::cast::*;
use shared::negotiation::{Command, DeclineReason, Event, Feedback, Party};
use shared::time::Millis;

fn stars(stars: u8) -> Command {
    Command::LeaveFeedback(Feedback { stars, reason: Some("quick".into()), comment: None })
}

fn clock() -> shared::negotiation::Actor {
    actor(Party::System)
}

#[test]
fn s1_the_buyer_is_asked_once_at_120_hours() {
    let story = sent().after(Millis(Millis::hours(120).0 - 1)).when(clock(), Command::AskFeedback).then([]);
    let story = story.after(Millis(1)).when(clock(), Command::AskFeedback).then([Event::FeedbackAsked]);
    story.when(clock(), Command::AskFeedback).then([]);
}

#[test]
fn s5_a_decline_within_120_hours_asks_nothing() {
    let decline =
        Command::Decline { lane: None, reason: DeclineReason::NotOurProduct, detail: None, message: None };
    let story = sent().when(seller(), decline).accepted();
    story.after(Millis::hours(200)).when(clock(), Command::AskFeedback).then([]);
}

#[test]
fn s1_feedback_is_editable_for_14_days() {
    let asked = sent().after(Millis::hours(120)).when(clock(), Command::AskFeedback).accepted();
    let story = asked.when(buyer(), stars(6)).refused("stars_out_of_range", Some("stars"));
    let story = story.when(buyer(), stars(0)).refused("stars_out_of_range", Some("stars"));
    let story = story.when(buyer(), stars(3)).accepted();
    let story = story.after(Millis::days(14)).when(buyer(), stars(5)).accepted();
    story.after(Millis(1)).when(buyer(), stars(1)).refused("feedback_too_late", None);
}

#[test]
fn only_the_buyer_leaves_feedback_and_only_when_asked() {
    sent().when(buyer(), stars(5)).refused("not_allowed", None);
    let asked = sent().after(Millis::hours(120)).when(clock(), Command::AskFeedback).accepted();
    asked.when(seller(), stars(5)).refused("not_allowed", None);
}
