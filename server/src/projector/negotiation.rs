//! A negotiation's rows: one line of the list for each of its viewers, its samples for the figures, its orders and
//! incidents for the operator.

use super::{incidents, listing, samples};
use crate::execute::{Kept, Outgoing};
use crate::outbox;
use crate::store::{Change, StoreError};
use shared::aggregate::Recorded;
use shared::negotiation::{Event, Inquiry, Negotiation, Party};
use shared::view::project_row;
use shared::visibility::Viewer;

impl Kept for Negotiation {
    const FOLLOWS: bool = true;

    fn changes(&self, _: &str, before: &Self) -> Result<Vec<Change>, StoreError> {
        let Some(inquiry) = &self.inquiry else { return Ok(Vec::new()) };
        let house = [Party::Manufacturer, Party::Operator];
        let mut changes = Vec::new();
        for party in self.participants.keys().chain(&house) {
            let viewer = Viewer::of(party.clone());
            let line =
                project_row(self, &viewer).filter(|line| project_row(before, &viewer).as_ref() != Some(line));
            if let Some((viewer, line)) = viewer_key(party, inquiry).zip(line) {
                changes.push(listing::change(&viewer, &line)?);
            }
        }
        let samples = samples::changes(self, inquiry)?;
        if samples != samples::changes(before, inquiry)? {
            changes.extend(samples);
        }
        changes.extend(incidents::changes(self, before, inquiry)?);
        Ok(changes)
    }

    fn outgoing(&self, id: &str, new: &[Recorded<Event>]) -> Vec<Outgoing> {
        new.iter().flat_map(|fact| outbox::caused_by(self, id, fact)).collect()
    }
}

/// The name under which a party finds its lines again, whichever negotiation they belong to.
pub fn viewer_key(party: &Party, inquiry: &Inquiry) -> Option<String> {
    let manufacturer = &inquiry.manufacturer;
    match party {
        Party::Buyer => Some(format!("buyer:{}", inquiry.buyer.email)),
        Party::Seller(id) => Some(format!("seller:{id}")),
        Party::AreaManager(id) => Some(format!("area_manager:{manufacturer}:{id}")),
        Party::Worldwide => Some(format!("worldwide:{manufacturer}")),
        Party::Address(email) => Some(format!("address:{email}")),
        Party::Manufacturer => Some(format!("manufacturer:{manufacturer}")),
        Party::Operator => Some("operator".to_owned()),
        Party::System => None,
    }
}
