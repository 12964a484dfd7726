//! The installation: its marketplaces and its operators. One stream; it knows no manufacturer.

mod colour;
mod command;
mod decide;
mod event;
mod refusal;
mod state;

pub use colour::{Colour, NotAColour};
pub use command::Command;
pub use event::Event;
pub use refusal::Refusal;
pub use state::{InstallationState, Marketplace};

use crate::actor::Actor;
use crate::aggregate::{Aggregate, Envelope, Recorded};

impl Aggregate for InstallationState {
    const KIND: &'static str = "installation";
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
