//! Attempts to pay an order online, as rows. They decide nothing; what is final stays as it is.

use super::Page;
use super::follow::first_look;
use crate::execute::{Outgoing, queued};
use crate::secret::Key;
use crate::store::{Row, StoreError, Transaction, apply};
use crate::values;
use shared::api::payments::{PaymentLine, PaymentState};
use shared::ids::{EntryId, NegotiationId};
use shared::money::{Currency, Money};
use shared::time::{Millis, Timestamp};

/// A page that the service did not confirm until then is not asked for again under the same key: it may have
/// forgotten the key. Nobody has the address of such a page.
pub const ASKED_LENGTH: Millis = Millis::hours(22);
/// The operator's list ends somewhere.
const LIST_ROWS: i64 = 200;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub id: String,
    pub negotiation: NegotiationId,
    pub order: EntryId,
    pub price: Money,
    pub at: Timestamp,
    pub state: PaymentState,
    pub page: Option<Page>,
    pub reference: Option<String>,
    pub problem: Option<String>,
}

const COLUMNS: &str =
    "id, negotiation, quote, minor_units, currency, at, state, session, url, reference, problem";

/// The attempt that goes on for this order: the newest, or a new one when that has ended. It is on disk, and will
/// be looked after, before the service hears of it.
///
/// # Errors
/// What the database says; [`StoreError::Conflict`] when another click was faster.
pub fn current(
    open: &mut dyn Transaction,
    key: &Key,
    (negotiation, order): (&str, &EntryId),
    (price, now): (Money, Timestamp),
) -> Result<Attempt, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, number FROM payments WHERE negotiation = $1 AND quote = $2 ORDER BY number DESC LIMIT 1"
    );
    let rows = open.query(&sql, values![negotiation, order.as_str()])?;
    let mut number = 0;
    if let Some(row) = rows.first() {
        let newest = attempt(row)?;
        let forgotten = newest.state == PaymentState::Asked && now - newest.at >= ASKED_LENGTH;
        if newest.state != PaymentState::Ended && !forgotten {
            return Ok(newest);
        }
        if forgotten {
            put(open, &newest.id, PaymentState::Ended)?;
        }
        number = row.integer(11)? + 1;
    }
    let new = Attempt {
        id: key.sign("payment", &format!("{negotiation}\n{order}\n{number}")),
        negotiation: negotiation.into(),
        order: order.clone(),
        price,
        at: now,
        state: PaymentState::Asked,
        page: None,
        reference: None,
        problem: None,
    };
    let insert = "INSERT INTO payments (id, negotiation, quote, number, minor_units, currency, at, state)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked')";
    let (amount, currency) = (price.minor_units(), price.currency());
    let row = values![&new.id, negotiation, order.as_str(), number, amount, currency.code(), now.0];
    open.execute(insert, row)?;
    apply(open, &queued(vec![first_look(&new)]).collect::<Vec<_>>())?;
    Ok(new)
}

/// The attempt with this id.
///
/// # Errors
/// What the database says.
pub fn find(open: &mut dyn Transaction, id: &str) -> Result<Option<Attempt>, StoreError> {
    let rows = open.query(&format!("SELECT {COLUMNS} FROM payments WHERE id = $1"), values![id])?;
    rows.first().map(attempt).transpose()
}

/// All attempts of an order.
///
/// # Errors
/// What the database says.
pub fn of_order(
    open: &mut dyn Transaction,
    negotiation: &NegotiationId,
    order: &EntryId,
) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM payments WHERE negotiation = $1 AND quote = $2 ORDER BY number");
    let rows = open.query(&sql, values![negotiation.as_str(), order.as_str()])?;
    rows.iter().map(attempt).collect()
}

/// The newest attempts, those first that somebody must look at.
///
/// # Errors
/// What the database says.
pub fn newest(open: &mut dyn Transaction) -> Result<Vec<PaymentLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM payments ORDER BY CASE state WHEN 'astray' THEN 0 ELSE 1 END, at DESC, id LIMIT $1"
    );
    let rows = open.query(&sql, values![LIST_ROWS])?;
    rows.iter().map(|row| attempt(row).map(line)).collect()
}

fn line(attempt: Attempt) -> PaymentLine {
    let Attempt { id, negotiation, order, price, state, problem, reference, at, .. } = attempt;
    PaymentLine { id, negotiation, order, price, state, problem, reference, at }
}

/// The service has made the page.
///
/// # Errors
/// What the database says.
pub fn opened(open: &mut dyn Transaction, id: &str, page: &Page) -> Result<(), StoreError> {
    let sql = "UPDATE payments SET session = $1, url = $2,
               state = CASE state WHEN 'asked' THEN 'open' ELSE state END WHERE id = $3";
    open.execute(sql, values![&page.session, &page.url, id]).map(drop)
}

/// The attempt stands so from now on, unless its end is known already.
///
/// # Errors
/// What the database says.
pub fn put(open: &mut dyn Transaction, id: &str, state: PaymentState) -> Result<(), StoreError> {
    let sql = "UPDATE payments SET state = $1 WHERE id = $2 AND state NOT IN ('paid', 'astray')";
    open.execute(sql, values![state.code(), id]).map(drop)
}

/// The order is paid by it.
///
/// # Errors
/// What the database says.
pub fn paid(open: &mut dyn Transaction, id: &str, reference: &str) -> Result<(), StoreError> {
    let sql = "UPDATE payments SET state = 'paid', reference = $1, problem = NULL WHERE id = $2";
    open.execute(sql, values![reference, id]).map(drop)
}

/// Money came and fits no order: it stays in the operator's list, and the operator gets a mail.
///
/// # Errors
/// What the database says.
pub fn astray(
    open: &mut dyn Transaction,
    id: &str,
    (reference, problem): (&str, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE payments SET state = 'astray', reference = $1, problem = $2
               WHERE id = $3 AND state NOT IN ('paid', 'astray')";
    if open.execute(sql, values![reference, problem, id])? == 1 {
        let work = Outgoing { id: format!("astray:{id}"), kind: "astray", body: id.to_owned(), due: now.0 };
        apply(open, &queued(vec![work]).collect::<Vec<_>>())?;
    }
    Ok(())
}

fn attempt(row: &Row) -> Result<Attempt, StoreError> {
    let broken = |what: &str| StoreError::Broken(format!("a payment has no {what}"));
    let text = |column| row.text(column).map(str::to_owned);
    let optional = |column| if row.is_null(column) { Ok(None) } else { text(column).map(Some) };
    let currency = Currency::parse(row.text(4)?).map_err(|_| broken("currency"))?;
    let state = row.text(6)?;
    let state = PaymentState::ALL.into_iter().find(|known| known.code() == state);
    Ok(Attempt {
        id: text(0)?,
        negotiation: text(1)?.into(),
        order: text(2)?.into(),
        price: Money::from_minor_units(row.integer(3)?, currency).map_err(|_| broken("amount"))?,
        at: Timestamp(row.integer(5)?),
        state: state.ok_or_else(|| broken("state"))?,
        page: optional(7)?.zip(optional(8)?).map(|(session, url)| Page { session, url }),
        reference: optional(9)?,
        problem: optional(10)?,
    })
}
