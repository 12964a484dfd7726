//! The history of a negotiation: its facts in order, and what would otherwise have to be counted.
//!
//! States follow one another and share what they have in common, so that a command costs the same
//! whether twenty or ten thousand facts came before it.

use super::event::{Event, MessageSent};
use super::party::{Lane, Party};
use crate::ids::EntryId;
use crate::time::Timestamp;
use rpds::{RedBlackTreeMapSync, VectorSync};

/// A fact as the history keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub id: EntryId,
    pub at: Timestamp,
    pub event: Event,
    /// Who read it, in order; only messages have readers.
    pub read_by: Vec<Read>,
}

/// Somebody read a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub by: Party,
    pub at: Timestamp,
}

/// Every fact in order, except reads: those are kept with the message they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    facts: VectorSync<Fact>,
    positions: RedBlackTreeMapSync<EntryId, usize>,
    /// The positions of facts that are no messages.
    aside: VectorSync<usize>,
    said: Said,
    /// The position of the newest message of each place.
    newest: [Option<usize>; 4],
    /// Of the messages, those that somebody wrote or has read.
    known: RedBlackTreeMapSync<Party, Said>,
}

impl History {
    /// The facts, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Fact> {
        self.facts.iter()
    }

    /// The facts before this one, newest first; without one, all of them. None when there is no such fact.
    pub fn before(&self, id: Option<&EntryId>) -> Option<impl Iterator<Item = &Fact>> {
        let end = match id {
            Some(id) => *self.positions.get(id)?,
            None => self.facts.len(),
        };
        Some((0..end).rev().filter_map(|position| self.facts.get(position)))
    }

    /// The fact with this id.
    pub fn get(&self, id: &EntryId) -> Option<&Fact> {
        self.facts.get(*self.positions.get(id)?)
    }

    /// Whether one fact came before another.
    pub fn is_before(&self, one: &EntryId, other: &EntryId) -> bool {
        self.positions.get(one).zip(self.positions.get(other)).is_some_and(|(one, other)| one < other)
    }

    /// The newest fact that can be seen. Whether a message can must follow from its lane and its audience.
    pub fn newest(&self, sees: impl Fn(&Fact) -> bool) -> Option<&Fact> {
        let seen = |position: &usize| self.facts.get(*position).is_some_and(&sees);
        let said = self.newest.iter().flatten().copied().filter(seen).max();
        let aside = self.aside.iter().rev().copied().find(seen);
        self.facts.get(said.max(aside)?)
    }

    /// How many messages a party has neither written nor read, of those that `sees` lets it see: by lane,
    /// and whether they reach the other side or only the operator.
    pub fn unread_by(&self, party: &Party, sees: impl Fn(Lane, bool) -> bool) -> u32 {
        let known = self.known.get(party).copied().unwrap_or_default();
        self.said.count(&sees) - known.count(&sees)
    }

    pub(super) fn push(&mut self, fact: Fact) {
        let position = self.facts.len();
        match fact.event.said() {
            Some(message) => {
                self.said.add(message);
                know(&mut self.known, &message.from, message);
                self.newest[place(message)] = Some(position);
            }
            None => self.aside.push_back_mut(position),
        }
        self.positions.insert_mut(fact.id.clone(), position);
        self.facts.push_back_mut(fact);
    }

    /// Notes a reading of a message; of anything else there is none.
    pub(super) fn read(&mut self, id: &EntryId, by: &Party, at: Timestamp) {
        let fact = self.positions.get(id).and_then(|position| self.facts.get_mut(*position));
        let Some(Fact { event, read_by, .. }) = fact else { return };
        let Some(message) = event.said() else { return };
        let is_new = message.from != *by && read_by.iter().all(|read| read.by != *by);
        read_by.push(Read { by: by.clone(), at });
        if is_new {
            know(&mut self.known, by, message);
        }
    }
}

/// One more message that a party knows.
fn know(known: &mut RedBlackTreeMapSync<Party, Said>, party: &Party, message: &MessageSent) {
    let mut said = known.get(party).copied().unwrap_or_default();
    said.add(message);
    known.insert_mut(party.clone(), said);
}

/// Numbers of messages, by where they were said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said([u32; 4]);

/// A lane, and whether what is said there reaches the other side.
const PLACES: [(Lane, bool); 4] =
    [(Lane::Primary, true), (Lane::Primary, false), (Lane::Manufacturer, true), (Lane::Manufacturer, false)];

/// The number of a message's place in [`PLACES`].
fn place(message: &MessageSent) -> usize {
    let of_lane = match message.lane {
        Lane::Primary => 0,
        Lane::Manufacturer => 2,
    };
    of_lane + usize::from(!message.audience.reaches_the_lane())
}

impl Said {
    fn add(&mut self, message: &MessageSent) {
        self.0[place(message)] += 1;
    }

    fn count(&self, sees: impl Fn(Lane, bool) -> bool) -> u32 {
        let seen = PLACES.iter().zip(self.0).filter(|((lane, reaches), _)| sees(*lane, *reaches));
        seen.map(|(_, count)| count).sum()
    }
}
