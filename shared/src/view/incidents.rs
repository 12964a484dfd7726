//! The operator's page of incidents (N11): one line each, and how often orders lead to one.

use crate::ids::{EntryId, NegotiationId};
use crate::money::Money;
use crate::negotiation::IncidentState;
use crate::rating::{Fraction, Tenths};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// One incident, as the operator may see it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentLine {
    pub negotiation: NegotiationId,
    /// The entry that opened it.
    pub incident: EntryId,
    pub state: IncidentState,
    pub opened_at: Timestamp,
    /// When it closes by itself, unless somebody closes it before.
    pub closes_at: Timestamp,
    pub reason: String,
    pub price: Money,
    pub buyer_name: String,
    pub buyer_company: Option<String>,
    /// Whose quote it was that became the order.
    pub seller_name: String,
    pub manufacturer_name: String,
    pub product_name: Option<String>,
}

/// An order, as far as the rate of incidents counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// The accepted quote.
    pub order: EntryId,
    /// Whose order it is: the primary's in its lane, else the house's.
    pub seller: crate::negotiation::Named,
    pub has_incident: bool,
}

/// A page of the list, with the figures above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incidents {
    /// Newest first.
    pub rows: Vec<IncidentLine>,
    /// How many there are of each state, before the filter.
    pub counts: Vec<IncidentCount>,
    /// Pass it as `after` to get the next page; none at the end.
    pub next: Option<String>,
    pub overall: IncidentRate,
    /// Sellers with orders, most incidents first.
    pub sellers: Vec<SellerRate>,
}

/// The figure of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentCount {
    pub state: IncidentState,
    pub count: u32,
}

/// Orders with at least one incident, of all orders (N11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentRate {
    pub orders: u32,
    pub with_incident: u32,
}

/// The rate of one seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerRate {
    pub name: String,
    pub rate: IncidentRate,
}

impl IncidentRate {
    /// In per cent, one decimal; none without orders (S7).
    pub fn percent(self) -> Option<Tenths> {
        let share = Fraction::new(u64::from(self.with_incident) * 100, u64::from(self.orders));
        share.map(Fraction::tenths)
    }
}

impl IncidentState {
    /// All of them, in the order of an incident's life.
    pub const ALL: [Self; 5] = [Self::Open, Self::Resolved, Self::Disputed, Self::Closed, Self::AutoClosed];

    /// The name used in JSON, in queries and in the translation catalogue.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Disputed => "disputed",
            Self::Closed => "closed",
            Self::AutoClosed => "auto_closed",
        }
    }
}
