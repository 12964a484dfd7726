//! Who wants to know when a negotiation changes, inside this process. It carries no content: whoever is
//! woken reads again what it may see.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// Wakes the open pages of a negotiation.
#[derive(Default)]
pub struct Hub {
    watched: Mutex<HashMap<String, watch::Sender<i64>>>,
}

impl Hub {
    /// Tells everybody who watches the negotiation that it stands at this version.
    pub fn changed(&self, negotiation: &str, version: i64) {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let nobody = watched.get(negotiation).is_some_and(|watchers| watchers.send(version).is_err());
        if nobody {
            watched.remove(negotiation);
        }
    }

    /// From now on, every change wakes the receiver; several may come as one.
    pub fn watch(&self, negotiation: &str) -> watch::Receiver<i64> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|known, watchers| known == negotiation || watchers.receiver_count() > 0);
        let watchers = watched.entry(negotiation.to_owned()).or_insert_with(|| watch::channel(0).0);
        watchers.subscribe()
    }
}
