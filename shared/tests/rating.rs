//! The figures as the rules tell them (S2–S6), one case a rule.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use shared::network::Standing;
use shared::rating::{
    Feedback, Figures, Fraction, Light, Punctuality, Sample, Stars, TalkStep, Turn, TurnEnd, plus_months,
    punctuality, standing, tally, turns, waiting_since,
};
use shared::time::{Millis, Timestamp};

/// 2026-06-30T12:00:00Z
const NOW: Timestamp = Timestamp(1_782_820_800_000);

fn quiet(delivered: Timestamp) -> Sample {
    Sample { delivered, answered: None, no_reply_needed: false, spam: false, feedback: None }
}

fn answered_after(length: Millis) -> Sample {
    let delivered = NOW - Millis::days(30);
    Sample { answered: Some(delivered + length), ..quiet(delivered) }
}

fn rated(stars: u8, left: Timestamp) -> Sample {
    let stars = Stars::try_from(stars).expect("one to five");
    Sample { feedback: Some(Feedback { left, stars }), ..quiet(NOW - Millis::days(1000)) }
}

fn shown(samples: &[Sample], now: Timestamp) -> Option<String> {
    tally(samples, now).shown().map(|stars| stars.to_string())
}

#[test]
fn s1_stars_are_one_to_five() {
    assert!(Stars::try_from(0).is_err() && Stars::try_from(6).is_err());
    assert!(serde_json::from_str::<Stars>("6").is_err());
    assert_eq!(serde_json::from_str::<Stars>("5").expect("five").get(), 5);
}

#[test]
fn s2_the_weight_halves_after_twelve_months_and_ends_after_twenty_four() {
    let left = NOW;
    let samples = [rated(1, left), rated(4, plus_months(left, 24))];
    let (year, two_years) = (plus_months(left, 12), plus_months(left, 24));
    let tick = Millis(1);
    assert_eq!(tally(&samples[..1], year).half_weights, 2);
    assert_eq!(tally(&samples[..1], year + tick).half_weights, 1);
    assert_eq!(tally(&samples[..1], two_years + tick).half_weights, 0);
    // (½ × 1 + 1 × 4) / 1.5 = 3
    assert_eq!(shown(&samples, two_years).as_deref(), Some("3.0"));
    assert_eq!(shown(&samples, two_years + tick).as_deref(), Some("4.0"));
    assert_eq!(tally(&samples, two_years + tick).ratings, 1);
}

#[test]
fn s2_a_half_tenth_rounds_up_and_nothing_is_not_yet_rated() {
    let four = [rated(4, NOW), rated(4, NOW), rated(4, NOW), rated(5, NOW)];
    assert_eq!(shown(&four, NOW).as_deref(), Some("4.3"));
    assert_eq!(shown(&[], NOW), None);
    assert_eq!(shown(&four, NOW - Millis(1)), None, "feedback from the future");
}

#[test]
fn s3_three_ratings_of_three_and_a_half_stand_in_front() {
    assert_eq!(Some(tally(&[], NOW).rank_score()), Fraction::new(7, 2));
    // (10.5 + 5) / 4
    assert_eq!(Some(tally(&[rated(5, NOW)], NOW).rank_score()), Fraction::new(31, 8));
    // (10.5 + ½ × 5) / 3.5
    let old = rated(5, NOW - Millis::days(500));
    assert_eq!(Some(tally(&[old], NOW).rank_score()), Fraction::new(26, 7));
}

#[test]
fn s4_at_least_three_samples_each_capped_at_120_hours() {
    let two = [answered_after(Millis::hours(1)), answered_after(Millis::hours(500))];
    assert_eq!(Figures::of(&two, NOW).response, None);
    let three = [two[0], two[1], quiet(NOW - Millis::days(30))];
    let mean = Figures::of(&three, NOW).response.expect("measured");
    // (1 + 120 + 120) / 3 = 80.33…
    assert_eq!(Some(mean.hours()), Fraction::new(241, 3));
    assert_eq!(mean.hours().tenths().to_string(), "80.3");
}

#[test]
fn s4_an_inquiry_counts_once_it_is_answered_or_120_hours_old() {
    let pending = quiet(NOW - Millis::hours(120) + Millis(1));
    let base = [answered_after(Millis(0)), answered_after(Millis(0)), pending];
    assert_eq!(Figures::of(&base, NOW).response, None);
    let mean = Figures::of(&base, NOW + Millis(1)).response.expect("now it is overdue");
    assert_eq!(Some(mean.hours()), Fraction::new(40, 1));
}

#[test]
fn s4_ninety_days_inclusive() {
    let delivered = NOW - Millis::days(90);
    let edge = Sample { answered: Some(delivered + Millis::hours(6)), ..quiet(delivered) };
    let samples = [answered_after(Millis(0)), answered_after(Millis(0)), edge];
    let mean = Figures::of(&samples, NOW).response.expect("ninety days ago counts");
    assert_eq!(Some(mean.hours()), Fraction::new(2, 1));
    assert_eq!(Figures::of(&samples, NOW + Millis(1)).response, None);
}

#[test]
fn s5_spam_and_no_reply_needed_never_count() {
    let spam = Sample { spam: true, ..rated(1, NOW) };
    assert_eq!(tally(&[spam], NOW).ratings, 0);
    let old = quiet(NOW - Millis::days(30));
    let silent = [Sample { spam: true, ..old }, Sample { no_reply_needed: true, ..old }, old, old];
    assert_eq!(Figures::of(&silent, NOW).response, None);
}

#[test]
fn r8_an_unrated_seller_has_an_empty_standing() {
    assert_eq!(standing(&[rated(5, NOW - Millis::days(3000))], NOW), Standing::default());
    let rated = [rated(5, NOW), answered_after(Millis::hours(2))];
    let three = [rated[0], rated[1], rated[1], rated[1]];
    let expected = Standing { rank_score: Some(3.875), ratings: Some(1), mean_response_hours: Some(2.0) };
    assert_eq!(standing(&three, NOW), expected);
}

#[test]
fn s6_a_turn_starts_at_its_earliest_unanswered_message() {
    use TalkStep::{Answered, Asked, NotWaitedFor};
    let at = |hours| NOW + Millis::hours(hours);
    let steps = [Asked(at(0)), Asked(at(30)), Answered(at(49)), Answered(at(50)), Asked(at(60))];
    let expected = [
        Turn { asked: at(0), end: TurnEnd::Answered(at(49)) },
        Turn { asked: at(60), end: TurnEnd::Waiting },
    ];
    assert_eq!(turns(steps), expected);
    assert_eq!(waiting_since(steps), Some(at(60)));
    let dropped = steps.into_iter().chain([NotWaitedFor(at(61)), Asked(at(70))]);
    assert_eq!(waiting_since(dropped.clone()), Some(at(70)), "N10 ends the current turn only");
    assert_eq!(turns(dropped)[1].end, TurnEnd::NotWaitedFor);
}

#[test]
fn s6_forty_eight_hours_inclusive() {
    let turn = |end| Turn { asked: NOW, end };
    let due = NOW + Millis::hours(48);
    let late = due + Millis(1);
    assert_eq!(punctuality(&[turn(TurnEnd::Waiting), turn(TurnEnd::NotWaitedFor)], due), None);
    let ends = [TurnEnd::Answered(due), TurnEnd::Answered(late), TurnEnd::Waiting].map(turn);
    assert_eq!(punctuality(&ends, late), Some(Punctuality { in_time: 1, turns: 3 }));
}

#[test]
fn s6_green_from_95_amber_from_80() {
    let light = |in_time, turns| Punctuality { in_time, turns }.light();
    assert_eq!(light(95, 100), Light::Green);
    assert_eq!(light(94_999, 100_000), Light::Amber);
    assert_eq!(light(4, 5), Light::Amber);
    assert_eq!(light(79, 99), Light::Red);
    assert_eq!(light(0, 1), Light::Red);
}
