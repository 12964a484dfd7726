//! given / when / then for stories: facts, a command, what follows. It fails by panicking, so it is
//! for tests alone (feature `testing`).

use crate::aggregate::{Aggregate, Envelope, Refusal, recorded};
use crate::ids::CommandId;
use crate::time::{Millis, Timestamp};
use std::fmt::Debug;

/// When stories happen, unless they say otherwise: 2026-06-30T12:00:00Z.
pub const NOON: Timestamp = Timestamp(1_782_820_800_000);

/// A state and the time of what comes next.
#[derive(Clone)]
pub struct Story<A: Aggregate> {
    state: A,
    at: Timestamp,
    commands: u32,
}

/// What a command led to.
pub struct Told<A: Aggregate> {
    before: Story<A>,
    outcome: Result<Vec<A::Event>, A::Refusal>,
}

/// The state after these facts, at [`NOON`].
pub fn given<A: Aggregate>(facts: impl IntoIterator<Item = A::Event>) -> Story<A> {
    let facts = recorded(&CommandId::from("given"), NOON, facts.into_iter().collect());
    Story { state: A::replay(&facts), at: NOON, commands: 0 }
}

impl<A: Aggregate> Story<A> {
    /// Lets time pass before the next command.
    #[must_use]
    pub fn after(mut self, length: Millis) -> Self {
        self.at = self.at + length;
        self
    }

    pub fn when(mut self, actor: A::Actor, command: A::Command) -> Told<A> {
        self.commands += 1;
        let id = CommandId(format!("command-{}", self.commands));
        let envelope = Envelope { id, at: self.at, actor, command };
        Told { outcome: self.state.decide(&envelope), before: self }
    }

    pub fn state(&self) -> &A {
        &self.state
    }
}

impl<A: Aggregate> Told<A> {
    /// It was accepted, whatever followed; the story goes on.
    #[track_caller]
    pub fn accepted(self) -> Story<A> {
        let facts = self.outcome.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
        let Story { state, at, commands } = self.before;
        let facts = recorded(&CommandId(format!("command-{commands}")), at, facts);
        Story { state: facts.iter().fold(state, A::evolve), at, commands }
    }

    /// Accepted or not, the story goes on: for walks at random.
    pub fn whatever(self) -> Story<A> {
        if self.outcome.is_ok() { self.accepted() } else { self.before }
    }
}

impl<A: Aggregate<Event: Debug + PartialEq>> Told<A> {
    /// Exactly these facts; the story goes on from them.
    #[track_caller]
    pub fn then(self, expected: impl IntoIterator<Item = A::Event>) -> Story<A> {
        let facts = self.outcome.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
        assert_eq!(facts, expected.into_iter().collect::<Vec<_>>());
        let Story { state, at, commands } = self.before;
        let facts = recorded(&CommandId(format!("command-{commands}")), at, facts);
        Story { state: facts.iter().fold(state, A::evolve), at, commands }
    }

    /// Refused with this code, for this field; the story goes on as if nothing had been asked.
    #[track_caller]
    pub fn refused(self, code: &str, field: Option<&str>) -> Story<A> {
        match self.outcome {
            Ok(facts) => panic!("expected the refusal {code}, but it led to {facts:?}"),
            Err(refusal) => assert_eq!((refusal.code(), refusal.field()), (code, field), "{refusal}"),
        }
        self.before
    }
}
