//! What follows from a command to the installation: one small function each.

use super::Colour;
use super::command::Command;
use super::event::Event;
use super::refusal::Refusal;
use super::state::InstallationState;
use crate::actor::Actor;
use crate::aggregate::Envelope;
use crate::emails::parse_one;
use crate::ids::MarketplaceId;
use crate::text::{line, optional_line};

type Outcome = Result<Vec<Event>, Refusal>;

/// The events of one command. The installation itself names its first operator.
pub(super) fn decide(state: &InstallationState, envelope: &Envelope<Actor, Command>) -> Outcome {
    if !matches!(envelope.actor, Actor::Operator | Actor::System) {
        return Err(Refusal::OnlyTheOperator);
    }
    match &envelope.command {
        Command::OpenMarketplace { id, name, tagline, accent } => {
            open_marketplace(state, id, name, tagline, accent)
        }
        Command::AddOperator { email } => add_operator(state, email),
        Command::RemoveOperator { email } => remove_operator(state, email),
        Command::BlockDisclosure { blocks } => {
            let changes = state.blocks_disclosure != *blocks;
            Ok(changes.then_some(Event::DisclosureBlocked { blocks: *blocks }).into_iter().collect())
        }
    }
}

fn open_marketplace(
    state: &InstallationState,
    id: &MarketplaceId,
    name: &str,
    tagline: &str,
    accent: &str,
) -> Outcome {
    if state.marketplaces.contains_key(id) {
        return Err(Refusal::MarketplaceExists);
    }
    let name = line(name).map_err(|fault| Refusal::Text { field: "name", fault })?;
    let tagline = optional_line(tagline).map_err(|fault| Refusal::Text { field: "tagline", fault })?;
    let accent = Colour::parse(accent).map_err(Refusal::Colour)?;
    Ok(vec![Event::MarketplaceOpened { id: id.clone(), name, tagline, accent }])
}

fn add_operator(state: &InstallationState, email: &str) -> Outcome {
    let email = parse_one(email).map_err(Refusal::Email)?;
    let already = state.operators.contains(&email);
    Ok(if already { Vec::new() } else { vec![Event::OperatorAdded { email }] })
}

fn remove_operator(state: &InstallationState, email: &str) -> Outcome {
    let email = parse_one(email).map_err(Refusal::Email)?;
    if !state.operators.contains(&email) {
        return Err(Refusal::OperatorUnknown);
    }
    if state.operators.len() == 1 {
        return Err(Refusal::LastOperator);
    }
    Ok(vec![Event::OperatorRemoved { email }])
}
