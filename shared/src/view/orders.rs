//! Quotes, orders and incidents, as they stand in a history.

use super::thread::not;
use crate::ids::EntryId;
use crate::money::Money;
use crate::negotiation::{BankAccount, Document, IncidentState, OrderAddress, Sha256};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A quote at this moment (N3).
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteView {
    pub document: Document,
    pub price: Money,
    pub valid_until: Timestamp,
    #[serde(default, skip_serializing_if = "not")]
    pub payable_online: bool,
    /// Where it can be paid to by transfer.
    pub account: Option<BankAccount>,
    /// The older quote that this one replaces.
    pub supersedes: Option<EntryId>,
    pub status: QuoteStatus,
    /// When it took this status, unless it is open.
    pub ended_at: Option<Timestamp>,
    /// When the buyer opened it first.
    pub opened_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub order: Option<OrderView>,
    /// What the viewer may do with it now, the clock aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may: Vec<QuoteAction>,
}

/// What became of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteStatus {
    Open,
    Accepted,
    Refused,
    Withdrawn,
    Expired,
    Superseded,
}

/// An accepted quote.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    pub billing: OrderAddress,
    /// None: to the billing address.
    pub delivery: Option<OrderAddress>,
    /// Of the file that was accepted.
    pub sha256: Sha256,
    pub paid_at: Option<Timestamp>,
    /// What a transfer should carry (ISO 11649).
    pub reference: String,
}

/// What can be done with a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteAction {
    Accept,
    Counter,
    Refuse,
    Supersede,
    Withdraw,
    PayOnline,
    ConfirmPayment,
    OpenIncident,
}

/// An incident at this moment (N11).
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentView {
    /// The entry of the accepted quote.
    pub order: EntryId,
    pub reason: String,
    pub state: IncidentState,
    /// When it closes by itself.
    pub closes_at: Timestamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may: Vec<IncidentAction>,
}

/// What can be done with an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentAction {
    Resolve,
    Dispute,
    Close,
}
