//! When somebody is usually there. It is shown and never counted in: every clock runs in calendar hours (S6).

use serde::{Deserialize, Serialize};
use std::fmt;

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
/// The longest name of a time zone, in characters.
const ZONE_CHARACTERS: usize = 64;

/// The same in every week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessHours {
    /// The name of the clock on the wall (IANA), such as `Europe/Paris`.
    pub zone: String,
    /// Monday first; none is closed.
    pub week: [Option<Opening>; 7],
}

/// One day's, in minutes after midnight: from 0, to at most 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub from: u16,
    pub until: u16,
}

/// Days in a row with the same opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// From 0, which is Monday; both included.
    pub first: usize,
    pub last: usize,
    pub opening: Opening,
}

/// Why these are no business hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    Zone,
    /// On that day it closes before it opens, or after midnight.
    Reversed(usize),
    /// It is never there.
    NoDay,
}

impl BusinessHours {
    /// Checks them.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), HoursFault> {
        if !is_zone(&self.zone) {
            return Err(HoursFault::Zone);
        }
        let reversed = |opening: &Option<Opening>| {
            opening.is_some_and(|one| one.from >= one.until || one.until > DAY_MINUTES)
        };
        match self.week.iter().position(reversed) {
            Some(day) => Err(HoursFault::Reversed(day)),
            None if self.week.iter().all(Option::is_none) => Err(HoursFault::NoDay),
            None => Ok(()),
        }
    }

    /// Whether somebody is there on that day (0 is Monday), so many minutes after midnight.
    pub fn open_at(&self, day: usize, minute: u16) -> bool {
        let opening = self.week.get(day).copied().flatten();
        opening.is_some_and(|opening| (opening.from..opening.until).contains(&minute))
    }

    /// The week in as few words as it takes, Monday first.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        for (day, opening) in self.week.iter().enumerate() {
            let Some(opening) = *opening else { continue };
            match found.last_mut() {
                Some(last) if last.last + 1 == day && last.opening == opening => last.last = day,
                _ => found.push(Stretch { first: day, last: day, opening }),
            }
        }
        found
    }
}

/// Whether it can be the name of a time zone; whether there is one, whoever shows it will find out.
fn is_zone(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+-/".contains(c);
    (1..=ZONE_CHARACTERS).contains(&name.len()) && name.chars().all(fits)
}

impl HoursFault {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zone => "zone_invalid",
            Self::Reversed(_) => "hours_reversed",
            Self::NoDay => "hours_missing",
        }
    }

    /// The field to correct: of a day, `week.` and its number, Monday being 0.
    pub fn field(self) -> &'static str {
        const DAYS: [&str; 7] = ["week.0", "week.1", "week.2", "week.3", "week.4", "week.5", "week.6"];
        match self {
            Self::Zone => "zone",
            Self::Reversed(day) => DAYS.get(day).unwrap_or(&"week"),
            Self::NoDay => "week",
        }
    }
}

impl fmt::Display for HoursFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zone => "this is no time zone: write it as Europe/Paris",
            Self::Reversed(_) => "the end of a day must be later than its beginning, and before midnight",
            Self::NoDay => "choose at least one day, or remove the business hours",
        })
    }
}
