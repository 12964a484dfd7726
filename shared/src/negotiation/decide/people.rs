//! Bringing in others: forward and cc (N4, V1).

use super::{Case, optional_text};
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
    let mut found: Vec<Named> = Vec::new();
    for address in addresses(to)? {
        let named = Named { name: address.to_string(), party: Party::Address(address) };
        if in_lane(case, lane, &named) {
            return Err(Refusal::AlreadyInLane(named.name));
        }
        if !found.contains(&named) {
            found.push(named);
        }
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
    is_buyer || is_actor || case.state.classes_of(&named.party).contains(&class)
}

/// N7: separated by commas, no spaces.
fn addresses(text: &str) -> Result<Vec<Email>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::NoRecipient);
    }
    if text.contains(char::is_whitespace) {
        return Err(Refusal::AddressHasSpaces);
    }
    text.split(',')
        .map(|part| Email::parse(part).map_err(|_| Refusal::AddressInvalid(part.to_owned())))
        .collect()
}
