//! A seller's row: its address is its way in.

use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::projector::unreachable;
use crate::store::{Change, StoreError};
use shared::aggregate::Recorded;
use shared::seller::{Event, SellerState};

impl Kept for SellerState {
    fn changes(&self, id: &str, _: &Self) -> Result<Vec<Change>, StoreError> {
        let profile = self.profile.iter();
        let people: Vec<_> =
            profile.map(|profile| (profile.email.clone(), Position::Seller(profile.id.clone()))).collect();
        let source = format!("seller:{id}");
        let mut changes = position::replace(&source, &people);
        if let Some(profile) = &self.profile {
            let gone = if profile.bouncing { people.as_slice() } else { &[] };
            changes.extend(unreachable::replace(&source, &profile.details.name, gone));
        }
        Ok(changes)
    }

    fn outgoing(&self, _: &str, _: &[Recorded<Event>]) -> Vec<Outgoing> {
        Vec::new()
    }
}
