//! A negotiation's rows: one line of the list for each of its viewers, and its sample for the figures.

use super::{listing, samples};
use crate::execute::{Kept, Outgoing};
use crate::outbox;
use crate::store::{StoreError, Transaction};
use shared::aggregate::Recorded;
use shared::negotiation::{Event, Inquiry, Negotiation, Party};

impl Kept for Negotiation {
    fn project(&self, _: &str, open: &mut dyn Transaction) -> Result<(), StoreError> {
        let Some(inquiry) = &self.inquiry else { return Ok(()) };
        let house = [Party::Manufacturer, Party::Operator];
        for party in self.participants.keys().chain(&house) {
            listing::put(open, self, inquiry, party)?;
        }
        samples::put(open, self, inquiry)
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
