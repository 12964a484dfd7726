//! An inquiry that nobody answers is offered once to the next eligible seller; whoever acknowledges first has it
//! (R18).

use super::Case;
use crate::negotiation::command::Command;
use crate::negotiation::event::Event;
use crate::negotiation::party::{Lane, Named, Party};
use crate::negotiation::refusal::Refusal;
use crate::negotiation::silence::{OfferEnd, OfferOutcome, RerouteReason};
use crate::time::Millis;
use crate::visibility::Class;
use enumset::EnumSet;

/// By the clock, once, and only while a seller is silent towards a buyer who waits.
pub(super) fn offer(case: &Case, to: &Named) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let after_hours = case.state.offer_after_hours.filter(|hours| is_silent(case, *hours));
    let primary = case.state.primary.as_ref().map(|primary| &primary.party);
    let is_other = matches!(to.party, Party::Seller(_)) && primary != Some(&to.party);
    let offered = after_hours.filter(|_| is_other);
    Ok(offered.into_iter().map(|after_hours| Event::InquiryOffered { to: to.clone(), after_hours }).collect())
}

fn is_silent(case: &Case, hours: u32) -> bool {
    let (state, lane) = (case.state, &case.state.primary_lane);
    let is_due = state.sent_at.is_some_and(|sent| case.at - sent >= Millis::hours(i64::from(hours)));
    let by_seller = state.primary.as_ref().is_some_and(|one| matches!(one.party, Party::Seller(_)));
    // A quote is an answer, however it was sent.
    let quoted = state.quotes.values().any(|quote| quote.lane == Lane::Primary);
    let answered = lane.answered_at.is_some() || state.sold_at.is_some() || quoted;
    is_due
        && by_seller
        && state.offer.is_none()
        && !state.is_closed()
        && !answered
        && lane.waiting_since.is_some()
}

/// "I am on it": of the offered seller it takes the inquiry, of the primary side it ends the offer.
pub(super) fn acknowledge(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.acknowledges)?;
    case.still_open()?;
    let offer = case.state.offer.as_ref().ok_or(Refusal::NothingOffered)?;
    Ok(match (offer.is_open(), case.rights.classes.contains(Class::Offered)) {
        (false, _) => Vec::new(),
        (true, true) => {
            vec![Event::Rerouted { reason: RerouteReason::Silence, primary: offer.to.clone() }]
        }
        (true, false) => vec![ended(case, OfferEnd::Acknowledged)],
    })
}

pub(super) fn decline_offer(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.declines_offer)?;
    Ok(vec![ended(case, OfferEnd::Refused)])
}

fn ended(case: &Case, reason: OfferEnd) -> Event {
    Event::OfferEnded { by: case.actor.party.clone(), reason }
}

/// The facts, and the end of the offer when one of them is a word of the primary side, or ends the wait.
pub(super) fn ending_the_offer(case: &Case, mut facts: Vec<Event>) -> Vec<Event> {
    if case.state.offer.as_ref().is_some_and(|offer| offer.is_open()) {
        let end = facts.iter().find_map(end_of);
        facts.extend(end.map(|reason| ended(case, reason)));
    }
    facts
}

fn end_of(fact: &Event) -> Option<OfferEnd> {
    match fact {
        Event::Declined { lane: Lane::Primary, .. } | Event::SaleDeclared { .. } => Some(OfferEnd::Answered),
        Event::NoReplyNeededMarked { lane: Lane::Primary, .. }
        | Event::InquiryWithdrawn { .. }
        | Event::MarkedSpam { .. } => Some(OfferEnd::Unneeded),
        fact => {
            let said = fact.said()?;
            let by_primary = said.lane == Lane::Primary && said.from != Party::Buyer;
            // As for S4: nobody at the other side has heard anything of the rest.
            let answers = by_primary && !said.automatic && said.audience.reaches_the_lane();
            answers.then_some(OfferEnd::Answered)
        }
    }
}

/// Somebody who had the inquiry, or could have had it, and nothing else here.
pub(super) fn has_lost(case: &Case) -> bool {
    case.rights.classes == EnumSet::only(Class::Former)
}

/// Looking does no harm; whatever else is asked comes too late.
pub(super) fn refused(case: &Case, command: &Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::OpenInquiry => return Ok(Vec::new()),
        Command::ReadMessages { messages } if messages.is_empty() => return Ok(Vec::new()),
        Command::ReadMessages { .. } => return Err(Refusal::UnknownMessage),
        _ => {}
    }
    match case.state.offer.as_ref().map(|offer| &offer.outcome) {
        Some(OfferOutcome::Ended(OfferEnd::Refused | OfferEnd::Unneeded)) => Err(Refusal::OfferEnded),
        _ => Err(Refusal::InquiryTaken),
    }
}
