//! What the clock says about a buyer's turn that nobody has answered (R18).

use super::Case;
use crate::negotiation::event::Event;
use crate::negotiation::party::Party;
use crate::negotiation::refusal::Refusal;
use crate::rating::TURN_LIMIT;
use crate::time::{Millis, Timestamp};

/// The first reminder comes so long after the turn began; the notice that it is overdue after [`TURN_LIMIT`].
pub const REMINDER_AFTER: Millis = Millis::hours(24);

/// Each once a turn; nothing when the turn has ended.
pub(super) fn remind(case: &Case, turn: Timestamp) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let state = case.state;
    let waits = !state.is_closed() && state.primary_lane.waiting_since == Some(turn);
    let waited = case.at - turn;
    let overdue = waits && waited >= TURN_LIMIT && state.overdue_since != Some(turn);
    let reminded = waits && waited >= REMINDER_AFTER && state.reminded_of != Some(turn);
    Ok(match (overdue, reminded) {
        (true, _) => vec![Event::AnswerOverdue { turn }],
        // Late by more than a day, the first reminder would only double the notice.
        (false, true) if waited < TURN_LIMIT => vec![Event::ReminderSent { turn }],
        _ => Vec::new(),
    })
}
