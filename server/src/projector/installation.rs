//! The installation's rows: its operators.

use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::store::{StoreError, Transaction};
use shared::aggregate::Recorded;
use shared::installation::{Event, InstallationState};

impl Kept for InstallationState {
    fn project(&self, id: &str, open: &mut dyn Transaction) -> Result<(), StoreError> {
        let people: Vec<_> = self.operators.iter().map(|email| (email.clone(), Position::Operator)).collect();
        position::replace(open, &format!("installation:{id}"), &people)
    }

    fn outgoing(&self, _: &str, _: &[Recorded<Event>]) -> Vec<Outgoing> {
        Vec::new()
    }
}
