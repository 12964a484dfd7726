//! A seller's row: its address is its way in.

use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::store::{Change, StoreError};
use shared::aggregate::Recorded;
use shared::seller::{Event, SellerState};

impl Kept for SellerState {
    fn changes(&self, id: &str, _: &Self) -> Result<Vec<Change>, StoreError> {
        let profile = self.profile.iter();
        let people: Vec<_> =
            profile.map(|profile| (profile.email.clone(), Position::Seller(profile.id.clone()))).collect();
        Ok(position::replace(&format!("seller:{id}"), &people))
    }

    fn outgoing(&self, _: &str, _: &[Recorded<Event>]) -> Vec<Outgoing> {
        Vec::new()
    }
}
