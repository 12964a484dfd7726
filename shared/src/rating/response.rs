//! How long a seller takes to answer (S4).

use super::Sample;
use super::fraction::Fraction;
use crate::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// No response time counts for more; unanswered for this long counts as much (S4).
pub const RESPONSE_CAP: Millis = Millis::hours(120);
/// Inquiries delivered up to this long ago count, inclusive (S4).
pub const RESPONSE_WINDOW: Millis = Millis::days(90);
/// With fewer samples the mean is "not measured" (S4).
pub const RESPONSE_SAMPLES: u32 = 3;

/// The mean of at least [`RESPONSE_SAMPLES`] response times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeanResponse {
    /// The sum of all samples.
    pub total: Millis,
    pub samples: u32,
}

impl MeanResponse {
    /// The mean in hours, exactly; 0 to 120.
    pub fn hours(self) -> Fraction {
        let total = u64::try_from(self.total.0).unwrap_or_default();
        let hour = Millis::hours(1).0.unsigned_abs();
        Fraction::new(total, u64::from(self.samples.max(1)) * hour).expect("an hour is not zero")
    }
}

/// The mean response at `now`; none is "not measured".
pub fn mean_response(samples: &[Sample], now: Timestamp) -> Option<MeanResponse> {
    let none = MeanResponse { total: Millis(0), samples: 0 };
    let times = samples.iter().filter_map(|sample| response_time(sample, now));
    let mean = times.fold(none, |sum, time| MeanResponse {
        total: Millis(sum.total.0 + time.0),
        samples: sum.samples + 1,
    });
    (mean.samples >= RESPONSE_SAMPLES).then_some(mean)
}

/// What one inquiry adds: nothing when it is spam, not waited for, outside the window, or unanswered
/// but younger than the cap.
fn response_time(sample: &Sample, now: Timestamp) -> Option<Millis> {
    let in_window = sample.delivered <= now && now - sample.delivered <= RESPONSE_WINDOW;
    if sample.spam || sample.no_reply_needed || !in_window {
        return None;
    }
    match sample.answered.filter(|&answered| answered <= now) {
        Some(answered) => Some((answered - sample.delivered).clamp(Millis(0), RESPONSE_CAP)),
        None => (now - sample.delivered >= RESPONSE_CAP).then_some(RESPONSE_CAP),
    }
}
