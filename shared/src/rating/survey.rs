//! When a buyer is asked for stars, and how long the answer can be changed (S1, S5).

use crate::time::{Millis, Timestamp};

/// From the inquiry to the question (S1).
pub const SURVEY_AFTER: Millis = Millis::hours(120);
/// How long a feedback can be edited, inclusive (S1).
pub const FEEDBACK_EDITABLE: Millis = Millis::days(14);

/// When to ask about an inquiry sent at `sent`; never when it was declined in the interface within
/// 120 h (inclusive), and never when it is spam (S1, S5).
pub fn survey_due(sent: Timestamp, declined: Option<Timestamp>, spam: bool) -> Option<Timestamp> {
    let due = sent + SURVEY_AFTER;
    let declined_in_time = declined.is_some_and(|declined| declined <= due);
    (!spam && !declined_in_time).then_some(due)
}

/// Whether a feedback left at `left` can still be changed (S1).
pub fn feedback_is_editable(left: Timestamp, now: Timestamp) -> bool {
    now - left <= FEEDBACK_EDITABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Timestamp = Timestamp(1_700_000_000_000);

    #[test]
    fn s1_asks_after_120_hours_and_lets_edit_for_14_days() {
        let due = survey_due(SENT, None, false).expect("asked");
        assert_eq!(due - SENT, Millis::hours(120));
        assert!(feedback_is_editable(due, due + Millis::days(14)));
        assert!(!feedback_is_editable(due, due + Millis::days(14) + Millis(1)));
    }

    #[test]
    fn s5_no_survey_after_a_decline_in_time_or_for_spam() {
        assert_eq!(survey_due(SENT, Some(SENT + Millis::hours(120)), false), None);
        let late = SENT + Millis::hours(120) + Millis(1);
        assert_eq!(survey_due(SENT, Some(late), false), Some(SENT + SURVEY_AFTER));
        assert_eq!(survey_due(SENT, None, true), None);
    }
}
