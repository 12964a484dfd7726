//! The installation's rows: its operators.

use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::store::{Change, StoreError};
use shared::aggregate::Recorded;
use shared::installation::{Event, InstallationState};

impl Kept for InstallationState {
    fn changes(&self, id: &str, _: &Self) -> Result<Vec<Change>, StoreError> {
        let people: Vec<_> = self.operators.iter().map(|email| (email.clone(), Position::Operator)).collect();
        Ok(position::replace(&format!("installation:{id}"), &people))
    }

    fn outgoing(&self, _: &str, _: &[Recorded<Event>]) -> Vec<Outgoing> {
        Vec::new()
    }
}
