//! The list of negotiations: one line of it, made from the same projection as the page behind it.

use super::thread::{Header, Role, Status};
use crate::geo::Country;
use crate::ids::NegotiationId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One negotiation in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestRow {
    pub negotiation: NegotiationId,
    pub role: Role,
    pub status: Status,
    pub manufacturer_name: String,
    pub product_name: Option<String>,
    pub buyer_name: String,
    pub buyer_company: Option<String>,
    pub country: Option<Country>,
    /// To whom it was routed.
    pub recipient_name: String,
    pub sent_at: Timestamp,
    /// The newest entry that this viewer may see.
    pub last_at: Timestamp,
    pub waiting_since: Option<Timestamp>,
    pub unread: u32,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requests {
    pub rows: Vec<RequestRow>,
    /// How many there are of each status, before the status filter.
    pub counts: Vec<StatusCount>,
    /// Pass it as `after` to get the next page; none at the end.
    pub next: Option<String>,
}

/// The figure on a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCount {
    pub status: Status,
    pub count: u32,
}

/// The line of a negotiation, from what its viewer sees of it; `newest` is the time of the last entry.
pub(super) fn row(header: Header, newest: Option<Timestamp>) -> RequestRow {
    let summary = header.summary;
    RequestRow {
        negotiation: header.negotiation,
        role: header.role,
        status: header.status,
        manufacturer_name: summary.manufacturer_name,
        product_name: summary.product_name,
        buyer_name: summary.buyer_name,
        buyer_company: summary.buyer_company,
        country: summary.country,
        recipient_name: header.receipt.recipient_name,
        sent_at: summary.sent_at,
        last_at: newest.unwrap_or(summary.sent_at),
        waiting_since: header.waiting_since,
        unread: header.unread,
    }
}
