//! Bringing in others: forward and cc (N4, V1).

use super::{Case, optional_text};
use crate::emails::parse_emails;
use crate::ids::Email;
use crate::negotiation::event::{Event, Forwarded};
use crate::negotiation::limits;
use crate::negotiation::party::{Lane, Named, Party};
use crate::negotiation::refusal::Refusal;
use crate::visibility::{Sight, Viewer, rights};
use std::collections::BTreeSet;

/// Addresses as they were typed, and members of the network.
type To<'a> = (&'a str, &'a [Named]);

/// N4: to one or more addresses or members; somebody of the lane already is refused by name.
pub(super) fn forward(
    case: &Case,
    lane: Option<Lane>,
    to: To,
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

pub(super) fn add_cc(case: &Case, lane: Option<Lane>, to: To) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.adds_people)?;
    case.still_open()?;
    let lane = case.lane(lane)?;
    let newcomers = newcomers(case, lane, to)?;
    let by = &case.actor.party;
    Ok(newcomers.into_iter().map(|to| Event::CcAdded { by: by.clone(), lane, to }).collect())
}

/// The members first, each once.
fn newcomers(case: &Case, lane: Lane, (typed, members): To) -> Result<Vec<Named>, Refusal> {
    let named = |address: Email| Named { name: address.to_string(), party: Party::Address(address) };
    let mut seen = BTreeSet::new();
    let mut found: Vec<Named> = members.iter().filter(|member| seen.insert(&member.party)).cloned().collect();
    if !found.iter().all(|member| is_member(&member.party)) {
        return Err(Refusal::UnknownMember);
    }
    found.extend(addresses(typed, !members.is_empty())?.into_iter().map(named));
    if let Some(known) = found.iter().find(|one| in_lane(case, lane, one)) {
        return Err(Refusal::AlreadyInLane(known.name.clone()));
    }
    if case.state.participants.len() + found.len() > limits::PARTICIPANTS {
        return Err(Refusal::TooManyRecipients);
    }
    // Last, and naming nobody: whoever guesses at the buyer's address must not find it out before somebody is added.
    match found.iter().any(|one| is_buyer(case, one)) {
        true => Err(Refusal::NotAddable),
        false => Ok(found),
    }
}

fn is_member(party: &Party) -> bool {
    matches!(party, Party::Seller(_) | Party::AreaManager(_) | Party::Worldwide)
}

/// Nobody may make the buyer a colleague.
fn is_buyer(case: &Case, named: &Named) -> bool {
    case.state.inquiry.as_ref().is_some_and(|inquiry| inquiry.buyer.email.as_str() == named.name)
}

/// Whoever reads the lane already.
fn in_lane(case: &Case, lane: Lane, named: &Named) -> bool {
    let is_actor = case.actor.address.as_ref().is_some_and(|address| address.as_str() == named.name);
    let reads = rights(case.state, &Viewer::of(named.party.clone())).lane(lane) == Sight::Full;
    is_actor || reads
}

/// N7: separated by commas, no spaces.
fn addresses(text: &str, may_be_none: bool) -> Result<Vec<Email>, Refusal> {
    match text.trim() {
        "" if may_be_none => Ok(Vec::new()),
        "" => Err(Refusal::NoRecipient),
        text => parse_emails(text).map_err(Refusal::Addresses),
    }
}
