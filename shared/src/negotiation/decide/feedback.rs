//! Asking for stars and getting them (S1, S5).

use super::{Case, optional_text};
use crate::negotiation::event::{Event, Feedback};
use crate::negotiation::party::Party;
use crate::negotiation::refusal::Refusal;
use crate::rating::{Stars, feedback_is_editable, survey_due};

/// S1, S5: once, 120 h after the inquiry, unless it was declined until then or is spam.
pub(super) fn ask(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let state = case.state;
    let due =
        state.sent_at.and_then(|sent| survey_due(sent, state.primary_lane.declined_at, state.is_closed()));
    let is_due = due.is_some_and(|due| case.at >= due) && state.feedback_asked_at.is_none();
    Ok(if is_due { vec![Event::FeedbackAsked] } else { Vec::new() })
}

/// S1: one feedback, editable for 14 days after its first version.
pub(super) fn leave(case: &Case, left: &Feedback) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.leaves_feedback && case.state.feedback_asked_at.is_some())?;
    Stars::try_from(left.stars).map_err(|_| Refusal::StarsOutOfRange)?;
    if case.state.feedback_at.is_some_and(|first| !feedback_is_editable(first, case.at)) {
        return Err(Refusal::FeedbackTooLate);
    }
    Ok(vec![Event::FeedbackLeft(Feedback {
        stars: left.stars,
        reason: optional_text(left.reason.as_deref())?,
        comment: optional_text(left.comment.as_deref())?,
    })])
}
