//! The only place that asks what time it is.

use shared::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time: the machine's, or the one that a test has set.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    Machine,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until it is set again.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(now.0)))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Machine => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Set(now) => Timestamp(now.load(Ordering::SeqCst)),
        }
    }
}
