//! What holds for every history of a seller (S2–S7), over cases drawn from fixed seeds.

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

use fastrand::Rng;
use shared::rating::{
    Feedback, Figures, Fraction, Sample, Stars, TalkStep, TurnEnd, plus_months, punctuality, standing, tally,
    turns,
};
use shared::time::{Millis, Timestamp};

const NOW: Timestamp = Timestamp(1_782_820_800_000);
const CASES: u64 = 400;

/// Runs the check on many drawn histories; the last seed printed is the one that failed.
fn for_all(check: impl Fn(&mut Rng, Vec<Sample>)) {
    for seed in 0..CASES {
        let mut chance = Rng::with_seed(seed);
        let count = chance.usize(..30);
        let samples = (0..count).map(|_| sample(&mut chance)).collect();
        eprintln!("seed {seed}");
        check(&mut chance, samples);
    }
}

fn sample(chance: &mut Rng) -> Sample {
    let delivered = NOW - Millis::minutes(chance.i64(-5_000..1_200_000));
    let answered = chance.bool().then(|| delivered + Millis::minutes(chance.i64(0..12_000)));
    let left = delivered + Millis::hours(120) + Millis::minutes(chance.i64(0..50_000));
    let feedback = chance.bool().then(|| Feedback { left, stars: stars(chance.u8(1..=5)) });
    let (no_reply_needed, spam) = (chance.u8(..8) == 0, chance.u8(..8) == 0);
    Sample { delivered, answered, no_reply_needed, spam, feedback }
}

fn stars(number: u8) -> Stars {
    Stars::try_from(number).expect("one to five")
}

fn fresh(number: u8) -> Sample {
    let feedback = Some(Feedback { left: NOW, stars: stars(number) });
    Sample { delivered: NOW, answered: None, no_reply_needed: false, spam: false, feedback }
}

#[test]
fn s7_the_order_of_the_samples_does_not_matter() {
    for_all(|chance, samples| {
        let mut shuffled = samples.clone();
        chance.shuffle(&mut shuffled);
        assert_eq!(Figures::of(&samples, NOW), Figures::of(&shuffled, NOW));
    });
}

#[test]
fn s2_the_shown_average_is_within_half_a_tenth_of_the_exact_one() {
    for_all(|_, samples| {
        let (mut weights, mut sum, mut count) = (0.0, 0.0, 0);
        let valid = samples.iter().filter(|sample| !sample.spam).filter_map(|sample| sample.feedback);
        for feedback in valid.filter(|feedback| feedback.left <= NOW) {
            let until = |months| NOW <= plus_months(feedback.left, months);
            let weight = f64::from(u8::from(until(12)) + u8::from(until(24))) / 2.0;
            weights += weight;
            sum += weight * f64::from(feedback.stars.get());
            count += u32::from(weight > 0.0);
        }
        let tally = tally(&samples, NOW);
        assert_eq!(tally.ratings, count);
        assert_eq!(tally.shown().is_none(), count == 0);
        if let Some(shown) = tally.shown() {
            let error = shown.0 as f64 / 10.0 - sum / weights;
            assert!((10..=50).contains(&shown.0) && error > -0.05 && error < 0.05 + 1e-9);
        }
    });
}

#[test]
fn s3_more_stars_never_rank_lower() {
    for_all(|_, samples| {
        let score = |more: &[Sample]| tally(&[&samples, more].concat(), NOW).rank_score();
        let now = score(&[]);
        assert!(Fraction::new(1, 1) < Some(now) && Some(now) < Fraction::new(5, 1));
        assert!(score(&[fresh(5)]) > now && score(&[fresh(1)]) < now);
        assert!((1..5).all(|number| score(&[fresh(number)]) < score(&[fresh(number + 1)])));
    });
}

#[test]
fn s7_scores_as_f64_compare_like_the_fractions() {
    for_all(|chance, samples| {
        let (left, right) = samples.split_at(chance.usize(..=samples.len()));
        let (left, right) = (tally(left, NOW).rank_score(), tally(right, NOW).rank_score());
        assert_eq!(Some(left.cmp(&right)), left.to_f64().partial_cmp(&right.to_f64()));
    });
}

#[test]
fn s5_spam_changes_nothing() {
    for_all(|chance, samples| {
        let spam = Sample { spam: true, ..sample(chance) };
        let with_spam: Vec<_> = samples.iter().copied().chain([spam]).collect();
        assert_eq!(standing(&samples, NOW), standing(&with_spam, NOW));
    });
}

#[test]
fn s4_the_mean_lies_between_zero_and_the_cap() {
    for_all(|_, samples| {
        let Some(mean) = Figures::of(&samples, NOW).response else { return };
        assert!(mean.samples >= 3 && mean.samples as usize <= samples.len());
        assert!(Fraction::new(0, 1) <= Some(mean.hours()) && Some(mean.hours()) <= Fraction::new(120, 1));
        let instant = Sample { answered: Some(NOW), feedback: None, ..fresh(1) };
        let faster = [samples.as_slice(), &[instant]].concat();
        let faster = Figures::of(&faster, NOW).response.expect("one sample more");
        assert!(faster.hours() <= mean.hours() && faster.samples == mean.samples + 1);
    });
}

#[test]
fn s6_turns_follow_each_other_and_none_is_lost() {
    for_all(|chance, samples| {
        let mut at = NOW;
        let steps: Vec<_> = (samples.iter())
            .map(|_| {
                at = at + Millis::minutes(chance.i64(1..4_000));
                [TalkStep::Asked, TalkStep::Answered, TalkStep::NotWaitedFor][chance.usize(..3)](at)
            })
            .collect();
        let turns = turns(steps.iter().copied());
        let waiting = turns.iter().filter(|turn| turn.end == TurnEnd::Waiting).count();
        assert_eq!(waiting, usize::from(turns.last().is_some_and(|turn| turn.end == TurnEnd::Waiting)));
        for pair in turns.windows(2) {
            assert!(pair[0].asked < pair[1].asked);
            assert!(!matches!(pair[0].end, TurnEnd::Answered(end) if end > pair[1].asked));
        }
        let first = steps.iter().find_map(|step| match step {
            TalkStep::Asked(at) => Some(*at),
            _ => None,
        });
        assert_eq!(turns.first().map(|turn| turn.asked), first);
        if let Some(share) = punctuality(&turns, at) {
            assert!(share.in_time <= share.turns && share.turns as usize <= turns.len());
        }
    });
}
