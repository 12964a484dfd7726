//! The figures behind the stars (S1–S7): plain samples and a time in, integers and exact fractions
//! out, so that the browser and the server show the same digits. It reads no history and no clock.

mod calendar;
mod fraction;
mod response;
mod stars;
mod survey;
mod turns;

use crate::network::Standing;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use calendar::plus_months;
pub use fraction::{Fraction, Tenths};
pub use response::{MeanResponse, RESPONSE_CAP, RESPONSE_SAMPLES, RESPONSE_WINDOW, mean_response};
pub use stars::{NotStars, Stars, Tally, tally};
pub use survey::{FEEDBACK_EDITABLE, SURVEY_AFTER, feedback_is_editable, survey_due};
pub use turns::{Light, Punctuality, TURN_LIMIT, TalkStep, Turn, TurnEnd, punctuality, turns, waiting_since};

/// One inquiry of which the seller was the primary when it was delivered. Forwards and answers by
/// copies change nothing here (S5): the original primary keeps the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// When the inquiry was delivered to the seller: the clock's start (S4).
    pub delivered: Timestamp,
    /// The first human message, quote or decline in the primary lane (S4); none while it is awaited.
    #[serde(default)]
    pub answered: Option<Timestamp>,
    /// "No reply needed" was marked before any answer: the clock gives no sample (S5).
    #[serde(default)]
    pub no_reply_needed: bool,
    /// Marked spam: neither the clock nor the stars count (S5).
    #[serde(default)]
    pub spam: bool,
    /// The one feedback of this inquiry (S1).
    #[serde(default)]
    pub feedback: Option<Feedback>,
}

/// The stars a buyer gave for the quality of the answer (S1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// When it was first left. A later edit changes the stars, never the age.
    pub left: Timestamp,
    pub stars: Stars,
}

/// Everything that is shown about a seller, and what it ranks by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub tally: Tally,
    /// None is "not measured" (S4).
    pub response: Option<MeanResponse>,
}

impl Figures {
    /// The figures at `now`; samples from after `now` do not exist yet.
    pub fn of(samples: &[Sample], now: Timestamp) -> Self {
        Self { tally: tally(samples, now), response: mean_response(samples, now) }
    }

    /// What the order on the stand looks at (R8). A seller whose ratings are all too old to weigh is
    /// unrated again.
    pub fn standing(&self) -> Standing {
        let rated = self.tally.ratings > 0;
        Standing {
            rank_score: rated.then(|| self.tally.rank_score().to_f64()),
            ratings: rated.then_some(self.tally.ratings),
            mean_response_hours: self.response.map(|mean| mean.hours().to_f64()),
        }
    }
}

/// The standing of a seller at `now`: what R8 needs, from its samples.
pub fn standing(samples: &[Sample], now: Timestamp) -> Standing {
    Figures::of(samples, now).standing()
}
