//! What facts cause is written behind them: the lines of lists, figures, work for the outbox. A command's
//! own transaction only notes that its stream is behind, so that a stream that changes often is followed
//! once for many commands. Whoever reads what is made here calls [`Streams::catch_up`] first.

use super::append::{self, events_after, followed};
use super::{Kept, Loaded, Streams, queued};
use crate::store::{Change, StoreError, Transaction, apply};
use crate::{change, values};
use shared::aggregate::Recorded;
use std::sync::Arc;

/// Streams that somebody who waits for a list has followed in one transaction.
const STREAMS_MAX: usize = 64;

/// What one stream has caused, and between which versions.
struct Step<A> {
    id: String,
    from: i64,
    after: Arc<Loaded<A>>,
    changes: Vec<Change>,
}

/// Notes that what follows from the facts behind this version is still to be written. An older note
/// stays; on PostgreSQL the row is locked either way, so that who follows it waits for these facts.
pub fn behind(stream: &str, version: i64) -> Change {
    let sql = "INSERT INTO behind (stream, version) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE
               SET version = excluded.version WHERE excluded.version < behind.version";
    change!(sql, stream, version)
}

impl<A: Kept> Streams<A> {
    /// Writes everything that the facts so far have caused. It looks at each stream once: what comes meanwhile need
    /// not be waited for.
    ///
    /// # Errors
    /// What the database says; what was written until then stays.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let mut after = String::new();
        while let Some(last) = self.follow(&after, STREAMS_MAX).await? {
            after = last;
        }
        Ok(())
    }

    /// The same for at most `count` streams, those whose ids follow after one: the id of the last; none at the end.
    ///
    /// # Errors
    /// As for [`Streams::catch_up`].
    pub async fn follow(&self, after: &str, count: usize) -> Result<Option<String>, StoreError> {
        loop {
            let (streams, after) = (self.clone(), append::stream::<A>(after));
            let steps = self.database.read(move |open| streams.steps(open, &after, count)).await?;
            let (found, last) = (steps.len(), steps.last().map(|step| step.id.clone()));
            if found == 0 {
                return Ok(None);
            }
            let taken = self.database.write(move |open| take(open, steps)).await?;
            let lost = taken.len() < found;
            taken.into_iter().for_each(|step| self.followed.put(&step.id, step.after));
            // Who was slower than somebody else looks again: the other one need not have seen the newest facts.
            if !lost {
                return Ok(last.filter(|_| found == count));
            }
        }
    }

    fn steps(
        &self,
        open: &mut dyn Transaction,
        after: &str,
        count: usize,
    ) -> Result<Vec<Step<A>>, StoreError> {
        let sql = "SELECT stream, version FROM behind WHERE stream > $1 AND stream LIKE $2
                   ORDER BY stream LIMIT $3";
        let rows = open.query(sql, values![after, append::stream::<A>("%"), count as i64])?;
        rows.iter().map(|row| self.step(open, row.text(0)?, row.integer(1)?)).collect()
    }

    fn step(&self, open: &mut dyn Transaction, stream: &str, from: i64) -> Result<Step<A>, StoreError> {
        let id = &stream[A::KIND.len() + 1..];
        let before = match self.followed.get(id).filter(|known| known.version == from) {
            Some(known) => known,
            None => Arc::new(state_at::<A>(open, stream, from)?),
        };
        let mut after = before.as_ref().clone();
        let mut caused = Vec::new();
        for of_command in events_after::<A>(open, stream, from)?.chunk_by(of_one_command) {
            after = followed(&after, of_command);
            caused.extend(after.state.outgoing(id, of_command));
        }
        let mut changes = after.state.changes(id, &before.state)?;
        changes.extend(queued(caused));
        Ok(Step { id: id.to_owned(), from, after: Arc::new(after), changes })
    }
}

/// The state as it was at a version.
fn state_at<A: Kept>(
    open: &mut dyn Transaction,
    stream: &str,
    version: i64,
) -> Result<Loaded<A>, StoreError> {
    let mut events = events_after::<A>(open, stream, 0)?;
    events.truncate(usize::try_from(version).unwrap_or(0));
    Ok(followed(&Loaded::default(), &events))
}

/// Entries are named after their command: `{command}.{n}`.
fn of_one_command<Event>(one: &Recorded<Event>, next: &Recorded<Event>) -> bool {
    let command = |event: &Recorded<Event>| event.id.as_str().rsplit_once('.').map(|(id, _)| id.to_owned());
    command(one) == command(next)
}

/// Writes the steps that nobody else has taken meanwhile; they are given back.
fn take<A: Kept>(open: &mut dyn Transaction, steps: Vec<Step<A>>) -> Result<Vec<Step<A>>, StoreError> {
    let mut taken = Vec::with_capacity(steps.len());
    for step in steps {
        let (stream, to) = (append::stream::<A>(&step.id), step.after.version);
        let sql = "UPDATE behind SET version = $1 WHERE stream = $2 AND version = $3";
        if open.execute(sql, values![to, &stream, step.from])? == 0 {
            continue;
        }
        apply(open, &step.changes)?;
        // The row is ours now, and this looks anew: facts that came meanwhile keep it.
        let sql = "DELETE FROM behind WHERE stream = $1 AND version = $2 AND NOT EXISTS
                   (SELECT 1 FROM events WHERE events.stream = $1 AND events.version > $2)";
        open.execute(sql, values![&stream, to])?;
        taken.push(step);
    }
    Ok(taken)
}
