//! R5: an address to which mails do not arrive for the time being: a full mailbox, a server that does not answer. One
//! report says little; several within some days say that nobody there reads mails, until there is quiet again. The clock
//! ends it, and nobody has to do anything.

use crate::time::{Millis, Timestamp};

/// So many reports make an address unreachable.
const REPORTS: usize = 3;
/// When they come within this.
const WITHIN: Millis = Millis::days(7);
/// Until this has gone by without another one.
const QUIET: Millis = Millis::days(3);
/// Reports that come closer together are about the same trouble.
const APART: Millis = Millis::hours(1);

/// The newest reports that mails to an address were put off, oldest first; no more than are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutOff(Vec<Timestamp>);

impl PutOff {
    /// Nothing is known against the address.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a report at this time says something new.
    pub fn is_news(&self, at: Timestamp) -> bool {
        self.0.last().is_none_or(|last| at - *last >= APART)
    }

    /// One more report.
    pub fn note(&mut self, at: Timestamp) {
        if self.0.len() == REPORTS {
            self.0.remove(0);
        }
        self.0.push(at);
    }

    /// Until when the address counts as unreachable, if it does at `now`.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        let (first, last) = (*self.0.first()?, *self.0.last()?);
        let counts = self.0.len() == REPORTS && last - first <= WITHIN;
        let end = last + QUIET;
        (counts && now < end).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(hours: &[i64]) -> PutOff {
        let mut put_off = PutOff::default();
        hours.iter().for_each(|hour| put_off.note(Timestamp(Millis::hours(*hour).0)));
        put_off
    }

    #[test]
    fn r5_several_reports_within_a_week_count_until_there_is_quiet() {
        for (hours, until) in [
            (&[][..], None),
            (&[0, 10], None),
            (&[0, 10, 20], Some(20 + 72)),
            (&[0, 100, 168], Some(168 + 72)),
            (&[0, 100, 169], None),
            (&[0, 10, 20, 300], None),
            (&[0, 300, 310, 320], Some(320 + 72)),
        ] {
            let at = |hour: i64| Timestamp(Millis::hours(hour).0);
            let last = at(hours.last().copied().unwrap_or_default());
            let (put_off, until) = (reports(hours), until.map(at));
            assert_eq!(put_off.until(last), until, "{hours:?}");
            if let Some(end) = until {
                assert_eq!(put_off.until(end - Millis(1)), Some(end));
                assert_eq!(put_off.until(end), None, "the clock ends it");
            }
        }
    }

    #[test]
    fn reports_of_one_hour_are_about_the_same() {
        let at = |minutes: i64| Timestamp(Millis::minutes(minutes).0);
        assert!(reports(&[]).is_news(at(0)) && reports(&[0]).is_news(at(60)));
        assert!(!reports(&[0]).is_news(at(59)));
    }
}
