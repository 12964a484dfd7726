//! Payment of orders: what can be offered, the buyer's way to the payment service, that service's messages, the
//! operator's list. What is owed comes from the quote that was accepted, never from a request.

use super::failure::Failure;
use super::mount::Call;
use crate::desk::Desk;
use crate::pay::{self, Wanted, attempts, invoice};
use crate::store::Transaction;
use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use shared::api::payments::{
    Checkout, ListPayments, PayOrder, PaymentLine, PaymentOptions, ReadPaymentOptions,
};
use shared::api::{Endpoint, Nothing};
use shared::ids::EntryId;
use shared::money::{Currency, Money};
use shared::negotiation::{BankAccount, Command, Refusal, payable_online};
use shared::visibility::rights;
use std::sync::Arc;

/// The most bytes that a message of the payment service may have.
const EVENT_BYTES_MAX: usize = 256 * 1024;
const SIGNATURE: &str = "stripe-signature";

pub async fn read_payment_options(call: Call<ReadPaymentOptions>) -> Result<PaymentOptions, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    if !rights(&loaded.state, viewer).sends_quotes {
        return Err(Failure::refused(&Refusal::NotAllowed));
    }
    let email = email.clone();
    let account = call.desk.database.read(move |open| invoice::last_account(open, &email)).await?;
    Ok(PaymentOptions { online: call.desk.till.is_open(), account })
}

pub async fn pay_order(call: Call<PayOrder>) -> Result<Checkout, Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let order = EntryId::from(call.segment("order"));
    let price = payable_online(&loaded.state, viewer, &order);
    let price = price.map_err(|refusal| Failure::refused(&refusal))?;
    let negotiation = call.segment("negotiation");
    let wanted = Wanted { negotiation, order: &order, price, state: &loaded.state };
    let page = pay::begin(&call.desk, &wanted, call.now).await?;
    Ok(Checkout { url: page.url })
}

pub async fn list_payments(call: Call<ListPayments>) -> Result<Vec<PaymentLine>, Failure> {
    match call.visitor.signed_in()?.is_operator() {
        true => Ok(call.desk.database.read(attempts::newest).await?),
        false => Err(Failure::not_found()),
    }
}

/// From the payment service, which is no visitor: it shows by its signature that it may, and not by where the
/// request comes from.
pub async fn receive_event(
    State(desk): State<Arc<Desk>>,
    request: Request,
) -> Result<Json<Nothing>, Failure> {
    let signature = request.headers().get(SIGNATURE).and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let body = to_bytes(request.into_body(), EVENT_BYTES_MAX).await.map_err(|_| {
        let detail = format!("The body may have {EVENT_BYTES_MAX} bytes at most.");
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
    })?;
    let now = desk.clock.now();
    let hint = desk.till.hint(&signature, &body, now).map_err(|_| {
        let detail = "This was not signed with the secret of this installation, or too long ago.";
        Failure::new(StatusCode::BAD_REQUEST, "signature_invalid", detail)
    })?;
    if let Some(hint) = hint {
        pay::hear(&desk, hint, now).await?;
    }
    Ok(Json(Nothing {}))
}

/// A quote may only promise what can be kept.
///
/// # Errors
/// When it is to be paid online, and nothing, or not this amount, can be.
pub fn check_offer(desk: &Desk, command: &Command) -> Result<(), Failure> {
    let Command::SendMessage(message) = command else { return Ok(()) };
    let terms = message.enclosure.as_ref().and_then(|enclosure| enclosure.terms.as_ref());
    let Some(terms) = terms.filter(|terms| terms.payable_online) else { return Ok(()) };
    // What is wrong with the amount itself, the rules say.
    let price = Currency::parse(&terms.currency).ok().and_then(|code| Money::parse(&terms.amount, code).ok());
    match price {
        Some(price) => {
            Ok(desk.till.takes(price).map_err(|problem| Failure::from(problem).at("payable_online"))?)
        }
        None => Ok(()),
    }
}

/// The account of a quote that was sent, for the sender's next one.
///
/// # Errors
/// What the database says.
pub async fn remember<E: Endpoint>(call: &Call<E>, account: Option<BankAccount>) -> Result<(), Failure> {
    let Some(account) = account else { return Ok(()) };
    let email = call.visitor.looks_at()?.1.clone();
    let keep = move |open: &mut dyn Transaction| invoice::remember(open, &email, &account);
    Ok(call.desk.database.write(keep).await?)
}
