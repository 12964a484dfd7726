//! Hands written mails over, each in its recipient's order, and notes at once what became of it. It writes none.

use super::outgoing;
use crate::desk::Desk;
use crate::mail::{DeliveryProblem, Mail};
use crate::store::{StoreError, Transaction};
use shared::time::Timestamp;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// After so many failures a mail waits for the operator.
pub const ATTEMPTS_MAX: i64 = 10;
/// The longest pause when nothing wakes the postman.
const PAUSE: Duration = Duration::from_secs(5);
/// The first pause when the way out is closed; twice as long each time.
const CLOSED_MIN: Duration = Duration::from_millis(250);
const CLOSED_MAX: Duration = Duration::from_secs(60);

/// What a postman works with; several may share it.
pub struct Postman {
    pub desk: Arc<Desk>,
    pub post: Arc<dyn Mail>,
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
pub fn start(desk: &Arc<Desk>, post: Arc<dyn Mail>) -> io::Result<()> {
    for _ in 0..post.ways() {
        let postman = Postman { desk: desk.clone(), post: post.clone() };
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

    /// Hands over what is due, as much as the way out takes at once.
    ///
    /// # Errors
    /// What the database says. What was handed over and not noted is handed over again.
    pub async fn once(&self) -> Result<Round, StoreError> {
        let (count, now) = (self.post.at_once(), self.desk.clock.now());
        let claimed = self.desk.database.write(move |open| outgoing::claim(open, count, now)).await?;
        if claimed.is_empty() {
            return Ok(Round::Went(0));
        }
        let parcels: Vec<_> = claimed.iter().map(|mail| &mail.parcel).collect();
        let outcomes = self.post.deliver(&parcels);
        let closed = outcomes.iter().any(|outcome| matches!(outcome, Err(DeliveryProblem::Closed(_))));
        let refused = outcomes.iter().any(|outcome| matches!(outcome, Err(DeliveryProblem::Permanent(_))));
        for (mail, outcome) in claimed.iter().zip(&outcomes) {
            if let Err(problem) = outcome {
                // What the other server says may name people: the operator reads it, the log does not.
                eprintln!("mail {}: {}", mail.parcel.id, problem.kind());
            }
        }
        let (count, now) = (claimed.len(), self.desk.clock.now());
        let settle = move |open: &mut dyn Transaction| {
            let mut mails = claimed.iter().zip(&outcomes);
            mails.try_for_each(|(mail, outcome)| outgoing::settle(open, mail, outcome, now))
        };
        self.desk.database.write::<_, StoreError, _>(settle).await?;
        if refused {
            self.desk.wake.notify_one();
        }
        Ok(if closed { Round::Closed } else { Round::Went(count) })
    }
}
