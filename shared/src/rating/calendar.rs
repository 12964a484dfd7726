//! Months of the civil calendar (Gregorian, UTC) in integers. Nothing but what S2 needs.

use crate::time::{Millis, Timestamp};

const DAY: i64 = Millis::days(1).0;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH_DAY: i64 = 719_162;
/// Days in 400 years of the Gregorian calendar.
const CYCLE_DAYS: i64 = 146_097;

/// The same day of the month and time of day `months` later, in UTC; where that month has no such
/// day, its last day. 29 February 2024 and twelve months is 28 February 2025.
pub fn plus_months(at: Timestamp, months: u32) -> Timestamp {
    let (year, month, day) = civil(at.0.div_euclid(DAY));
    let target = year * 12 + (month - 1) + i64::from(months);
    let (year, month) = (target.div_euclid(12), target.rem_euclid(12) + 1);
    let days = days_to(year, month) + day.min(month_length(year, month)) - 1;
    Timestamp(days.saturating_mul(DAY).saturating_add(at.0.rem_euclid(DAY)))
}

/// Year, month 1–12 and day 1–31 of a day counted from 1970-01-01.
fn civil(day: i64) -> (i64, i64, i64) {
    let mut year = ((day + EPOCH_DAY) * 400).div_euclid(CYCLE_DAYS) + 1;
    // The mean year is at most a day or two off: one step corrects the guess.
    while days_to(year, 1) > day {
        year -= 1;
    }
    while days_to(year + 1, 1) <= day {
        year += 1;
    }
    let month = (1..=12).rev().find(|&month| days_to(year, month) <= day).unwrap_or(1);
    (year, month, day - days_to(year, month) + 1)
}

/// Days from 1970-01-01 to the first of a month.
fn days_to(year: i64, month: i64) -> i64 {
    let past = year - 1;
    let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let months: i64 = (1..month).map(|earlier| month_length(year, earlier)).sum();
    past * 365 + leap_days + months - EPOCH_DAY
}

fn month_length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds as `date -ud … +%s` gives them, times 1,000.
    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1000)
    }

    #[test]
    fn s2_months_are_calendar_months() {
        // 2025-03-15T10:20:30Z → 2026-03-15T10:20:30Z
        assert_eq!(plus_months(at(1_742_034_030), 12), at(1_773_570_030));
        // 2024-02-29T00:00:00Z → 2025-02-28T00:00:00Z → 24 months: 2026-02-28
        assert_eq!(plus_months(at(1_709_164_800), 12), at(1_740_700_800));
        assert_eq!(plus_months(at(1_709_164_800), 24), at(1_772_236_800));
        // 2023-02-28 → 2024-02-28, not the leap day
        assert_eq!(plus_months(at(1_677_542_400), 12), at(1_709_078_400));
        // before the epoch: 1969-12-31T23:59:59Z → 1970-12-31T23:59:59Z
        assert_eq!(plus_months(at(-1), 12), at(31_535_999));
        // 2000 is a leap year, 2100 is not: 2096-02-29 and 48 months is 2100-02-28
        assert_eq!(plus_months(at(3_981_312_000), 48), at(4_107_456_000));
    }

    #[test]
    fn every_day_is_its_own_date_again() {
        for day in (-800_000..800_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert!((1..=12).contains(&month) && (1..=month_length(year, month)).contains(&of_month));
            assert_eq!(days_to(year, month) + of_month - 1, day);
        }
    }
}
