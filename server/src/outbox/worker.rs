//! Does what is due in the outbox, one claim at a time: mails are written here and left in the mailroom. Several workers may run; a row that one has
//! claimed is left alone by the others until its time is up. People come first: it works on a thread that
//! stands back while the processors are busy.

use super::causes::Task;
use super::digest;
use super::gathered::{self, Found, Waiting};
use super::letters::{self, SignInMail};
use super::silence;
use super::timers::Alarm;
use crate::desk::Desk;
use crate::execute::following_command;
use crate::held;
use crate::mailroom::{Letters, arrivals, bounces, outgoing, sort};
use crate::pay::{self, PaidOrder};
use crate::secret;
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use futures_util::FutureExt;
use serde::de::DeserializeOwned;
use shared::aggregate::Envelope;
use shared::ids::Email;
use shared::negotiation::{Actor, Party};
use shared::time::{Millis, Timestamp};
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Streams followed in one transaction: commands wait behind it, and each stream changes about twenty pages.
const STREAMS_MAX: usize = 8;
/// Rows claimed at once.
const CLAIM_ROWS: i64 = 32;
/// A claim that is not settled until then is free again: its worker has died.
const CLAIM_LENGTH: Millis = Millis::minutes(2);
/// After so many failures a row waits for the operator.
pub const ATTEMPTS_MAX: i64 = 10;
/// The longest pause when nothing wakes the worker.
const PAUSE: Duration = Duration::from_secs(5);
/// When more commands than this came for each millisecond in which it did one group, it rests before the next:
/// processors and disk are theirs.
const CROWD_PER_MILLISECOND: u128 = 1;
/// So many times as long as it worked. Mails leave later, and what is made of a stream's facts is made once for more
/// of them.
const RESTS: u32 = 40;
/// But never longer.
const REST_MAX: Duration = Duration::from_secs(3);

/// What the worker works with.
pub struct Worker {
    pub desk: Arc<Desk>,
}

/// What one row leads to.
#[derive(Default)]
struct Work<Mails = Letters> {
    mails: Mails,
    /// What waits for a digest instead of leaving.
    waiting: Vec<Waiting>,
    /// What its mail tells of that which waited.
    told: Vec<Waiting>,
}

impl<Mails> Work<Mails> {
    fn of(mails: Mails) -> Self {
        Self { mails, waiting: Vec::new(), told: Vec::new() }
    }

    fn with<Others>(self, change: impl FnOnce(Mails) -> Others) -> Work<Others> {
        Work { mails: change(self.mails), waiting: self.waiting, told: self.told }
    }
}

/// What one row leads to, or why it is not done.
type Outcome = Result<Work, String>;

struct Claimed {
    id: String,
    kind: String,
    body: String,
    attempts: i64,
    /// When the claim ends; the row is due again then.
    until: Timestamp,
}

/// How far the worker stands back behind everybody else, in the steps of `nice`.
const STANDS_BACK: i32 = 19;

/// Starts a thread that works until the program ends.
///
/// # Errors
/// When the operating system gives no thread.
pub fn start(worker: Worker) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let work = move || {
        if let Err(cause) = rustix::process::nice(STANDS_BACK) {
            eprintln!("outbox: works as fast as it can: {cause}");
        }
        runtime.block_on(run(worker));
    };
    std::thread::Builder::new().name("outbox".into()).spawn(work).map(drop)
}

async fn run(worker: Worker) {
    let commands = || worker.desk.commands.load(Ordering::Relaxed);
    let mut place = String::new();
    loop {
        let (before, begun) = (commands(), Instant::now());
        // A defect in what follows from facts must not take the thread with it.
        let done = AssertUnwindSafe(worker.once(&mut place)).catch_unwind().await;
        let done = match done.unwrap_or_else(|_| Err(StoreError::Broken("a defect".into()))) {
            Ok(done) => done,
            Err(error) => {
                eprintln!("outbox: {error}");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let worked = begun.elapsed();
        // Some of what it did are commands too.
        let others = (commands() - before).saturating_sub(done as u64);
        if u128::from(others) > CROWD_PER_MILLISECOND * worked.as_millis().max(1) {
            tokio::time::sleep(REST_MAX.min(worked * RESTS)).await;
        } else if done == 0 {
            let pause = worker.pause().await;
            drop(tokio::time::timeout(pause, worker.desk.wake.notified()).await);
        }
    }
}

impl Worker {
    /// Until the next work is due; some work is awaited by somebody.
    async fn pause(&self) -> Duration {
        let next = |open: &mut dyn Transaction| {
            let sql = "SELECT due FROM outbox WHERE attempts < $1 ORDER BY due, id LIMIT 1";
            let rows = open.query(sql, values![ATTEMPTS_MAX])?;
            rows.first().map(|row| row.integer(0)).transpose()
        };
        let next: Result<Option<i64>, StoreError> = self.desk.database.read(next).await;
        let wait = next.ok().flatten().map(|due| (due - self.desk.clock.now().0).max(0));
        wait.and_then(|wait| u64::try_from(wait).ok())
            .map_or(PAUSE, |wait| PAUSE.min(Duration::from_millis(wait)))
    }

    /// Does one group of what is due now, and of what follows from new facts; how much was taken on. At 0 nothing is
    /// left. `place` is where it stands among the streams, empty at first: each has its turn, however many facts come.
    ///
    /// # Errors
    /// What the database says.
    pub async fn once(&self, place: &mut String) -> Result<usize, StoreError> {
        let next = self.desk.negotiations.follow(place, STREAMS_MAX).await?;
        // At the end it begins anew, unless it has just begun.
        let more = next.is_some() || !place.is_empty();
        *place = next.unwrap_or_default();
        let now = self.desk.clock.now();
        let due =
            self.desk.database.query(DUE, vec![now.0.into(), ATTEMPTS_MAX.into(), CLAIM_ROWS.into()]).await?;
        if due.is_empty() {
            return Ok(usize::from(more));
        }
        let claimed = self.desk.database.write(move |open| claim(open, &due, now)).await?;
        let mut composed = Vec::with_capacity(claimed.len());
        for row in &claimed {
            // A defect in one mail must not take the others, and this thread, with it.
            let outcome = AssertUnwindSafe(self.work(row, now)).catch_unwind().await;
            composed.push(outcome.unwrap_or_else(|_| Err("it cannot be written: a defect".to_owned())));
        }
        let count = claimed.len();
        let made = |made: Outcome| made.map(|work| work.with(|mails| outgoing::ready(&self.desk, mails)));
        let outcomes: Vec<_> = composed.into_iter().map(made).collect();
        let written: usize = outcomes.iter().flatten().map(|work| work.mails.len()).sum();
        let settle = move |open: &mut dyn Transaction| {
            claimed.iter().zip(&outcomes).try_for_each(|(row, outcome)| match outcome {
                Ok(work) => settle(open, row, work, now),
                Err(problem) => failed(open, row, problem, now),
            })
        };
        self.desk.database.write(settle).await?;
        if written > 0 {
            self.desk.written.notify_waiters();
            self.desk.written.notify_one();
        }
        Ok(count + usize::from(more))
    }

    /// The mails that this work is.
    async fn work(&self, row: &Claimed, now: Timestamp) -> Outcome {
        match row.kind.as_str() {
            "mail" => {
                let task: Task = read(&row.body)?;
                let made = letters::of_task(&self.desk, &task, now, None).await?;
                Ok(Work { waiting: made.waiting, ..Work::of(made.letters) })
            }
            "digest" => {
                let email = Email::parse(&row.body).map_err(|error| error.to_string())?;
                let digest = digest::of_address(&self.desk, &email, now).await?;
                let mails = digest.mail.into_iter().map(|mail| (mail, None)).collect();
                Ok(Work { told: digest.told, ..Work::of(mails) })
            }
            _ => self.other_work(row, now).await.map(Work::of),
        }
    }

    /// Work that has nothing to do with digests.
    async fn other_work(&self, row: &Claimed, now: Timestamp) -> Result<Letters, String> {
        match row.kind.as_str() {
            "sign_in_code" => {
                let data: SignInMail = read(&row.body)?;
                Ok(vec![(letters::of_sign_in(&self.desk, &row.id, &data, now)?, None)])
            }
            "notice" => letters::of_notice(&self.desk, &row.id, &read(&row.body)?, now, None).await,
            "arrival" => sort(&self.desk, &row.body).await.map(|()| Letters::new()),
            "unreachable" => {
                bounces::note(&self.desk, &row.id, &read(&row.body)?, now).await.map(|()| Letters::new())
            }
            "held" => self.send_held(row, now).await.map(|()| Vec::new()),
            "alarm" => self.ring(row, now).await.map(|()| Vec::new()),
            "payment" => pay::follow(&self.desk, &row.body, now).await.map(|()| Vec::new()),
            "payment_close" => {
                let PaidOrder { negotiation, order } = read(&row.body)?;
                let closed = pay::close(&self.desk, &negotiation, &order, now).await;
                closed.map(|()| Vec::new()).map_err(|failure| failure.problem.detail)
            }
            "astray" => letters::of_stray_payment(&self.desk, &row.id, &row.body, now, None).await,
            "offer" => {
                let command = following_command(&row.id, "offer");
                silence::offer(&self.desk, &read(&row.body)?, command, now).await.map(|()| Vec::new())
            }
            other => Err(format!("no work is called {other}")),
        }
    }

    /// What was refused waits for its writer and not for the clock.
    async fn send_held(&self, row: &Claimed, now: Timestamp) -> Result<(), String> {
        match held::send(&self.desk, &row.body, now).await {
            Err(failure) if failure.status.is_server_error() => Err(failure.problem.detail),
            _ => Ok(()),
        }
    }

    /// Gives the negotiation the command that the clock owes it.
    async fn ring(&self, row: &Claimed, now: Timestamp) -> Result<(), String> {
        let Alarm { negotiation, command } = read(&row.body)?;
        let actor = Actor { party: Party::System, address: None };
        let envelope = Envelope { id: following_command(&row.id, "alarm"), at: now, actor, command };
        let outcome = self.desk.negotiate(negotiation.as_str(), "system", &envelope).await;
        outcome.map(drop).map_err(|error| error.problem.detail)
    }
}

/// Twice as long after each failure: 30 s, 1 min, 2 min … about 4 h.
fn pause_after(attempts: i64) -> Millis {
    Millis(15_000 << attempts.clamp(1, 10))
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("unreadable: {error}"))
}

const DUE: &str = "SELECT id, kind, body, attempts, due FROM outbox WHERE due <= $1 AND attempts < $2
                   ORDER BY due, id LIMIT $3";

/// Of the rows that are [`DUE`], those that nobody else has claimed meanwhile.
fn claim(open: &mut dyn Transaction, due: &[Row], now: Timestamp) -> Result<Vec<Claimed>, StoreError> {
    let until = now + CLAIM_LENGTH;
    let mut claimed = Vec::new();
    for row in due {
        let text = |column| row.text(column).map(str::to_owned);
        let (id, attempts) = (text(0)?, row.integer(3)? + 1);
        // Another worker may have been faster: then the row is not where it was.
        let sql = "UPDATE outbox SET due = $1, attempts = $2 WHERE due = $3 AND id = $4
                   AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.due = $1 AND other.id = $4)";
        if open.execute(sql, values![until.0, attempts, row.integer(4)?, &id])? == 1 {
            claimed.push(Claimed { id, kind: text(1)?, body: text(2)?, attempts, until });
            continue;
        }
        // The same work was queued for two moments: once is enough.
        let sql = "DELETE FROM outbox WHERE due = $1 AND id = $2
                   AND EXISTS (SELECT 1 FROM outbox AS other WHERE other.due = $3 AND other.id = $2)";
        open.execute(sql, values![row.integer(4)?, &id, until.0])?;
    }
    Ok(claimed)
}

/// Frees the work that a process had in hand when it died; whether it did, the caller knows. What waits for its next
/// try stays where it is.
///
/// # Errors
/// What the database says.
pub fn free(open: &mut dyn Transaction, now: Timestamp) -> Result<(), StoreError> {
    let until = (now + CLAIM_LENGTH).0;
    // Of the same work for two moments the earlier is enough.
    let sql = "DELETE FROM outbox WHERE due > $1 AND due <= $2 AND attempts > 0 AND problem IS NULL
               AND EXISTS (SELECT 1 FROM outbox AS other
                           WHERE other.id = outbox.id AND other.due >= $1 AND other.due < outbox.due)";
    open.execute(sql, values![now.0, until])?;
    let sql = "UPDATE outbox SET due = $1, attempts = attempts - 1
               WHERE due > $1 AND due <= $2 AND attempts > 0 AND problem IS NULL";
    open.execute(sql, values![now.0, until]).map(drop)
}

/// Writes down what the work led to.
fn settle(
    open: &mut dyn Transaction,
    row: &Claimed,
    work: &Work<Vec<outgoing::Ready>>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match gathered::use_up(open, &work.told)? {
        Found::All => outgoing::queue(open, &work.mails, now)?,
        Found::None => {}
        // It comes again when its claim ends, and tells the rest.
        Found::Some => return Ok(()),
    }
    // Whoever has lost its claim leaves it to the next: what waits may have been told by then.
    if done(open, row)? {
        gathered::keep(open, &work.waiting)?;
    }
    Ok(())
}

/// Takes the work out of the outbox; false when it was no longer ours.
fn done(open: &mut dyn Transaction, row: &Claimed) -> Result<bool, StoreError> {
    let gone = "DELETE FROM outbox WHERE due = $1 AND id = $2";
    Ok(open.execute(gone, values![row.until.0, &row.id])? == 1)
}

fn failed(
    open: &mut dyn Transaction,
    row: &Claimed,
    problem: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    // The id may name an address.
    eprintln!("outbox: {} {}: {problem}", row.kind, &secret::hash(&row.id)[..8]);
    if row.kind == "arrival" && row.attempts >= ATTEMPTS_MAX {
        arrivals::stick(open, &row.body, problem)?;
        return done(open, row).map(drop);
    }
    let sql = "UPDATE outbox SET problem = $1, due = $2 WHERE due = $3 AND id = $4";
    let due = now + pause_after(row.attempts);
    open.execute(sql, values![problem, due.0, row.until.0, &row.id]).map(drop)
}
