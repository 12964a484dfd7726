//! What the facts about the installation add up to. It refuses nothing.

use super::Colour;
use super::event::Event;
use crate::ids::{Email, MarketplaceId};
use std::collections::{BTreeMap, BTreeSet};

/// The installation; it is there from the start, empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstallationState {
    pub marketplaces: BTreeMap<MarketplaceId, Marketplace>,
    /// Who signs in as operator.
    pub operators: BTreeSet<Email>,
    /// Messages that give an address or a phone number away are refused.
    pub blocks_disclosure: bool,
}

/// One branded online exhibition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marketplace {
    pub name: String,
    pub tagline: String,
    pub accent: Colour,
}

/// The state after one more fact.
pub(super) fn evolve(mut state: InstallationState, event: &Event) -> InstallationState {
    match event.clone() {
        Event::MarketplaceOpened { id, name, tagline, accent } => {
            state.marketplaces.insert(id, Marketplace { name, tagline, accent });
        }
        Event::OperatorAdded { email } => {
            state.operators.insert(email);
        }
        Event::OperatorRemoved { email } => {
            state.operators.remove(&email);
        }
        Event::DisclosureBlocked { blocks } => state.blocks_disclosure = blocks,
    }
    state
}
