//! From what the service knows to what the negotiation knows. May come twice, late and in any order: what is done
//! follows from how the payment stands at the service, not from what a message says.

use super::attempts::{self, Attempt};
use super::{Handle, Hint, Standing};
use crate::desk::Desk;
use crate::execute::following_command;
use crate::http::Failure;
use crate::store::Transaction;
use shared::aggregate::Envelope;
use shared::api::payments::PaymentState;
use shared::ids::EntryId;
use shared::negotiation::{Actor, Command, Event, Negotiation, Party};
use shared::time::Timestamp;

/// What became of a message of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is about nothing of ours, or about what is settled.
    Nothing,
    /// The attempt was looked after.
    Settled(PaymentState),
}

/// Follows a hint.
///
/// # Errors
/// When the truth cannot be had now: the service should send its message again.
pub async fn hear(desk: &Desk, hint: Hint, now: Timestamp) -> Result<Heard, Failure> {
    let Hint { attempt: id, handle } = hint;
    let Some(attempt) = desk.database.read(move |open| attempts::find(open, &id)).await? else {
        return Ok(Heard::Nothing);
    };
    if matches!(attempt.state, PaymentState::Paid | PaymentState::Astray) {
        return Ok(Heard::Nothing);
    }
    // Of the session that we know ourselves rather than of the one that is named.
    let handle = attempt.page.as_ref().map_or(handle, |page| Handle::Session(page.session.clone()));
    settle(desk, &attempt, handle, now).await.map(Heard::Settled)
}

/// Asks how the attempt stands, and acts on it; how it stands then.
///
/// # Errors
/// When the service or the database does not answer; nothing is lost then.
pub async fn settle(
    desk: &Desk,
    attempt: &Attempt,
    handle: Handle,
    now: Timestamp,
) -> Result<PaymentState, Failure> {
    let asked = attempt.clone();
    let standing = desk.till.ask(now, move |service| service.look(&asked, &handle)).await?;
    match standing {
        Standing::Open => Ok(attempt.state),
        Standing::Processing => put(desk, attempt, PaymentState::Processing).await,
        Standing::Ended => put(desk, attempt, PaymentState::Ended).await,
        Standing::Paid { reference } => confirm(desk, attempt, &reference, now).await,
        Standing::PaidOtherwise { reference, told } => {
            let problem = format!("amount: {told} came for {}", attempt.price);
            astray(desk, attempt, (&reference, &problem), now).await
        }
    }
}

async fn put(desk: &Desk, attempt: &Attempt, state: PaymentState) -> Result<PaymentState, Failure> {
    let id = attempt.id.clone();
    desk.database.write(move |open| attempts::put(open, &id, state)).await?;
    Ok(state)
}

/// The money is there, to the cent: the negotiation is told, once.
async fn confirm(
    desk: &Desk,
    attempt: &Attempt,
    reference: &str,
    now: Timestamp,
) -> Result<PaymentState, Failure> {
    let command =
        Command::ConfirmPayment { quote: attempt.order.clone(), reference: Some(reference.to_owned()) };
    let actor = Actor { party: Party::System, address: None };
    let envelope = Envelope { id: following_command(&attempt.id, "paid"), at: now, actor, command };
    let own = format!("{}.", envelope.id);
    let outcome = desk.negotiate(attempt.negotiation.as_str(), "system", &envelope).await;
    let problem = match outcome {
        Err(failure) if failure.status.is_server_error() => return Err(failure),
        Err(failure) => failure.problem.code,
        Ok(done) => match paid_by(&done.loaded.state, &attempt.order) {
            Some(entry) if entry.as_str().starts_with(&own) => {
                let (id, reference) = (attempt.id.clone(), reference.to_owned());
                desk.database.write(move |open| attempts::paid(open, &id, &reference)).await?;
                return Ok(PaymentState::Paid);
            }
            _ => "twice: the order was paid otherwise before".to_owned(),
        },
    };
    astray(desk, attempt, (reference, &problem), now).await
}

/// The entry by which an order is paid.
fn paid_by<'a>(state: &'a Negotiation, order: &EntryId) -> Option<&'a EntryId> {
    let pays = |event: &Event| matches!(event, Event::PaymentReceived { quote, .. } if quote == order);
    state.history.iter().rev().find(|fact| pays(&fact.event)).map(|fact| &fact.id)
}

pub(super) async fn astray(
    desk: &Desk,
    attempt: &Attempt,
    (reference, problem): (&str, &str),
    now: Timestamp,
) -> Result<PaymentState, Failure> {
    eprintln!("payment {}: {problem}", attempt.id);
    let (id, reference, problem) = (attempt.id.clone(), reference.to_owned(), problem.to_owned());
    let note = move |open: &mut dyn Transaction| attempts::astray(open, &id, (&reference, &problem), now);
    desk.database.write(note).await?;
    desk.wake.notify_one();
    Ok(PaymentState::Astray)
}
