//! Times in the reader's language and zone, always with the zone: paper cannot be asked where it was.

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{T, YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::Locale;
use jiff::ZonedDateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use shared::language::Language;
use shared::time::Timestamp;

/// Writes times.
pub struct Times {
    zone: TimeZone,
    zone_name: String,
    days: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    seconds: NoCalendarFormatter<T>,
    whole: FixedCalendarDateTimeFormatter<Gregorian, YMDT>,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: i16,
    month: i8,
    day: i8,
}

/// A time as clocks of the zone show it.
pub struct Clock {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub offset_minutes: i32,
}

const READY: &str = "the nine languages come with the program";

impl Times {
    pub fn new(language: Language, zone: &str) -> Self {
        let found = TimeZoneDatabase::bundled().get(zone).ok();
        let locale = || Locale::try_from_str(language.code()).expect(READY).into();
        Self {
            zone_name: found.as_ref().and_then(|zone| zone.iana_name()).unwrap_or("UTC").to_owned(),
            zone: found.unwrap_or(TimeZone::UTC),
            days: FixedCalendarDateTimeFormatter::try_new(locale(), YMD::long()).expect(READY),
            seconds: NoCalendarFormatter::try_new(locale(), T::hms()).expect(READY),
            whole: FixedCalendarDateTimeFormatter::try_new(locale(), YMD::long().with_time_hms())
                .expect(READY),
        }
    }

    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    pub fn day_of(&self, at: Timestamp) -> Day {
        let there = self.there(at);
        Day { year: there.year(), month: there.month(), day: there.day() }
    }

    /// "3 March 2026".
    pub fn day(&self, at: Timestamp) -> String {
        self.days.format(&self.date(&self.there(at))).to_string()
    }

    /// The day of a time that stands for a day and is the same everywhere: its day in UTC.
    pub fn plain_day(&self, at: Timestamp) -> String {
        self.days.format(&self.date(&self.there(at).with_time_zone(TimeZone::UTC))).to_string()
    }

    /// "14:05:09 UTC+1".
    pub fn second(&self, at: Timestamp) -> String {
        let there = self.there(at);
        format!("{} {}", self.seconds.format(&time(&there)), offset(&there))
    }

    /// "3 March 2026, 14:05:09 UTC+1".
    pub fn exact(&self, at: Timestamp) -> String {
        let there = self.there(at);
        let whole = DateTime { date: self.date(&there), time: time(&there) };
        format!("{} {}", self.whole.format(&whole), offset(&there))
    }

    pub fn clock(&self, at: Timestamp) -> Clock {
        let there = self.there(at);
        let small = |number: i8| number.unsigned_abs();
        Clock {
            year: there.year().unsigned_abs(),
            month: small(there.month()),
            day: small(there.day()),
            hour: small(there.hour()),
            minute: small(there.minute()),
            second: small(there.second()),
            offset_minutes: there.offset().seconds() / 60,
        }
    }

    /// A time outside of all calendars is the beginning of time.
    fn there(&self, at: Timestamp) -> ZonedDateTime {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        ZonedDateTime::new(at, self.zone.clone())
    }

    fn date(&self, there: &ZonedDateTime) -> Date<Gregorian> {
        let (year, month, day) =
            (there.year().into(), there.month().unsigned_abs(), there.day().unsigned_abs());
        Date::try_new_gregorian(year, month, day).expect("it comes from a calendar")
    }
}

fn time(there: &ZonedDateTime) -> Time {
    let (hour, minute, second) = (there.hour(), there.minute(), there.second());
    let small = |number: i8| number.unsigned_abs();
    Time::try_new(small(hour), small(minute), small(second), 0).expect("it comes from a clock")
}

/// How far the zone is from UTC.
fn offset(there: &ZonedDateTime) -> String {
    let seconds = there.offset().seconds();
    let sign = if seconds < 0 { '−' } else { '+' };
    match (seconds.unsigned_abs() / 3600, seconds.unsigned_abs() / 60 % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 December 2026, 23:30:05 in UTC.
    const EVE: Timestamp = Timestamp(1_798_155_005_000);

    #[test]
    fn a_time_is_written_as_its_reader_writes_it_and_says_its_zone() {
        let said = |language, zone| Times::new(language, zone).exact(EVE);
        assert_eq!(said(Language::De, "Europe/Berlin"), "25. Dezember 2026 um 00:30:05 UTC+1");
        assert_eq!(said(Language::Ja, "Asia/Tokyo"), "2026年12月25日 8:30:05 UTC+9");
        assert_eq!(said(Language::Ru, "UTC"), "24 декабря 2026\u{202f}г. в 23:30:05 UTC");
        assert_eq!(said(Language::Fr, "Asia/Kolkata"), "25 décembre 2026 à 05:00:05 UTC+5:30");
        assert_eq!(said(Language::Pt, "America/New_York"), "24 de dezembro de 2026 às 18:30:05 UTC−5");
    }

    #[test]
    fn a_zone_changes_its_distance_with_the_season() {
        let berlin = Times::new(Language::De, "Europe/Berlin");
        let summer = Timestamp(EVE.0 - 180 * 24 * 3_600_000);
        assert!(berlin.second(summer).ends_with("UTC+2") && berlin.second(EVE).ends_with("UTC+1"));
    }

    #[test]
    fn an_unknown_zone_is_utc_and_says_so() {
        let nowhere = Times::new(Language::En, "../etc/passwd");
        assert_eq!(nowhere.zone_name(), "UTC");
        assert!(nowhere.second(EVE).ends_with("UTC"));
    }
}
