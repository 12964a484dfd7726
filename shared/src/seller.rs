//! A seller: one address, one e-mail, one rating, shared by every manufacturer it works for (§1).
//!
//! It decides what a seller is and who may change it. Whether a manufacturer works with it is in
//! `network`, whether it covers a buyer in `routing`.

mod command;
mod decide;
mod event;
mod hours;
mod refusal;
mod state;

pub use command::{Command, Details, Registration};
pub use event::Event;
pub use hours::{BusinessHours, HoursFault, Opening, Stretch};
pub use refusal::Refusal;
pub use state::{Address, Away, Profile, SellerState};

use crate::actor::Actor;
use crate::aggregate::{Aggregate, Envelope, Recorded};

impl Aggregate for SellerState {
    const KIND: &'static str = "seller";
    type Actor = Actor;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, envelope: &Envelope<Actor, Command>) -> Result<Vec<Event>, Refusal> {
        decide::decide(self, envelope)
    }

    fn evolve(self, recorded: &Recorded<Event>) -> Self {
        state::evolve(self, &recorded.event)
    }
}
