//! Which mails wait for a digest, which can be turned off, and when a digest leaves.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::mail_settings::{DAY_ENDS, Fate, Kind, MailSettings, Pace, Subscription};
use shared::testing::NOON;
use shared::time::{Millis, Timestamp};

fn paced(pace: Pace) -> MailSettings {
    MailSettings { pace, ..MailSettings::default() }
}

fn those(wanted: impl Fn(&Kind) -> bool) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(wanted).collect()
}

/// N3, N11, R12, R18: what is awaited, binds, costs money or has a clock never waits.
#[test]
fn only_talk_and_what_is_for_information_waits_for_a_digest() {
    let waiting = those(|kind| kind.rule().gathered);
    let expected = [Kind::Copy, Kind::Message, Kind::SentCopy, Kind::Handover, Kind::Withdrawal];
    assert_eq!(waiting, expected);
    for pace in Pace::ALL {
        for kind in those(|kind| !kind.rule().gathered) {
            assert_eq!(paced(pace).fate(kind, NOON), Fate::Leaves, "{kind:?} at {pace:?}");
        }
    }
}

#[test]
fn who_chose_nothing_gets_everything_at_once() {
    for kind in Kind::ALL {
        assert_eq!(MailSettings::default().fate(kind, NOON), Fate::Leaves, "{kind:?}");
    }
}

/// R14, S1.
#[test]
fn copies_and_the_question_for_stars_can_be_turned_off_alone() {
    let named = those(|kind| kind.rule().subscription.is_some());
    assert_eq!(named, [Kind::Copy, Kind::Feedback]);
    for (subscription, kind) in [(Subscription::Copies, Kind::Copy), (Subscription::Feedback, Kind::Feedback)]
    {
        let settings = paced(Pace::Hourly).without(subscription);
        assert!(!settings.has(subscription) && settings.has(Subscription::Digest));
        assert_eq!(those(|kind| settings.fate(*kind, NOON) == Fate::Dropped), [kind]);
        assert_eq!(settings.without(subscription), settings, "again changes nothing");
    }
}

#[test]
fn without_the_digest_no_news_come_and_all_else_does() {
    let settings = paced(Pace::Daily).without(Subscription::Digest);
    assert_eq!(settings.pace, Pace::Never);
    assert!(!settings.has(Subscription::Digest));
    let dropped = those(|kind| settings.fate(*kind, NOON) == Fate::Dropped);
    assert_eq!(dropped, those(|kind| kind.rule().gathered));
}

#[test]
fn news_leave_at_the_end_of_their_hour_or_day() {
    let hour = |at| paced(Pace::Hourly).fate(Kind::Message, at);
    assert_eq!(hour(NOON), Fate::Waits(NOON + Millis::hours(1)), "a new hour has begun");
    assert_eq!(hour(NOON + Millis(1)), Fate::Waits(NOON + Millis::hours(1)));
    assert_eq!(hour(NOON - Millis(1)), Fate::Waits(NOON));
    let day = |at| paced(Pace::Daily).fate(Kind::Message, at);
    let five = NOON - Millis::hours(12) + DAY_ENDS;
    assert_eq!(day(five - Millis(1)), Fate::Waits(five));
    assert_eq!(day(five), Fate::Waits(five + Millis::days(1)));
    assert_eq!(day(NOON), Fate::Waits(five + Millis::days(1)));
    // Also before 1970.
    assert_eq!(Pace::Hourly.leaves(Timestamp(-1)), Some(Timestamp(0)));
}

#[test]
fn every_choice_reads_back_as_it_is_written() {
    for pace in Pace::ALL {
        assert_eq!(Pace::of(pace.code()), Some(pace));
        assert_eq!(serde_json::to_string(&pace).expect("a word"), format!("\"{}\"", pace.code()));
    }
    for subscription in Subscription::ALL {
        assert_eq!(Subscription::of(subscription.code()), Some(subscription));
        let written = serde_json::to_string(&subscription).expect("a word");
        assert_eq!(written, format!("\"{}\"", subscription.code()));
    }
    assert_eq!(Pace::of("weekly"), None);
}
