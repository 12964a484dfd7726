//! Bringing in others: forward and cc (N4, V1).

use super::{Case, optional_text};
use crate::emails::parse_emails;
use crate::ids::Email;
use crate::negotiation::event::{Event, Forwarded};
use crate::negotiation::limits;
use crate::negotiation::party::{Lane, Named, Party};
use crate::negotiation::refusal::Refusal;
use crate::visibility::Class;

/// N4: to one or more addresses; somebody of the lane already is refused by name.
pub(super) fn forward(
    case: &Case,
    lane: Option<Lane>,
    to: &str,
    note: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.adds_people)?;
    case.still_open()?;
    let lane = case.lane(lane)?;
    let note = optional_text(note)?;
    let newcomers = newcomers(case, lane, to)?;
    let by = &case.actor.party;
    let fact = |to| Event::Forwarded(Forwarded { by: by.clone(), lane, to, note: note.clone() });
    Ok(newcomers.into_iter().map(fact).collect())
}

pub(super) fn add_cc(case: &Case, lane: Option<Lane>, to: &str) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.adds_people)?;
    case.still_open()?;
    let lane = case.lane(lane)?;
    let newcomers = newcomers(case, lane, to)?;
    let by = &case.actor.party;
    Ok(newcomers.into_iter().map(|to| Event::CcAdded { by: by.clone(), lane, to }).collect())
}

fn newcomers(case: &Case, lane: Lane, to: &str) -> Result<Vec<Named>, Refusal> {
    let named = |address: Email| Named { name: address.to_string(), party: Party::Address(address) };
    let found: Vec<Named> = addresses(to)?.into_iter().map(named).collect();
    if let Some(known) = found.iter().find(|one| in_lane(case, lane, one)) {
        return Err(Refusal::AlreadyInLane(known.name.clone()));
    }
    match case.state.participants.len() + found.len() > limits::PARTICIPANTS {
        true => Err(Refusal::TooManyRecipients),
        false => Ok(found),
    }
}

/// The buyer's own address counts as in every lane: nobody may make the buyer a colleague.
fn in_lane(case: &Case, lane: Lane, named: &Named) -> bool {
    let is_buyer =
        case.state.inquiry.as_ref().is_some_and(|inquiry| inquiry.buyer.email.as_str() == named.name);
    let is_actor = case.actor.address.as_ref().is_some_and(|address| address.as_str() == named.name);
    let class = match lane {
        Lane::Primary => Class::CoPrimary,
        Lane::Manufacturer => Class::CoManufacturer,
    };
    is_buyer || is_actor || case.state.classes_of(&named.party).contains(class)
}

/// N7: separated by commas, no spaces.
fn addresses(text: &str) -> Result<Vec<Email>, Refusal> {
    match text.trim() {
        "" => Err(Refusal::NoRecipient),
        text => parse_emails(text).map_err(Refusal::Addresses),
    }
}
