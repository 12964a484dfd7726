//! A quote after it was sent (N3): open until somebody or the clock ends it, an order once accepted.

use super::document::{Document, Offer, OrderAddress, Sha256};
use super::party::{Lane, Party};
use crate::ids::EntryId;
use crate::time::Timestamp;

/// One quote at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub lane: Lane,
    pub by: Party,
    pub sent_at: Timestamp,
    pub document: Document,
    pub offer: Offer,
    /// When the buyer opened it first.
    pub opened_at: Option<Timestamp>,
    /// The buyer wants other terms: what a newer quote answers.
    pub countered_at: Option<Timestamp>,
    pub outcome: Outcome,
}

/// What became of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Accepted(Box<Order>),
    Refused { at: Timestamp, reason: Option<String> },
    Withdrawn { at: Timestamp },
    Expired { at: Timestamp },
    Superseded { at: Timestamp, by: EntryId },
}

/// An accepted quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub at: Timestamp,
    pub billing: OrderAddress,
    /// None: to the billing address.
    pub delivery: Option<OrderAddress>,
    /// Of the file that was accepted.
    pub sha256: Sha256,
    pub paid_at: Option<Timestamp>,
}

impl Quote {
    /// The order, if it was accepted.
    pub fn order(&self) -> Option<&Order> {
        match &self.outcome {
            Outcome::Accepted(order) => Some(order),
            _ => None,
        }
    }

    /// Neither ended nor past its last moment.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.outcome == Outcome::Open && at <= self.offer.valid_until
    }
}
