//! A buyer's complaint on an order (N11). It is never reset, and ends by itself.

use super::party::Party;
use crate::ids::EntryId;
use crate::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};

/// It closes by itself so long after it was opened, whatever has happened since.
pub const INCIDENT_LENGTH: Millis = Millis::days(15);

/// One incident at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The accepted quote.
    pub order: EntryId,
    pub opened_at: Timestamp,
    pub state: IncidentState,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    Open,
    /// The seller says so; the buyer has not agreed.
    Resolved,
    /// The buyer does not agree.
    Disputed,
    Closed,
    AutoClosed,
}

/// What somebody says about an incident; the words of an opening and of a dispute are needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentWord {
    /// The entry that opened it.
    pub incident: EntryId,
    pub by: Party,
    pub text: Option<String>,
}

impl Incident {
    /// When it closes by itself.
    pub fn closes_at(&self) -> Timestamp {
        self.opened_at + INCIDENT_LENGTH
    }

    /// Nobody has closed it yet, nor has its time run out.
    pub fn is_running(&self, at: Timestamp) -> bool {
        !matches!(self.state, IncidentState::Closed | IncidentState::AutoClosed) && at < self.closes_at()
    }
}
