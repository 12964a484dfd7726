//! Reminders of an unanswered turn (R18).

use super::cast::*;
use shared::negotiation::{Command, Event, Party};
use shared::testing::NOON;
use shared::time::Millis;

fn remind() -> Command {
    Command::Remind { turn: NOON }
}

#[test]
fn r18_a_reminder_after_24_hours_and_a_notice_after_48_each_once() {
    let clock = || actor(Party::System);
    let story = sent().after(Millis(Millis::hours(24).0 - 1)).when(clock(), remind()).then([]);
    let story = story.after(Millis(1)).when(clock(), remind()).then([Event::ReminderSent { turn: NOON }]);
    let story = story.when(clock(), remind()).then([]);
    let story =
        story.after(Millis::hours(24)).when(clock(), remind()).then([Event::AnswerOverdue { turn: NOON }]);
    story.when(clock(), remind()).then([]);
}

#[test]
fn r18_whoever_has_answered_is_not_reminded() {
    let story = sent().when(seller(), message("Here I am")).accepted();
    story.after(Millis::hours(24)).when(actor(Party::System), remind()).then([]);
}

#[test]
fn r18_a_clock_that_was_late_gives_the_notice_alone() {
    let story = sent().after(Millis::hours(50)).when(actor(Party::System), remind());
    let story = story.then([Event::AnswerOverdue { turn: NOON }]);
    story.when(actor(Party::System), remind()).then([]);
}

#[test]
fn r18_nobody_but_the_clock_reminds() {
    for who in [seller(), buyer(), house(), actor(Party::Operator)] {
        sent().after(Millis::hours(24)).when(who, remind()).refused("not_allowed", None);
    }
}
