//! Payment of orders: what a seller can offer, the way to the payment service, and what the operator must look at.

use super::{Nothing, endpoints};
use crate::ids::{EntryId, NegotiationId};
use crate::money::Money;
use crate::negotiation::BankAccount;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

endpoints! {
    /// What whoever sends a quote can offer the buyer.
    ReadPaymentOptions: Get "/api/negotiations/{negotiation}/payment-options", Nothing => PaymentOptions;
    /// The buyer pays an order at the payment service: exactly what was accepted. Asked again, it leads to the
    /// same payment while that is open.
    PayOrder: Post "/api/negotiations/{negotiation}/orders/{order}/payments", Nothing => Checkout;
    /// The newest attempts to pay online, for the operator.
    ListPayments: Get "/api/payments", Nothing => Vec<PaymentLine>;
}

/// `POST` by the payment service: something happened there. The body is what it signed, so it is no JSON endpoint,
/// and the only one that another site may send to.
pub const PAYMENT_EVENTS_PATH: &str = "/api/payment-events";

/// What can be offered in a quote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentOptions {
    /// Whether orders can be paid online here.
    pub online: bool,
    /// The account of this person's last quote; nobody else is shown it before it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccount>,
}

/// Where the order is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// A page of the payment service.
    pub url: String,
}

/// An attempt to pay an order online.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    /// What the payment service knows it by, in the data that it keeps with the payment.
    pub id: String,
    pub negotiation: NegotiationId,
    pub order: EntryId,
    pub price: Money,
    pub state: PaymentState,
    /// Why somebody must look at it, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What the payment service calls the money that came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When the buyer asked for it.
    pub at: Timestamp,
}

/// How far an attempt has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The payment service is being asked, or its answer was lost.
    Asked,
    /// The buyer can pay.
    Open,
    /// The buyer has paid, the money is on its way.
    Processing,
    /// The order is paid by it.
    Paid,
    /// Nothing was paid, and nothing can be any more.
    Ended,
    /// Money came and fits no order: somebody must look at it.
    Astray,
}

impl PaymentState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Asked, Self::Open, Self::Processing, Self::Paid, Self::Ended, Self::Astray];

    /// As it is written in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Open => "open",
            Self::Processing => "processing",
            Self::Paid => "paid",
            Self::Ended => "ended",
            Self::Astray => "astray",
        }
    }

    /// Whether money may still come of it.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Asked | Self::Open | Self::Processing)
    }
}
