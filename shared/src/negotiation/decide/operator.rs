//! Words between the operator and one side. They are no part of a lane: no clock moves, and a negotiation that is closed
//! does not end them.

use super::{Case, text};
use crate::negotiation::event::{Event, OperatorMessage};
use crate::negotiation::party::OperatorSide;
use crate::negotiation::refusal::Refusal;

/// The operator to either side; the buyer once the operator has written to it.
pub(super) fn write(case: &Case, with: OperatorSide, words: &str) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.operator_sides(case.state).contains(with))?;
    let (by, sender) = (case.actor.party.clone(), case.actor.address.clone());
    sender.as_ref().ok_or(Refusal::SenderMissing)?;
    Ok(vec![Event::OperatorMessageSent(OperatorMessage { by, sender, with, text: text(words)? })])
}
