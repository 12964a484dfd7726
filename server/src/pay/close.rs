//! The order is paid: whatever else is open for it must not be paid too.

use super::attempts::{self, Attempt};
use super::settle::settle;
use super::{Handle, PayProblem};
use crate::desk::Desk;
use crate::http::Failure;
use crate::store::Transaction;
use serde::{Deserialize, Serialize};
use shared::api::payments::PaymentState;
use shared::ids::{EntryId, NegotiationId};
use shared::time::Timestamp;

/// An order of which what is open must be closed, as the outbox keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOrder {
    pub negotiation: NegotiationId,
    pub order: EntryId,
}

/// Ends the open attempts of an order; one that was paid meanwhile is settled.
///
/// # Errors
/// When the service does not answer: it must be tried again.
pub async fn close(
    desk: &Desk,
    negotiation: &NegotiationId,
    order: &EntryId,
    now: Timestamp,
) -> Result<(), Failure> {
    let (negotiation, order) = (negotiation.clone(), order.clone());
    let all = desk.database.read(move |open| attempts::of_order(open, &negotiation, &order)).await?;
    for attempt in all.into_iter().filter(|attempt| attempt.state.is_live()) {
        one(desk, attempt, now).await?;
    }
    Ok(())
}

async fn one(desk: &Desk, attempt: Attempt, now: Timestamp) -> Result<(), Failure> {
    let Some(page) = attempt.page.clone() else {
        // Nobody was given the address of its page, and who is about to be looks again.
        return end(desk, &attempt).await;
    };
    let session = page.session.clone();
    match desk.till.ask(now, move |service| service.close(&session)).await {
        Ok(()) => end(desk, &attempt).await,
        Err(PayProblem::Refused(_)) => {
            settle(desk, &attempt, Handle::Session(page.session), now).await.map(drop)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn end(desk: &Desk, attempt: &Attempt) -> Result<(), Failure> {
    let id = attempt.id.clone();
    let end = move |open: &mut dyn Transaction| attempts::put(open, &id, PaymentState::Ended);
    Ok(desk.database.write(end).await?)
}
