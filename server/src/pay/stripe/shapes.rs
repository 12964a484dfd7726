//! What Stripe says, as far as it is read here. Everything else in its answers may change.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Our own data beside theirs.
pub type Metadata = BTreeMap<String, String>;

/// A Checkout Session.
#[derive(Debug, Deserialize)]
pub struct Session {
    pub id: String,
    /// `open`, `complete` or `expired`.
    pub status: Option<String>,
    /// `paid`, `unpaid` or `no_payment_required`.
    pub payment_status: Option<String>,
    pub amount_total: Option<i64>,
    pub currency: Option<String>,
    pub url: Option<String>,
    pub metadata: Option<Metadata>,
    pub payment_intent: Option<Expanded>,
}

/// A payment within another answer: its id, or whole when that was asked for.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Expanded {
    Id(String),
    Whole(Box<Intent>),
}

/// A PaymentIntent.
#[derive(Debug, Deserialize)]
pub struct Intent {
    pub id: String,
    pub status: String,
    pub amount: i64,
    pub amount_received: Option<i64>,
    pub currency: String,
    pub metadata: Option<Metadata>,
}

/// What a webhook brings.
#[derive(Debug, Deserialize)]
pub struct Message {
    #[serde(rename = "type")]
    pub kind: String,
    pub data: Data,
}

#[derive(Debug, Deserialize)]
pub struct Data {
    pub object: Object,
}

/// The session or the payment that it is about, as it was then.
#[derive(Debug, Deserialize)]
pub struct Object {
    pub id: String,
    pub object: String,
    pub metadata: Option<Metadata>,
}

/// Every error.
#[derive(Debug, Default, Deserialize)]
pub struct Refused {
    #[serde(default)]
    pub error: Reason,
}

#[derive(Debug, Default, Deserialize)]
pub struct Reason {
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub message: Option<String>,
}
