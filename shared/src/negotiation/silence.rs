//! The one offer of an unanswered inquiry to another seller (R18), and what became of it.

use super::party::Named;
use super::state::LaneState;
use crate::ids::EntryId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An inquiry was offered to the next eligible seller; once at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilenceOffer {
    pub to: Named,
    pub at: Timestamp,
    /// The hours of silence after which the network wanted it.
    pub after_hours: u32,
    pub outcome: OfferOutcome,
}

/// What became of the offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferOutcome {
    Open,
    /// The inquiry stays with its primary.
    Ended(OfferEnd),
    Taken(Box<Takeover>),
}

/// The offered seller has become the primary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeover {
    pub at: Timestamp,
    /// The fact: what came before it is not for the new primary's side.
    pub entry: EntryId,
    /// Who was silent, and the clocks of its lane as they stood.
    pub from: Named,
    pub lane: LaneState,
}

/// Why an inquiry stays with its primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferEnd {
    /// The primary side said that it is on it.
    Acknowledged,
    /// The primary side wrote, declined or sold.
    Answered,
    /// The seller to whom it was offered does not want it.
    Refused,
    /// Nobody waits for an answer any more.
    Unneeded,
}

/// Why an inquiry got another primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RerouteReason {
    Silence,
}

impl SilenceOffer {
    /// Whoever acknowledges first has the inquiry.
    pub fn is_open(&self) -> bool {
        self.outcome == OfferOutcome::Open
    }

    /// How the inquiry went to the other seller.
    pub fn takeover(&self) -> Option<&Takeover> {
        match &self.outcome {
            OfferOutcome::Taken(takeover) => Some(takeover),
            _ => None,
        }
    }
}
