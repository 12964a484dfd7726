//! Stripe, over its public HTTP API: one Checkout Session for each attempt. Amounts are ours; whatever is said about
//! them elsewhere is compared with what was accepted.

mod amount;
mod client;
mod shapes;
pub mod signature;

use super::attempts::Attempt;
use super::{Forged, Handle, Hint, Page, Pay, PayProblem, Scene, Standing};
use client::Client;
use shapes::{Expanded, Intent, Message, Session};
use shared::money::Money;
use shared::time::{Millis, Timestamp};
use std::fmt;

/// Where Stripe is.
pub const STRIPE_URL: &str = "https://api.stripe.com";
/// The version of the API whose shapes are read here.
const VERSION: &str = "2026-10-28.endive";
/// A session can be paid for so long; Stripe allows a day from the moment at which it makes it.
const SESSION_LENGTH: Millis = Millis::hours(23);
/// Under what our data stands with everything that Stripe keeps for us.
const ATTEMPT: &str = "kontor_attempt";
/// Whatever else happens at Stripe moves no money of an order.
const HEARD: [&str; 5] = [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.succeeded",
];

/// What it takes to speak with Stripe.
#[derive(Clone)]
pub struct Account {
    pub key: String,
    /// What Stripe signs its messages with; without one, only the clock asks.
    pub signing_secret: Option<String>,
    pub url: String,
}

/// Secrets stay out of every log.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The adapter.
pub struct Stripe {
    client: Client,
    signing_secret: Option<String>,
}

impl Stripe {
    /// With this account.
    ///
    /// # Errors
    /// When the address is one to which a key must not be sent.
    pub fn new(account: Account) -> Result<Self, String> {
        let client = Client::new(&account.url, account.key, VERSION)?;
        Ok(Self { client, signing_secret: account.signing_secret })
    }
}

impl Pay for Stripe {
    fn takes(&self, price: Money) -> Result<(), PayProblem> {
        amount::units(price).map(drop).ok_or(PayProblem::NotTaken)
    }

    fn open(&self, attempt: &Attempt, scene: &Scene) -> Result<Page, PayProblem> {
        let units = amount::units(attempt.price).ok_or(PayProblem::NotTaken)?;
        let expires = (attempt.at + SESSION_LENGTH).0 / 1000;
        let item = "line_items[0]";
        let mut form = vec![
            ("mode".to_owned(), "payment".to_owned()),
            ("client_reference_id".to_owned(), attempt.id.clone()),
            ("success_url".to_owned(), scene.paid_url.clone()),
            ("cancel_url".to_owned(), scene.back_url.clone()),
            ("expires_at".to_owned(), expires.to_string()),
            // The amount that was accepted, in its own currency and no other.
            ("adaptive_pricing[enabled]".to_owned(), "false".to_owned()),
            (format!("{item}[quantity]"), "1".to_owned()),
            (format!("{item}[price_data][currency]"), amount::currency(attempt.price)),
            (format!("{item}[price_data][unit_amount]"), units.to_string()),
            (format!("{item}[price_data][product_data][name]"), scene.title.clone()),
        ];
        for place in ["metadata", "payment_intent_data[metadata]"] {
            form.push((format!("{place}[{ATTEMPT}]"), attempt.id.clone()));
            form.push((format!("{place}[kontor_negotiation]"), attempt.negotiation.to_string()));
            form.push((format!("{place}[kontor_order]"), attempt.order.to_string()));
        }
        let session: Session = self.client.post("/v1/checkout/sessions", &form, Some(&attempt.id))?;
        let url = session.url.ok_or_else(|| unexpected("a new session without an address"))?;
        Ok(Page { session: session.id, url })
    }

    fn look(&self, attempt: &Attempt, handle: &Handle) -> Result<Standing, PayProblem> {
        match handle {
            Handle::Session(id) => {
                let path = format!("/v1/checkout/sessions/{}", shared::api::percent_encoded(id));
                let session = self.client.get(&path, &[("expand[]", "payment_intent")])?;
                of_session(attempt, session)
            }
            Handle::Intent(id) => {
                let path = format!("/v1/payment_intents/{}", shared::api::percent_encoded(id));
                of_intent(attempt, self.client.get(&path, &[])?)
            }
        }
    }

    fn close(&self, session: &str) -> Result<(), PayProblem> {
        let path = format!("/v1/checkout/sessions/{}/expire", shared::api::percent_encoded(session));
        self.client.post::<Session>(&path, &[], None).map(drop)
    }

    fn hint(&self, signature: &str, body: &[u8], now: Timestamp) -> Result<Option<Hint>, Forged> {
        let secret = self.signing_secret.as_deref().ok_or(Forged)?;
        signature::verify(signature, body, secret, now)?;
        let Ok(message) = serde_json::from_slice::<Message>(body) else { return Ok(None) };
        if !HEARD.contains(&message.kind.as_str()) {
            return Ok(None);
        }
        let object = message.data.object;
        let handle = match object.object.as_str() {
            "checkout.session" => Handle::Session(object.id),
            "payment_intent" => Handle::Intent(object.id),
            _ => return Ok(None),
        };
        let attempt = object.metadata.unwrap_or_default().remove(ATTEMPT);
        Ok(attempt.map(|attempt| Hint { attempt, handle }))
    }
}

fn of_session(attempt: &Attempt, session: Session) -> Result<Standing, PayProblem> {
    belongs(attempt, session.metadata.as_ref())?;
    let (intent, standing) = match &session.payment_intent {
        Some(Expanded::Whole(intent)) => (Some(intent.id.clone()), Some(intent.status.as_str())),
        Some(Expanded::Id(id)) => (Some(id.clone()), None),
        None => (None, None),
    };
    let reference = intent.unwrap_or(session.id);
    match (session.status.as_deref(), session.payment_status.as_deref()) {
        (Some("complete"), Some("paid")) => {
            let units = session.amount_total.unwrap_or_default();
            Ok(received(attempt, reference, units, &session.currency.unwrap_or_default()))
        }
        (Some("open"), _) => Ok(Standing::Open),
        (Some("expired"), _) => Ok(Standing::Ended),
        // Kinds of payment that take days: until then the payment says whether it failed.
        (Some("complete"), Some("unpaid")) => match standing {
            Some("requires_payment_method" | "canceled") => Ok(Standing::Ended),
            _ => Ok(Standing::Processing),
        },
        other => Err(unexpected(&format!("a session that is {other:?}"))),
    }
}

fn of_intent(attempt: &Attempt, intent: Intent) -> Result<Standing, PayProblem> {
    belongs(attempt, intent.metadata.as_ref())?;
    Ok(match intent.status.as_str() {
        "succeeded" => {
            let units = intent.amount_received.unwrap_or(intent.amount);
            received(attempt, intent.id, units, &intent.currency)
        }
        "processing" => Standing::Processing,
        "canceled" => Standing::Ended,
        _ => Standing::Open,
    })
}

fn received(attempt: &Attempt, reference: String, units: i64, currency: &str) -> Standing {
    let exact = amount::units(attempt.price) == Some(units) && amount::currency(attempt.price) == currency;
    match exact {
        true => Standing::Paid { reference },
        false => Standing::PaidOtherwise { reference, told: format!("{units} {currency} in smallest units") },
    }
}

/// What it is about must be what it is asked for.
fn belongs(attempt: &Attempt, metadata: Option<&shapes::Metadata>) -> Result<(), PayProblem> {
    let named = metadata.and_then(|metadata| metadata.get(ATTEMPT));
    match named == Some(&attempt.id) {
        true => Ok(()),
        false => Err(PayProblem::Refused("the payment belongs to another attempt".to_owned())),
    }
}

fn unexpected(what: &str) -> PayProblem {
    PayProblem::Refused(format!("Stripe answered {what}"))
}
