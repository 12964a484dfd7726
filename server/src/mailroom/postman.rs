//! Hands written mails over, each in its recipient's order, and notes at once what became of it. It writes none.

use super::handed::Handed;
use super::outgoing::{self, Line};
use crate::desk::Desk;
use crate::mail::{DeliveryProblem, Mail, Parcel};
use crate::store::{StoreError, Transaction};
use shared::time::Timestamp;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// After so many failures a mail waits for the operator.
pub const ATTEMPTS_MAX: i64 = 10;
/// The longest pause when nothing wakes the postman.
const PAUSE: Duration = Duration::from_secs(5);
/// The first pause when the way out is closed; twice as long each time.
const CLOSED_MIN: Duration = Duration::from_millis(250);
const CLOSED_MAX: Duration = Duration::from_secs(60);

/// A postman keeps no lines longer; the longest answer comes well before the claim ends.
const RUN_MAX: Duration = Duration::from_secs(120);

/// What a postman works with; several may share it.
pub struct Postman {
    pub desk: Arc<Desk>,
    pub post: Arc<dyn Mail>,
    /// Where it notes what was confirmed before the database knows; for ways by which mails would come twice.
    pub handed: Option<Handed>,
}

/// What one round came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// So many mails were taken; at 0 nothing is due.
    Went(usize),
    /// Nothing can leave now.
    Closed,
}

/// Starts as many threads as there are ways out; they work until the program ends.
///
/// # Errors
/// When the operating system gives no thread.
pub fn start(desk: &Arc<Desk>, post: Arc<dyn Mail>, folder: &Path) -> io::Result<()> {
    for number in 0..post.ways() {
        let handed = Some(Handed::open(folder, number)?);
        let postman = Postman { desk: desk.clone(), post: post.clone(), handed };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        let work = move || runtime.block_on(run(postman));
        std::thread::Builder::new().name("postman".into()).spawn(work)?;
    }
    Ok(())
}

async fn run(postman: Postman) {
    let mut closed = CLOSED_MIN;
    loop {
        match postman.once().await {
            Ok(Round::Went(0)) => {
                closed = CLOSED_MIN;
                let pause = postman.pause().await;
                drop(tokio::time::timeout(pause, postman.desk.written.notified()).await);
            }
            Ok(Round::Went(_)) => closed = CLOSED_MIN,
            Ok(Round::Closed) => {
                tokio::time::sleep(closed).await;
                closed = CLOSED_MAX.min(closed * 2);
            }
            Err(error) => {
                eprintln!("postman: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

impl Postman {
    /// Until the next mail is due.
    async fn pause(&self) -> Duration {
        let next = self.desk.database.read(outgoing::next_due).await;
        let wait = next.ok().flatten().map(|due: Timestamp| (due - self.desk.clock.now()).0.max(0));
        wait.and_then(|wait| u64::try_from(wait).ok())
            .map_or(PAUSE, |wait| PAUSE.min(Duration::from_millis(wait.max(10))))
    }

    /// Takes lines that are due, and hands their mails over, each in its order.
    ///
    /// # Errors
    /// What the database says. What was handed over and noted nowhere is handed over again.
    pub async fn once(&self) -> Result<Round, StoreError> {
        let (count, now) = (self.post.at_once(), self.desk.clock.now());
        let lines = self.desk.database.write(move |open| outgoing::claim(open, count, now)).await?;
        if lines.is_empty() {
            return Ok(Round::Went(0));
        }
        let (mut went, mut closed, begun) = (0, false, Instant::now());
        let mut stuck = vec![None::<Timestamp>; lines.len()];
        let longest = lines.iter().map(|line| line.mails.len()).max().unwrap_or_default();
        let lines = Arc::new(lines);
        // The first of every line, then the second: of one line never two at once.
        for place in 0..longest {
            if begun.elapsed() > RUN_MAX {
                break;
            }
            let next: Vec<usize> = (0..lines.len())
                .filter(|at| stuck[*at].is_none() && place < lines[*at].mails.len())
                .collect();
            let parcels: Vec<_> = next.iter().map(|at| &lines[*at].mails[place].parcel).collect();
            let outcomes = self.post.deliver(&parcels);
            let confirmed = parcels.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok());
            self.remember(|handed| handed.note(confirmed.map(|(parcel, _)| parcel.id.as_str())));
            self.tell(&parcels, &outcomes);
            closed |= outcomes.iter().any(|outcome| matches!(outcome, Err(DeliveryProblem::Closed(_))));
            went += next.len();
            for (at, due) in self.settle(&lines, place, next, outcomes).await? {
                stuck[at] = Some(due);
            }
        }
        let now = self.desk.clock.now();
        let give_back = move |open: &mut dyn Transaction| {
            let mut all = lines.iter().zip(stuck);
            all.try_for_each(|(line, due)| outgoing::give_back(open, line, due.unwrap_or(now)))
        };
        self.desk.database.write::<_, StoreError, _>(give_back).await?;
        Ok(if closed { Round::Closed } else { Round::Went(went.max(1)) })
    }

    /// Notes what became of the mails at this place of these lines; which lines wait now, and until when.
    async fn settle(
        &self,
        lines: &Arc<Vec<Line>>,
        place: usize,
        next: Vec<usize>,
        outcomes: Vec<Result<(), DeliveryProblem>>,
    ) -> Result<Vec<(usize, Timestamp)>, StoreError> {
        let refused = outcomes.iter().any(|outcome| matches!(outcome, Err(DeliveryProblem::Unreachable(_))));
        let now = self.desk.clock.now();
        // What is known must not be forgotten because the database is away: until it is noted, nothing else leaves.
        let stuck = loop {
            let (lines, next, outcomes) = (lines.clone(), next.clone(), outcomes.clone());
            let settle = move |open: &mut dyn Transaction| {
                let mut stuck = Vec::new();
                for (at, outcome) in next.into_iter().zip(&outcomes) {
                    let waits = outgoing::settle(open, &lines[at].mails[place], outcome, now)?;
                    stuck.extend(waits.map(|due| (at, due)));
                }
                Ok::<_, StoreError>(stuck)
            };
            match self.desk.database.write(settle).await {
                Err(StoreError::Unavailable(_)) => tokio::time::sleep(CLOSED_MIN).await,
                settled => break settled?,
            }
        };
        self.remember(|handed| handed.clear());
        if refused {
            self.desk.wake.notify_one();
        }
        Ok(stuck)
    }

    /// Without this note a crash may send a mail twice; there is no better place to go on without.
    fn remember(&self, work: impl FnOnce(&Handed) -> io::Result<()>) {
        if let Some(Err(error)) = self.handed.as_ref().map(work) {
            eprintln!("postman: {error}");
        }
    }

    /// What the other server says may name people: the operator reads it, the log does not.
    fn tell(&self, parcels: &[&Parcel], outcomes: &[Result<(), DeliveryProblem>]) {
        for (parcel, outcome) in parcels.iter().zip(outcomes) {
            if let Err(problem) = outcome {
                eprintln!("mail {}: {}", parcel.id, problem.kind());
            }
        }
    }
}
