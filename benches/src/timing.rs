//! How long something takes.

use std::time::{Duration, Instant};

/// The time of one call.
pub fn once<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let result = work();
    (begun.elapsed(), result)
}

/// Each call's time in microseconds, sorted.
pub fn each<T>(inputs: &[T], mut work: impl FnMut(&T)) -> Vec<f64> {
    let micros = |input| once(|| work(input)).0.as_secs_f64() * 1e6;
    let mut times: Vec<f64> = inputs.iter().map(micros).collect();
    times.sort_unstable_by(f64::total_cmp);
    times
}

/// The value below which this part of the sorted times lies.
pub fn percentile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * part).round() as usize).copied().unwrap_or(f64::NAN)
}

/// The middle one of a few.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    percentile(&values, 0.5)
}
