//! The shape that every aggregate has: decide, evolve. No storage, no transport.

use crate::ids::{CommandId, EntryId};
use crate::time::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A command with what comes from outside: its id, the time, who acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<Actor, Command> {
    pub id: CommandId,
    pub at: Timestamp,
    pub actor: Actor,
    pub command: Command,
}

/// An event as it was appended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded<Event> {
    pub id: EntryId,
    pub at: Timestamp,
    pub event: Event,
}

/// Why a command was refused: a stable code, words in English, the field to correct.
pub trait Refusal: fmt::Display + fmt::Debug {
    /// Stable, for programs and the translation catalogue.
    fn code(&self) -> &'static str;
    /// The field to correct, where there is one.
    fn field(&self) -> Option<&'static str> {
        None
    }
}

/// State that grows by facts. `Default` is the state before the first one.
pub trait Aggregate: Default + Clone {
    /// The prefix of its streams: `{KIND}:{id}`.
    const KIND: &'static str;
    type Actor: Clone;
    type Command: Clone;
    type Event: Clone + Serialize + DeserializeOwned;
    type Refusal: Refusal;

    /// What follows from the command, or why nothing does. Pure.
    ///
    /// # Errors
    /// The refusal that the rules give; nothing has happened then.
    fn decide(
        &self,
        envelope: &Envelope<Self::Actor, Self::Command>,
    ) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// The state after one more fact. Pure and total: it never refuses.
    #[must_use]
    fn evolve(self, recorded: &Recorded<Self::Event>) -> Self;

    /// The state after all of them.
    #[must_use]
    fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded<Self::Event>>) -> Self
    where
        Self::Event: 'a,
    {
        events.into_iter().fold(Self::default(), Self::evolve)
    }
}

/// Gives each event of one command its id and time: `{command}.{n}`.
pub fn recorded<Event>(id: &CommandId, at: Timestamp, events: Vec<Event>) -> Vec<Recorded<Event>> {
    let number = |(n, event)| Recorded { id: EntryId(format!("{id}.{n}")), at, event };
    events.into_iter().enumerate().map(number).collect()
}
