//! Work that waits for its transaction, and the caller who waits for the answer.

use super::{Change, StoreError, Transaction, apply};
use tokio::sync::oneshot;

/// One piece of work in the queue of a database thread.
pub trait Job: Send {
    /// Runs the work; true when what it wrote is to be kept.
    fn run(&mut self, transaction: &mut dyn Transaction) -> bool;
    /// Whether it may be run again when its transaction was rolled back.
    fn is_repeatable(&self) -> bool;
    /// Answers the caller, once the fate of the transaction is known.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// Whether a job writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// Ready statements: they can be made as often as need be.
struct Prepared {
    changes: Vec<Change>,
    result: Option<Result<(), StoreError>>,
    caller: oneshot::Sender<Made>,
}

/// How it went, and the statements: freed where they were made, they cost the writer nothing.
pub type Made = (Result<(), StoreError>, Vec<Change>);

/// Packs statements for the queue, with the place where their answer will arrive.
pub fn prepared(changes: Vec<Change>) -> (Box<dyn Job>, oneshot::Receiver<Made>) {
    let (caller, answer) = oneshot::channel();
    (Box::new(Prepared { changes, result: None, caller }), answer)
}

impl Job for Prepared {
    fn run(&mut self, transaction: &mut dyn Transaction) -> bool {
        self.result = unharmed(|| apply(transaction, &self.changes));
        matches!(self.result, Some(Ok(())))
    }

    fn is_repeatable(&self) -> bool {
        true
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        // The caller may have gone away; its work stands.
        drop(self.caller.send((outcome(self.result, committed), self.changes)));
    }
}

/// A panic in one piece of work must not take the thread, and everybody else's work, with it.
fn unharmed<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// What the caller hears; without a result the work has panicked or never began.
fn outcome<T, E: From<StoreError>>(
    result: Option<Result<T, E>>,
    committed: Result<(), StoreError>,
) -> Result<T, E> {
    match (result, committed) {
        (Some(Ok(_)) | None, Err(error)) => Err(error.into()),
        (Some(result), _) => result,
        (None, Ok(())) => Err(ended().into()),
    }
}

struct Waiting<F, T, E> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

/// Packs the work for the queue, with the place where its answer will arrive.
pub fn waiting<T, E, F>(work: F) -> (Box<dyn Job>, oneshot::Receiver<Result<T, E>>)
where
    F: FnOnce(&mut dyn Transaction) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    (Box::new(Waiting { work: Some(work), result: None, caller }), answer)
}

/// What a caller hears whose job was dropped: its work panicked, or the thread is gone.
pub fn ended() -> StoreError {
    StoreError::Unavailable("the transaction was given up".into())
}

impl<F, T, E> Job for Waiting<F, T, E>
where
    F: FnOnce(&mut dyn Transaction) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    fn run(&mut self, transaction: &mut dyn Transaction) -> bool {
        let Some(work) = self.work.take() else { return false };
        self.result = unharmed(|| work(transaction));
        matches!(self.result, Some(Ok(_)))
    }

    fn is_repeatable(&self) -> bool {
        false
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        drop(self.caller.send(outcome(self.result, committed)));
    }
}
