//! Work that waits for its transaction, and the caller who waits for the answer.

use super::{StoreError, Transaction};
use tokio::sync::oneshot;

/// One closure in the queue of a database thread.
pub trait Job: Send {
    /// Runs the work once; true when what it wrote is to be kept.
    fn run(&mut self, transaction: &mut dyn Transaction) -> bool;
    /// Answers the caller, once the fate of the transaction is known.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// Whether a job writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
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
        // A panic in one closure must not take the thread, and everybody else's work, with it.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(transaction)));
        self.result = outcome.ok();
        matches!(self.result, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Ok(_)), Err(error)) => Err(error.into()),
            (Some(result), _) => result,
            (None, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(ended().into()),
        };
        // The caller may have gone away; its work stands.
        drop(self.caller.send(result));
    }
}
