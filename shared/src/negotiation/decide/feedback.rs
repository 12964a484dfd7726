//! Asking for stars and getting them (S1, S5).

use super::{Case, optional_text};
use crate::negotiation::event::{Event, Feedback};
use crate::negotiation::limits;
use crate::negotiation::party::Party;
use crate::negotiation::refusal::Refusal;

/// S1, S5: once, 120 h after the inquiry, unless it was declined until then or is spam.
pub(super) fn ask(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let state = case.state;
    let due = state.sent_at.is_some_and(|sent| case.at >= sent + limits::FEEDBACK_DUE);
    let declined = state.primary_lane.declined_at.is_some();
    let nothing = !due || declined || state.is_closed() || state.feedback_asked_at.is_some();
    Ok(if nothing { Vec::new() } else { vec![Event::FeedbackAsked] })
}

/// S1: one feedback, editable for 14 days after its first version.
pub(super) fn leave(case: &Case, left: &Feedback) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.leaves_feedback && case.state.feedback_asked_at.is_some())?;
    if !(1..=5).contains(&left.stars) {
        return Err(Refusal::StarsOutOfRange);
    }
    if case.state.feedback_at.is_some_and(|first| case.at > first + limits::FEEDBACK_EDITABLE) {
        return Err(Refusal::FeedbackTooLate);
    }
    Ok(vec![Event::FeedbackLeft(Feedback {
        stars: left.stars,
        reason: optional_text(left.reason.as_deref())?,
        comment: optional_text(left.comment.as_deref())?,
    })])
}
