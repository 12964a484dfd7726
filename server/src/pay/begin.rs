//! The buyer goes to pay: a row first, then the page of the service. Asked again, also at the same time or after a
//! crash at any point, it leads to the same page while that can be paid.

use super::attempts::{self, Attempt};
use super::settle::settle;
use super::{Handle, Page, PayProblem, Scene, close};
use crate::desk::Desk;
use crate::http::Failure;
use crate::store::{StoreError, Transaction};
use axum::http::StatusCode;
use shared::api::payments::PaymentState;
use shared::ids::EntryId;
use shared::money::Money;
use shared::negotiation::{Negotiation, Refusal, payment_reference, written_reference};
use shared::time::Timestamp;

/// How often a click that lost a race, or met a page that had just ended, looks again.
const ROUNDS: usize = 4;

/// What somebody who may pay wants to pay.
pub struct Wanted<'a> {
    pub negotiation: &'a str,
    pub order: &'a EntryId,
    /// From the quote that was accepted.
    pub price: Money,
    pub state: &'a Negotiation,
}

/// The page on which the order is paid.
///
/// # Errors
/// Why it cannot be paid now; trying again does no harm.
pub async fn begin(desk: &Desk, wanted: &Wanted<'_>, now: Timestamp) -> Result<Page, Failure> {
    desk.till.takes(wanted.price)?;
    for _ in 0..ROUNDS {
        let (key, negotiation) = (desk.key.clone(), wanted.negotiation.to_owned());
        let (order, price) = (wanted.order.clone(), wanted.price);
        let current = move |open: &mut dyn Transaction| {
            attempts::current(open, &key, (&negotiation, &order), (price, now))
        };
        let attempt = match desk.database.write(current).await {
            Err(StoreError::Conflict) => continue,
            attempt => attempt?,
        };
        match (attempt.state, &attempt.page) {
            (PaymentState::Asked, _) => return open(desk, wanted, attempt, now).await,
            (PaymentState::Open, Some(page)) => {
                // It may have been paid, or have ended, without our hearing of it.
                let page = page.clone();
                let handle = Handle::Session(page.session.clone());
                match settle(desk, &attempt, handle, now).await? {
                    PaymentState::Open => return Ok(page),
                    PaymentState::Paid => return Err(Failure::refused(&Refusal::AlreadyPaid)),
                    PaymentState::Ended => {}
                    _ => return Err(in_progress()),
                }
            }
            (PaymentState::Ended, _) => {}
            _ => return Err(in_progress()),
        }
    }
    Err(StoreError::Conflict.into())
}

async fn open(desk: &Desk, wanted: &Wanted<'_>, attempt: Attempt, now: Timestamp) -> Result<Page, Failure> {
    let scene = scene(desk, wanted);
    let asked = attempt.clone();
    let page = match desk.till.ask(now, move |service| service.open(&asked, &scene)).await {
        Err(problem @ PayProblem::Refused(_)) => {
            // It would answer so to this attempt for ever; the next click makes another one.
            let id = attempt.id.clone();
            let end = move |open: &mut dyn Transaction| attempts::put(open, &id, PaymentState::Ended);
            desk.database.write(end).await?;
            return Err(problem.into());
        }
        page => page?,
    };
    let (id, made) = (attempt.id, page.clone());
    desk.database.write(move |open| attempts::opened(open, &id, &made)).await?;
    // Meanwhile the seller may have confirmed a transfer: then the page must not be paid.
    let loaded = desk.negotiations.load(wanted.negotiation).await?;
    let order = loaded.state.quotes.get(wanted.order).and_then(|quote| quote.order().cloned());
    if order.is_some_and(|order| order.paid_at.is_some()) {
        close(desk, &attempt.negotiation, &attempt.order, now).await?;
        return Err(Failure::refused(&Refusal::AlreadyPaid));
    }
    Ok(page)
}

/// The same at every repetition: the service takes the same key for the same words only.
fn scene(desk: &Desk, wanted: &Wanted<'_>) -> Scene {
    let topic = wanted.state.inquiry.as_ref().map(|inquiry| {
        let product = inquiry.product.as_ref().map(|product| product.name.clone());
        product.unwrap_or_else(|| inquiry.manufacturer_name.clone())
    });
    let reference = payment_reference(&wanted.negotiation.into(), wanted.order);
    let title = [topic, Some(written_reference(&reference))].into_iter().flatten().collect::<Vec<_>>();
    let page = desk.address.negotiation(wanted.negotiation);
    let paid_url = format!("{page}?paid={}", shared::api::percent_encoded(wanted.order.as_str()));
    Scene { title: title.join(" · "), paid_url, back_url: page }
}

fn in_progress() -> Failure {
    let detail = "A payment of this order is being confirmed. Wait for it; you need not pay again.";
    Failure::new(StatusCode::CONFLICT, "payment_in_progress", detail)
}
