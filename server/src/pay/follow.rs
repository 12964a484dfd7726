//! Attempts of which nobody tells us: the clock asks, soon at first and then ever more rarely, until the end is
//! known. Each look queues the next one, so it survives restarts, and is done once whoever does it.

use super::Handle;
use super::attempts::{self, ASKED_LENGTH, Attempt};
use super::settle::{astray, settle};
use crate::desk::Desk;
use crate::execute::{Outgoing, queued};
use crate::store::{Transaction, apply};
use serde::{Deserialize, Serialize};
use shared::api::payments::PaymentState;
use shared::time::{Millis, Timestamp};

/// After the attempt began. A page can be paid for 23 hours.
const LOOKS: [Millis; 6] = [
    Millis::minutes(2),
    Millis::minutes(10),
    Millis::hours(1),
    Millis::hours(4),
    Millis::hours(12),
    Millis::hours(24),
];
/// Then once a day: some kinds of payment take two weeks.
const DAYS_MAX: i64 = 21;

/// One look to come, as the outbox keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Look {
    attempt: String,
    number: usize,
}

/// The look that every attempt begins with.
pub fn first_look(attempt: &Attempt) -> Outgoing {
    look(attempt, 0)
}

fn look(attempt: &Attempt, number: usize) -> Outgoing {
    let after = LOOKS.get(number).copied().unwrap_or_else(|| {
        let days = i64::try_from(number - LOOKS.len()).unwrap_or(DAYS_MAX) + 2;
        Millis::days(days)
    });
    let body = serde_json::to_string(&Look { attempt: attempt.id.clone(), number });
    let body = body.expect("a text and a number are plain data");
    let id = format!("payment:{}:{number}", attempt.id);
    Outgoing { id, kind: "payment", body, due: (attempt.at + after).0 }
}

/// Looks after one attempt.
///
/// # Errors
/// What the database says. A service that does not answer is asked again at the next look.
pub async fn follow(desk: &Desk, body: &str, now: Timestamp) -> Result<(), String> {
    let Look { attempt: id, number } =
        serde_json::from_str(body).map_err(|error| format!("unreadable: {error}"))?;
    let found = desk.database.read(move |open| attempts::find(open, &id)).await;
    let Some(attempt) = found.map_err(|error| error.to_string())? else { return Ok(()) };
    if !attempt.state.is_live() || !outcome(desk, &attempt, now).await?.is_live() {
        return Ok(());
    }
    if now - attempt.at >= Millis::days(DAYS_MAX) {
        let problem = ("", "silence: nothing was heard of it for three weeks");
        let told = astray(desk, &attempt, problem, now).await;
        return told.map(drop).map_err(|failure| failure.problem.detail);
    }
    let next = queued(vec![look(&attempt, number + 1)]).collect::<Vec<_>>();
    let queue = move |open: &mut dyn Transaction| apply(open, &next);
    desk.database.write(queue).await.map_err(|error| error.to_string())
}

async fn outcome(desk: &Desk, attempt: &Attempt, now: Timestamp) -> Result<PaymentState, String> {
    let Some(page) = &attempt.page else {
        if now - attempt.at < ASKED_LENGTH {
            return Ok(attempt.state);
        }
        // Its page was never handed out, so nobody can have paid there.
        let id = attempt.id.clone();
        let end = move |open: &mut dyn Transaction| attempts::put(open, &id, PaymentState::Ended);
        desk.database.write(end).await.map_err(|error| error.to_string())?;
        return Ok(PaymentState::Ended);
    };
    if desk.till.rests(now) {
        return Ok(attempt.state);
    }
    let settled = settle(desk, attempt, Handle::Session(page.session.clone()), now).await;
    // Why was written down; the next look asks again.
    Ok(settled.unwrap_or(attempt.state))
}
