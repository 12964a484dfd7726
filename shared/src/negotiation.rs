//! The aggregate that starts with an inquiry and holds everything after it (§4).
//!
//! `decide` turns a command into facts or a refusal, `evolve` turns facts into state. Neither decides
//! what anybody sees: that is `visibility` and `view`.

mod account;
mod command;
mod decide;
mod document;
mod event;
mod history;
mod incident;
mod inquiry;
pub mod limits;
mod party;
mod quote;
mod reference;
mod refusal;
mod silence;
mod state;

pub use account::{AccountFault, BankAccount};
pub use command::{Actor, Command, CounterOffer, SendInquiry, SendMessage};
pub use decide::{REMINDER_AFTER, addressed, check_above_address, named_member, payable_online};
pub use document::{
    AddressPart, DOCUMENT_BYTES_MAX, Document, Enclosure, NotADigest, Offer, OrderAddress, Sha256, Terms,
};
pub use event::{DeclineReason, Event, Feedback, Forwarded, MessageSent, OperatorMessage};
pub use history::{Fact, History, Read};
pub use incident::{INCIDENT_LENGTH, Incident, IncidentState, IncidentWord};
pub use inquiry::{Buyer, Inquiry, Place, Product};
pub use party::{Audience, Lane, Named, NotAParty, OperatorSide, Party};
pub use quote::{Order, Outcome, Quote};
pub use reference::{payment_reference, written_reference};
pub use refusal::Refusal;
pub use silence::{OfferEnd, OfferOutcome, RerouteReason, SilenceOffer, Takeover};
pub use state::{LaneState, Negotiation, Participant, PhoneShown};

use crate::aggregate::{Aggregate, Envelope, Recorded};

impl Aggregate for Negotiation {
    const KIND: &'static str = "negotiation";
    type Actor = Actor;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, envelope: &Envelope<Actor, Command>) -> Result<Vec<Event>, Refusal> {
        decide::decide(self, envelope)
    }

    fn evolve(self, recorded: &Recorded<Event>) -> Self {
        state::evolve(self, recorded)
    }
}
