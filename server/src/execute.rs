//! The whole loop: load → decide → append. Every change of the system goes through [`Streams::execute`]; what
//! its facts cause is written with them, or behind them ([`follow`]). It decides nothing: the aggregate does.

mod append;
mod cache;
mod follow;

use crate::store::{Change, Database, StoreError, Transaction};
use cache::Cache;
use serde::Serialize;
use shared::aggregate::{Aggregate, Envelope, Recorded, recorded};
use shared::ids::{CommandId, EntryId};
use shared::time::Timestamp;
use std::sync::Arc;

pub use append::{events_after, first_events, fold, queued, stream, streams_after};

/// How often a command that lost a race is decided anew before the caller hears of it.
const ATTEMPTS_MAX: usize = 64;
/// What folded states take in memory, over all streams of one kind.
const CACHED_BYTES_MAX: u64 = 48 * 1024 * 1024;
/// The same for the states up to which everything caused is written. They share what they hold with the
/// others while they are recent.
const FOLLOWED_BYTES_MAX: u64 = 12 * 1024 * 1024;

/// What the shell keeps beside the facts of an aggregate.
pub trait Kept:
    Aggregate<Command: Serialize + Send + Sync, Actor: Send + Sync, Event: Send> + Send + Sync + 'static
{
    /// Whether rows and work are written behind the command ([`Streams::catch_up`]), or with it.
    const FOLLOWS: bool = false;

    /// What brings the rows that stand for the state `before` to those of this one. The rows are a function
    /// of the state and nothing else; the default state has none.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a row cannot be written.
    fn changes(&self, id: &str, before: &Self) -> Result<Vec<Change>, StoreError>;

    /// The work for the world outside that these new facts cause.
    fn outgoing(&self, id: &str, new: &[Recorded<Self::Event>]) -> Vec<Outgoing>;
}

/// One row of the outbox: what is to be done, named by ids; the content is made when it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Stable, so that the same work is never queued twice.
    pub id: String,
    pub kind: &'static str,
    pub body: String,
    /// When it may be done, in milliseconds since 1970.
    pub due: i64,
}

/// A state and the version at which it stands; version 0 is the state before the first fact.
#[derive(Clone, Debug, Default)]
pub struct Loaded<A> {
    pub version: i64,
    pub state: A,
}

/// What a command led to.
#[derive(Clone, Debug)]
pub struct Done<A> {
    /// The entries that the command appended, now or the first time.
    pub entries: Vec<EntryId>,
    pub loaded: Arc<Loaded<A>>,
}

/// One step of a story: who sends a command, and the command.
pub type Line<A> = (String, Envelope<<A as Aggregate>::Actor, <A as Aggregate>::Command>);

/// Why a command led to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecuteError<Refusal> {
    /// The rules refused it.
    Refused(Refusal),
    /// Its id belongs to another command.
    Reused,
    Store(StoreError),
}

impl<Refusal> From<StoreError> for ExecuteError<Refusal> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// All streams of one kind of aggregate; clones share them.
#[derive(Clone)]
pub struct Streams<A> {
    database: Database,
    cache: Arc<Cache<A>>,
    followed: Arc<Cache<A>>,
}

impl<A: Kept> Streams<A> {
    /// The streams in this database.
    pub fn new(database: Database) -> Self {
        let [cache, followed] =
            [CACHED_BYTES_MAX, FOLLOWED_BYTES_MAX].map(|bytes| Arc::new(Cache::new(bytes)));
        Self { database, cache, followed }
    }

    /// Does what the command asks, once, however often it is sent; answers when it is on disk.
    ///
    /// `actor` names who sends it: a repeated command is answered only to the one who sent it first.
    ///
    /// # Errors
    /// [`ExecuteError`]; nothing has happened then.
    pub async fn execute(
        &self,
        id: &str,
        actor: &str,
        envelope: &Envelope<A::Actor, A::Command>,
    ) -> Result<Done<A>, ExecuteError<A::Refusal>> {
        let before = self.load(id).await?;
        self.execute_on(before, id, actor, envelope).await
    }

    /// The same, for who has the state, perhaps no longer the newest. It is refused then what a newer one would
    /// let pass: who is refused loads and asks again.
    ///
    /// # Errors
    /// As for [`Streams::execute`].
    pub async fn execute_on(
        &self,
        mut before: Arc<Loaded<A>>,
        id: &str,
        actor: &str,
        envelope: &Envelope<A::Actor, A::Command>,
    ) -> Result<Done<A>, ExecuteError<A::Refusal>> {
        let digest = append::digest(&envelope.command)?;
        for _ in 0..ATTEMPTS_MAX {
            let stamp = append::Stamp::new::<A>(id, actor, &envelope.id, &digest, before.version);
            let events = match before.state.decide(envelope) {
                Ok(events) => recorded(&envelope.id, envelope.at, events),
                // It may have been done before, and be refused now because of that.
                Err(refusal) => match self.done_before(&stamp).await? {
                    Some(entries) => return Ok(Done { entries, loaded: before }),
                    None => return Err(ExecuteError::Refused(refusal)),
                },
            };
            if events.is_empty() {
                // Nothing is left to do: so says the state on disk.
                let stored = self.load(id).await?;
                if stored.version == before.version {
                    return Ok(Done { entries: Vec::new(), loaded: before });
                }
                before = stored;
                continue;
            }
            let entries = events.iter().map(|event| event.id.clone()).collect();
            let after = Arc::new(append::followed(&before, &events));
            match self.commit(&stamp, &events, &before, &after).await {
                Ok(()) => return Ok(Done { entries, loaded: self.keep(id, after) }),
                Err(StoreError::Conflict) => {
                    before = self.load(id).await?;
                    if let Some(entries) = self.done_before(&stamp).await? {
                        return Ok(Done { entries, loaded: before });
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Plays a story on one stream, in one transaction: for demo data and imports. Work for the world
    /// outside that was due before `quiet_before` is not queued.
    ///
    /// # Errors
    /// As for [`Streams::execute`]; then nothing of it has happened.
    pub async fn play(
        &self,
        id: &str,
        story: &[Line<A>],
        quiet_before: Timestamp,
    ) -> Result<(), ExecuteError<A::Refusal>> {
        let before = self.load(id).await?;
        let mut loaded = before.as_ref().clone();
        let (mut changes, mut outgoing) = (Vec::new(), Vec::new());
        for (actor, envelope) in story {
            let digest = append::digest(&envelope.command)?;
            let stamp = append::Stamp::new::<A>(id, actor, &envelope.id, &digest, loaded.version);
            let events = loaded.state.decide(envelope).map_err(ExecuteError::Refused)?;
            let events = recorded(&envelope.id, envelope.at, events);
            loaded = append::followed(&loaded, &events);
            let caused = loaded.state.outgoing(id, &events);
            outgoing.extend(caused.into_iter().filter(|work| work.due >= quiet_before.0));
            if !events.is_empty() {
                changes.extend(append::facts(&stamp, &events)?);
            }
        }
        changes.extend(loaded.state.changes(id, &before.state)?);
        changes.extend(queued(outgoing));
        Ok(self.database.make(changes).await?)
    }

    /// The state as it is on disk now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(&self, id: &str) -> Result<Arc<Loaded<A>>, StoreError> {
        let (streams, id) = (self.clone(), id.to_owned());
        self.database.read(move |open| streams.load_in(open, &id)).await
    }

    /// The state as this process knows it, if it does.
    pub fn known(&self, id: &str) -> Option<Arc<Loaded<A>>> {
        self.cache.get(id)
    }

    /// The same as [`Streams::load`], within a transaction that is open.
    ///
    /// # Errors
    /// What the database says.
    pub fn load_in(&self, open: &mut dyn Transaction, id: &str) -> Result<Arc<Loaded<A>>, StoreError> {
        let known = self.cache.get(id).unwrap_or_default();
        let newer = events_after::<A>(open, &stream::<A>(id), known.version)?;
        match newer.is_empty() {
            true => Ok(known),
            false => Ok(self.keep(id, Arc::new(append::followed(&known, &newer)))),
        }
    }

    /// Version and state as they were when this entry was the newest; none when there is no such entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn as_of(&self, id: &str, entry: &EntryId) -> Result<Option<(i64, A)>, StoreError> {
        let stream = stream::<A>(id);
        let mut events = self.database.read(move |open| events_after::<A>(open, &stream, 0)).await?;
        let Some(last) = events.iter().position(|event| event.id == *entry) else { return Ok(None) };
        events.truncate(last + 1);
        Ok(Some((events.len() as i64, A::replay(&events))))
    }

    fn keep(&self, id: &str, loaded: Arc<Loaded<A>>) -> Arc<Loaded<A>> {
        self.cache.put(id, loaded.clone());
        loaded
    }

    async fn commit(
        &self,
        stamp: &append::Stamp,
        events: &[Recorded<A::Event>],
        before: &Arc<Loaded<A>>,
        after: &Loaded<A>,
    ) -> Result<(), StoreError> {
        let mut changes = append::facts(stamp, events)?;
        if A::FOLLOWS {
            if !self.followed.knows(&stamp.id) {
                self.followed.put(&stamp.id, before.clone());
            }
            changes.push(follow::behind(&stamp.stream, before.version));
        } else {
            changes.extend(after.state.changes(&stamp.id, &before.state)?);
            changes.extend(queued(after.state.outgoing(&stamp.id, events)));
        }
        self.database.make(changes).await
    }

    async fn done_before(
        &self,
        stamp: &append::Stamp,
    ) -> Result<Option<Vec<EntryId>>, ExecuteError<A::Refusal>> {
        let stamp = stamp.clone();
        match self.database.read(move |open| append::answered(open, &stamp)).await? {
            append::Answered::Never => Ok(None),
            append::Answered::Before(entries) => Ok(Some(entries)),
            append::Answered::ToAnother => Err(ExecuteError::Reused),
        }
    }
}

/// The id under which the shell itself sends a command that follows from something that happened, so
/// that it is sent once.
pub fn following_command(cause: &str, what: &str) -> CommandId {
    CommandId(format!("{cause}-{what}"))
}
