//! What the mail room reports: words that no person wrote (S5), and mails that came back (N12).

use super::{Case, text};
use crate::negotiation::event::Event;
use crate::negotiation::party::{Lane, Party};
use crate::negotiation::refusal::Refusal;

/// Also when the negotiation has ended: machines answer when they like. It moves no clock.
pub(super) fn receive_automatic_message(
    case: &Case,
    lane: Option<Lane>,
    words: &str,
) -> Result<Vec<Event>, Refusal> {
    let (from, lane) = (case.actor.party.clone(), case.lane(lane)?);
    Ok(vec![Event::AutomaticMessageReceived { from, lane, text: text(words)? }])
}

/// Once, until the participant is heard of again: what is known need not be said twice.
pub(super) fn note_delivery_failure(case: &Case, to: &Party, permanent: bool) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System && !case.state.classes_of(to).is_empty())?;
    let heard_of = |event: &Event| event.said().is_some_and(|said| said.from == *to);
    let failed = Event::DeliveryFailed { to: to.clone(), permanent };
    let mut facts = case.state.history.iter().rev().map(|fact| &fact.event);
    let last = facts.find(|event| **event == failed || heard_of(event));
    Ok(if last == Some(&failed) { Vec::new() } else { vec![failed] })
}
