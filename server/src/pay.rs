//! How orders are paid. One port, [`Pay`], behind which a payment service stands, and three ways to be paid:
//! *none*, the order is a promise; *invoice*, by transfer to the account in the quote; *Stripe*, online.
//!
//! What is true about money is asked of the service each time, and never taken from a message. Before the service
//! is asked there is a row ([`attempts`]), and what it answers leads to a command under an id that follows from
//! the row: so whatever is repeated, late or lost, an order is paid once.

pub mod attempts;
mod begin;
mod close;
mod follow;
pub mod invoice;
mod none;
mod settle;
pub mod stripe;

pub use begin::{Wanted, begin};
pub use close::{PaidOrder, close};
pub use follow::follow;
pub use none::NoService;
pub use settle::{Heard, hear};

use crate::http::Failure;
use attempts::Attempt;
use axum::http::StatusCode;
use shared::money::Money;
use shared::time::{Millis, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A payment service. Its calls wait for the network: they are made on threads that may wait.
pub trait Pay: Send + Sync {
    /// Whether orders of this amount can be paid there; asks nobody.
    ///
    /// # Errors
    /// [`PayProblem::Off`] or [`PayProblem::NotTaken`].
    fn takes(&self, price: Money) -> Result<(), PayProblem>;

    /// Makes the page on which the attempt is paid. The same attempt again gives the same page.
    ///
    /// # Errors
    /// Why there is none.
    fn open(&self, attempt: &Attempt, scene: &Scene) -> Result<Page, PayProblem>;

    /// How a payment stands now.
    ///
    /// # Errors
    /// Why it is not known.
    fn look(&self, attempt: &Attempt, handle: &Handle) -> Result<Standing, PayProblem>;

    /// Ends what is open, so that it can no longer be paid.
    ///
    /// # Errors
    /// [`PayProblem::Refused`] when it is no longer open.
    fn close(&self, session: &str) -> Result<(), PayProblem>;

    /// What a message of the service is about; none when it is about nothing of ours.
    ///
    /// # Errors
    /// [`Forged`] when the service has not signed it, or long ago.
    fn hint(&self, signature: &str, body: &[u8], now: Timestamp) -> Result<Option<Hint>, Forged>;
}

/// What the page of the service says and where it leads back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// What is paid for.
    pub title: String,
    pub paid_url: String,
    pub back_url: String,
}

/// The page on which an attempt is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub session: String,
    pub url: String,
}

/// By what the service knows a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handle {
    Session(String),
    /// The payment itself, when its session is not known.
    Intent(String),
}

/// How a payment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// The buyer has paid, the money is on its way.
    Processing,
    /// Exactly what the attempt is about; by what name the service knows the money.
    Paid {
        reference: String,
    },
    /// Another amount came, as the service says it.
    PaidOtherwise {
        reference: String,
        told: String,
    },
    /// Nothing was paid, and nothing can be any more.
    Ended,
}

/// A message of the service names an attempt; what it says about it is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub attempt: String,
    pub handle: Handle,
}

/// The service has not signed this message, or long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forged;

/// Why the service did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayProblem {
    /// There is no service.
    Off,
    /// It does not take this amount or this currency.
    NotTaken,
    /// It cannot be reached, or is busy: nothing is known.
    Unreachable(String),
    /// It answered no.
    Refused(String),
}

impl From<PayProblem> for Failure {
    fn from(problem: PayProblem) -> Self {
        match problem {
            PayProblem::Off => {
                let detail = "Orders cannot be paid online here. Pay as the quote says.";
                Self::new(StatusCode::CONFLICT, "online_payment_off", detail)
            }
            PayProblem::NotTaken => {
                let detail = "This amount cannot be paid online in this currency.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "amount_not_payable_online", detail)
                    .at("payable_online")
            }
            PayProblem::Unreachable(why) => {
                eprintln!("payment: {why}");
                let detail = "The payment service does not answer. Nothing was paid; try again in a moment.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "payment_unreachable", detail)
            }
            PayProblem::Refused(why) => {
                eprintln!("payment: {why}");
                let detail =
                    "The payment service refused this payment. Nothing was paid; write to the seller.";
                Self::new(StatusCode::CONFLICT, "payment_refused", detail)
            }
        }
    }
}

/// After a failure the clock's questions wait for so long; those of people do not.
const REST: Millis = Millis::minutes(1);

/// The payment service of an installation.
#[derive(Clone)]
pub struct Till {
    service: Arc<dyn Pay>,
    rests_until: Arc<AtomicI64>,
}

impl Default for Till {
    fn default() -> Self {
        Self::new(NoService)
    }
}

impl Till {
    /// With this service.
    pub fn new(service: impl Pay + 'static) -> Self {
        Self { service: Arc::new(service), rests_until: Arc::default() }
    }

    /// Whether orders of this amount can be paid online.
    ///
    /// # Errors
    /// Why not.
    pub fn takes(&self, price: Money) -> Result<(), PayProblem> {
        self.service.takes(price)
    }

    /// Whether anything can be paid online.
    pub fn is_open(&self) -> bool {
        let price = shared::money::Currency::parse("EUR").ok();
        let price = price.and_then(|euro| Money::from_minor_units(100, euro).ok());
        price.is_some_and(|price| self.service.takes(price).is_ok())
    }

    /// What a message of the service is about.
    ///
    /// # Errors
    /// When it is forged.
    pub fn hint(&self, signature: &str, body: &[u8], now: Timestamp) -> Result<Option<Hint>, Forged> {
        self.service.hint(signature, body, now)
    }

    /// Whether the service did not answer a moment ago.
    fn rests(&self, now: Timestamp) -> bool {
        now.0 < self.rests_until.load(Ordering::Relaxed)
    }

    /// Asks the service, on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        now: Timestamp,
        question: impl FnOnce(&dyn Pay) -> Result<T, PayProblem> + Send + 'static,
    ) -> Result<T, PayProblem> {
        let service = self.service.clone();
        let asked = tokio::task::spawn_blocking(move || question(service.as_ref())).await;
        let answer = asked.unwrap_or_else(|_| Err(PayProblem::Unreachable("its adapter broke".to_owned())));
        if matches!(answer, Err(PayProblem::Unreachable(_))) {
            self.rests_until.store((now + REST).0, Ordering::Relaxed);
        }
        answer
    }
}
