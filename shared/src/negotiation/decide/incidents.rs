//! Incidents on orders (N11): opened by the buyer, resolved by the seller, disputed or closed by the buyer,
//! and closed by the clock whatever has happened.

use super::{Case, optional_text, text};
use crate::ids::EntryId;
use crate::negotiation::event::Event;
use crate::negotiation::incident::{Incident, IncidentState, IncidentWord};
use crate::negotiation::party::Party;
use crate::negotiation::refusal::Refusal;
use crate::visibility::Sight;

pub(super) fn open(case: &Case, order: &EntryId, reason: &str) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.opens_incidents)?;
    let quote = case.state.quotes.get(order).ok_or(Refusal::UnknownQuote)?;
    quote.order().ok_or(Refusal::NotAnOrder)?;
    let mut of_order = case.state.incidents.values().filter(|incident| incident.order == *order);
    if of_order.any(|incident| incident.is_running(case.at)) {
        return Err(Refusal::IncidentIsOpen);
    }
    let reason = needed(reason)?;
    Ok(vec![Event::IncidentOpened { order: order.clone(), by: case.actor.party.clone(), reason }])
}

/// It says so; only the buyer, the operator or the clock closes.
pub(super) fn resolve(case: &Case, id: &EntryId, words: Option<&str>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.resolves_incidents)?;
    match running(case, id)?.state {
        IncidentState::Resolved => Err(Refusal::IncidentIsResolved),
        _ => Ok(vec![Event::IncidentResolved(word(case, id, optional_text(words)?))]),
    }
}

pub(super) fn dispute(case: &Case, id: &EntryId, words: &str) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.closes_incidents && case.actor.party == Party::Buyer)?;
    match running(case, id)?.state {
        IncidentState::Resolved => Ok(vec![Event::IncidentDisputed(word(case, id, Some(needed(words)?)))]),
        _ => Err(Refusal::IncidentNotResolved),
    }
}

pub(super) fn close(case: &Case, id: &EntryId, words: Option<&str>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.closes_incidents)?;
    running(case, id)?;
    Ok(vec![Event::IncidentClosed(word(case, id, optional_text(words)?))])
}

/// Nothing when somebody closed it before.
pub(super) fn auto_close(case: &Case, id: &EntryId) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let incident = case.state.incidents.get(id).ok_or(Refusal::UnknownIncident)?;
    let ended = matches!(incident.state, IncidentState::Closed | IncidentState::AutoClosed);
    let is_due = !ended && case.at >= incident.closes_at();
    Ok(if is_due { vec![Event::IncidentAutoClosed { incident: id.clone() }] } else { Vec::new() })
}

/// The incident, if the actor may read its order's lane and it is not over.
fn running<'a>(case: &'a Case, id: &EntryId) -> Result<&'a Incident, Refusal> {
    let incident = case.state.incidents.get(id).ok_or(Refusal::UnknownIncident)?;
    let lane = case.state.quotes.get(&incident.order).map(|quote| quote.lane);
    if lane.is_none_or(|lane| case.rights.lane(lane) != Sight::Full) {
        return Err(Refusal::UnknownIncident);
    }
    if incident.is_running(case.at) { Ok(incident) } else { Err(Refusal::IncidentClosed) }
}

fn word(case: &Case, incident: &EntryId, text: Option<String>) -> IncidentWord {
    IncidentWord { incident: incident.clone(), by: case.actor.party.clone(), text }
}

fn needed(words: &str) -> Result<String, Refusal> {
    text(words).map_err(|refusal| match refusal {
        Refusal::MessageEmpty => Refusal::IncidentReasonMissing,
        other => other,
    })
}
