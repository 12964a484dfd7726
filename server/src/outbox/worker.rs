//! Does what is due in the outbox, one claim at a time. Several workers may run; a row that one has
//! claimed is left alone by the others until its time is up.

use super::causes::Task;
use super::letters::{self, SignInMail};
use crate::desk::Desk;
use crate::execute::following_command;
use crate::mail::{Composed, Mail};
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use serde::de::DeserializeOwned;
use shared::aggregate::Envelope;
use shared::negotiation::{Actor, Command, Party};
use shared::time::{Millis, Timestamp};
use std::sync::Arc;
use std::time::Duration;

/// Rows claimed at once.
const CLAIM_ROWS: i64 = 16;
/// A claim that is not settled until then is free again: its worker has died.
const CLAIM_LENGTH: Millis = Millis::minutes(2);
/// After so many failures a row waits for the operator.
pub const ATTEMPTS_MAX: i64 = 10;
/// The longest pause when nothing wakes the worker.
const PAUSE: Duration = Duration::from_secs(5);

/// What the worker works with.
pub struct Worker {
    pub desk: Arc<Desk>,
    pub post: Box<dyn Mail>,
}

struct Claimed {
    id: String,
    kind: String,
    body: String,
    attempts: i64,
}

/// Works until the program ends.
pub async fn run(worker: Worker) {
    loop {
        let busy = match worker.once().await {
            Ok(done) => done > 0,
            Err(error) => {
                eprintln!("outbox: {error}");
                false
            }
        };
        if !busy {
            drop(tokio::time::timeout(PAUSE, worker.desk.wake.notified()).await);
        }
    }
}

impl Worker {
    /// Does what is due now; the number of rows that were taken on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn once(&self) -> Result<usize, StoreError> {
        let now = self.desk.clock.now();
        let claimed = self.desk.database.write(move |open| claim(open, now)).await?;
        for row in &claimed {
            let outcome = self.work(row, now).await;
            self.settle(row, outcome, now).await?;
        }
        Ok(claimed.len())
    }

    /// The mails that were handed over.
    async fn work(&self, row: &Claimed, now: Timestamp) -> Result<Vec<Composed>, String> {
        match row.kind.as_str() {
            "mail" => {
                let task: Task = read(&row.body)?;
                self.post_all(letters::of_task(&self.desk, &task, now).await?)
            }
            "sign_in_code" => {
                let data: SignInMail = read(&row.body)?;
                self.post_all(vec![letters::of_sign_in(&self.desk, &row.id, &data, now)?])
            }
            "ask_feedback" => self.ask_feedback(row, now).await.map(|()| Vec::new()),
            other => Err(format!("no work is called {other}")),
        }
    }

    fn post_all(&self, mails: Vec<Composed>) -> Result<Vec<Composed>, String> {
        for mail in &mails {
            self.post.deliver(mail).map_err(|problem| problem.to_string())?;
        }
        Ok(mails)
    }

    async fn ask_feedback(&self, row: &Claimed, now: Timestamp) -> Result<(), String> {
        let actor = Actor { party: Party::System, address: None };
        let id = following_command(&row.id, "ask");
        let envelope = Envelope { id, at: now, actor, command: Command::AskFeedback };
        let outcome = self.desk.negotiate(&row.body, "system", &envelope).await;
        outcome.map(drop).map_err(|error| error.problem.detail)
    }

    async fn settle(
        &self,
        row: &Claimed,
        outcome: Result<Vec<Composed>, String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (id, attempts) = (row.id.clone(), row.attempts);
        match outcome {
            Ok(mails) => self.desk.database.write(move |open| done(open, &id, &mails, now)).await,
            Err(problem) => {
                eprintln!("outbox {id}: {problem}");
                let due = now + pause_after(attempts);
                self.desk.database.write(move |open| failed(open, &id, &problem, due)).await
            }
        }
    }
}

/// Twice as long after each failure: 30 s, 1 min, 2 min … about 4 h.
fn pause_after(attempts: i64) -> Millis {
    Millis(15_000 << attempts.clamp(1, 10))
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("unreadable: {error}"))
}

fn claim(open: &mut dyn Transaction, now: Timestamp) -> Result<Vec<Claimed>, StoreError> {
    // The outer condition is looked at again when another worker's claim was waited for.
    let sql = "UPDATE outbox SET due = $1, attempts = attempts + 1 WHERE due <= $2 AND id IN
               (SELECT id FROM outbox WHERE due <= $2 AND attempts < $3 ORDER BY due, id LIMIT $4)
               RETURNING id, kind, body, attempts";
    let rows = open.query(sql, values![(now + CLAIM_LENGTH).0, now.0, ATTEMPTS_MAX, CLAIM_ROWS])?;
    let claimed = |row: &Row| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Claimed { id: text(0)?, kind: text(1)?, body: text(2)?, attempts: row.integer(3)? })
    };
    rows.iter().map(claimed).collect()
}

/// Keeps the mails for the operator to read, and takes the work out of the outbox.
fn done(open: &mut dyn Transaction, id: &str, mails: &[Composed], at: Timestamp) -> Result<(), StoreError> {
    let insert = "INSERT INTO mails (id, at, recipient, subject, plain, raw) VALUES ($1, $2, $3, $4, $5, $6)
                  ON CONFLICT (id) DO NOTHING";
    for mail in mails {
        let (to, source) = (mail.to.as_str(), mail.bytes.as_slice());
        open.execute(insert, values![&mail.id, at.0, to, &mail.subject, &mail.text, source])?;
    }
    open.execute("DELETE FROM outbox WHERE id = $1", values![id]).map(drop)
}

fn failed(open: &mut dyn Transaction, id: &str, problem: &str, due: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET problem = $1, due = $2 WHERE id = $3";
    open.execute(sql, values![problem, due.0, id]).map(drop)
}
