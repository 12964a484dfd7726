//! Whose turn it is to hand a mail over. A server that answers at once takes mails one after the other as fast as side by
//! side, and then a crash leaves one mail at most of which nobody knows whether it has arrived. For a server that takes its
//! time nobody waits long.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Longer than a server on the same machine takes for the mails of all ways.
const PATIENCE: Duration = Duration::from_millis(25);

/// One turn for all ways out.
#[derive(Default)]
pub struct Turn {
    taken: Mutex<bool>,
    free: Condvar,
}

/// It is given back when dropped.
pub struct Taken<'t>(&'t Turn);

impl Turn {
    /// The turn, as soon as it is free; none when that takes too long: then one goes without.
    pub fn take(&self) -> Option<Taken<'_>> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.free.wait_timeout_while(taken, PATIENCE, |taken| *taken);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *taken {
            return None;
        }
        *taken = true;
        Some(Taken(self))
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_the_turn_and_the_others_do_not_wait_for_ever() {
        let turn = Turn::default();
        let first = turn.take().expect("it is free");
        assert!(turn.take().is_none());
        drop(first);
        assert!(turn.take().is_some());
    }
}
