//! Stars and what follows from them: the average that is shown and the score that ranks (S2, S3).

use super::calendar::plus_months;
use super::fraction::{Fraction, Tenths};
use super::{Feedback, Sample};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One to five stars (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

/// The number is not 1, 2, 3, 4 or 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotStars;

impl fmt::Display for NotStars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number of stars: give 1, 2, 3, 4 or 5")
    }
}

impl Stars {
    /// How many.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = NotStars;
    fn try_from(number: u8) -> Result<Self, NotStars> {
        (1..=5).contains(&number).then_some(Self(number)).ok_or(NotStars)
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

/// The sums over the ratings that still weigh something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many ratings still weigh something: the number that is shown beside the stars (S2).
    pub ratings: u32,
    /// 2 × Σw: weights are counted in halves to stay whole.
    pub half_weights: u64,
    /// 2 × Σw·s.
    pub weighted_stars: u64,
}

impl Tally {
    /// The average that is shown, one decimal, a half rounding up; none is "not yet rated" (S2).
    pub fn shown(self) -> Option<Tenths> {
        Fraction::new(self.weighted_stars, self.half_weights).map(Fraction::tenths)
    }

    /// (3 × 3.5 + Σw·s) / (3 + Σw), doubled above and below to stay whole (S3). 3.5 when unrated.
    pub fn rank_score(self) -> Fraction {
        Fraction::new(21 + self.weighted_stars, 6 + self.half_weights).expect("six is not zero")
    }
}

/// Adds up the feedback that counts at `now`.
pub fn tally(samples: &[Sample], now: Timestamp) -> Tally {
    let counted = samples.iter().filter(|sample| !sample.spam);
    counted.filter_map(|sample| sample.feedback).fold(Tally::default(), |sums, feedback| {
        let weight = half_weight(feedback, now);
        Tally {
            ratings: sums.ratings + u32::from(weight > 0),
            half_weights: sums.half_weights + weight,
            weighted_stars: sums.weighted_stars + weight * u64::from(feedback.stars.get()),
        }
    })
}

/// The weight in halves: 2 up to and including twelve calendar months after it was left, 1 up to and
/// including twenty-four, then 0 (S2). Feedback from after `now` weighs nothing.
fn half_weight(feedback: Feedback, now: Timestamp) -> u64 {
    if feedback.left > now || now > plus_months(feedback.left, 24) {
        return 0;
    }
    if now <= plus_months(feedback.left, 12) { 2 } else { 1 }
}
