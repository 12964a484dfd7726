//! Every incident and every order, as the operator may see them (N11): made by the shared view, and read as a list with
//! its figures.

use super::viewer_key;
use crate::store::{Change, Row, StoreError, Transaction, Value};
use crate::{change, values};
use shared::api::operation::IncidentsFilter;
use shared::negotiation::{IncidentState, Inquiry, Negotiation, Party};
use shared::view::{
    IncidentCount, IncidentLine, IncidentRate, Incidents, OrderLine, SellerRate, project_incidents,
    project_orders,
};
use shared::visibility::Viewer;

/// Lines on a page.
const PAGE_ROWS: usize = 50;
/// Sellers whose rate is told.
const SELLERS_MAX: usize = 50;

/// The rows of a negotiation that are not what they were before.
///
/// # Errors
/// [`StoreError::Broken`] when one cannot be written as JSON.
pub fn changes(
    state: &Negotiation,
    before: &Negotiation,
    inquiry: &Inquiry,
) -> Result<Vec<Change>, StoreError> {
    let operator = Viewer::of(Party::Operator);
    let (known, known_orders) = (project_incidents(before, &operator), project_orders(before, &operator));
    let incidents = project_incidents(state, &operator).into_iter().filter(|line| !known.contains(line));
    let mut changes = incidents.map(|line| incident(&line)).collect::<Result<Vec<_>, _>>()?;
    let orders = project_orders(state, &operator).into_iter().filter(|line| !known_orders.contains(line));
    changes.extend(orders.filter_map(|line| order(&line, inquiry)));
    Ok(changes)
}

fn incident(line: &IncidentLine) -> Result<Change, StoreError> {
    let body = serde_json::to_string(line).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql = "INSERT INTO incidents (negotiation, incident, opened, state, body) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (negotiation, incident) DO UPDATE SET state = excluded.state, body = excluded.body";
    let (negotiation, id) = (line.negotiation.as_str(), line.incident.as_str());
    Ok(change!(sql, negotiation, id, line.opened_at.0, line.state.code(), body))
}

fn order(line: &OrderLine, inquiry: &Inquiry) -> Option<Change> {
    let sql =
        "INSERT INTO orders (negotiation, entry, seller, name, has_incident) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (negotiation, entry) DO UPDATE SET has_incident = excluded.has_incident";
    let seller = viewer_key(&line.seller.party, inquiry)?;
    let (negotiation, entry) = (inquiry.negotiation.as_str(), line.order.as_str());
    Some(change!(sql, negotiation, entry, seller, &line.seller.name, line.has_incident))
}

/// A page of the list with its figures.
///
/// # Errors
/// What the database says.
pub fn page(open: &mut dyn Transaction, filter: &IncidentsFilter) -> Result<Incidents, StoreError> {
    let (mut condition, mut values): (String, Vec<Value>) = ("1 = 1".into(), Vec::new());
    if let Some(state) = filter.state {
        values.push(state.code().into());
        condition += &format!(" AND state = ${}", values.len());
    }
    if let Some((opened, id)) = filter.after.as_deref().and_then(position) {
        values.extend([opened.into(), id.into()]);
        let (at, id) = (values.len() - 1, values.len());
        condition += &format!(" AND (opened < ${at} OR (opened = ${at} AND incident < ${id}))");
    }
    let sql = format!(
        "SELECT body, opened, incident FROM incidents WHERE {condition}
         ORDER BY opened DESC, incident DESC LIMIT {}",
        PAGE_ROWS + 1
    );
    let rows = open.query(&sql, &values)?;
    let mark = |row: &Row| Ok::<_, StoreError>(format!("{}:{}", row.integer(1)?, row.text(2)?));
    let next = match rows.get(PAGE_ROWS) {
        Some(_) => rows.get(PAGE_ROWS - 1).map(mark).transpose()?,
        None => None,
    };
    let line = |row: &Row| serde_json::from_str(row.text(0)?).map_err(|e| StoreError::Broken(e.to_string()));
    let rows = rows.iter().take(PAGE_ROWS).map(line).collect::<Result<_, _>>()?;
    let (counts, sellers) = (counts(open)?, sellers(open)?);
    Ok(Incidents { rows, counts, next, overall: overall(open)?, sellers })
}

fn position(mark: &str) -> Option<(i64, &str)> {
    let (opened, id) = mark.split_once(':')?;
    Some((opened.parse().ok()?, id))
}

fn counts(open: &mut dyn Transaction) -> Result<Vec<IncidentCount>, StoreError> {
    let rows = open.query("SELECT state, COUNT(*) FROM incidents GROUP BY state", &[])?;
    let mut counts = Vec::new();
    for state in IncidentState::ALL {
        if let Some(row) = rows.iter().find(|row| row.text(0) == Ok(state.code())) {
            counts.push(IncidentCount { state, count: number(row, 1)? });
        }
    }
    Ok(counts)
}

/// How many orders, and how many of them with an incident. Counted, because one engine's sums are no whole numbers.
const RATE: &str = "COUNT(*), COUNT(CASE WHEN has_incident = 1 THEN 1 END)";

fn overall(open: &mut dyn Transaction) -> Result<IncidentRate, StoreError> {
    let rows = open.query(&format!("SELECT {RATE} FROM orders"), &[])?;
    rows.first().map_or(Ok(IncidentRate::default()), |row| rate(row, 0))
}

fn sellers(open: &mut dyn Transaction) -> Result<Vec<SellerRate>, StoreError> {
    let sql =
        format!("SELECT MAX(name), {RATE} FROM orders GROUP BY seller ORDER BY 3 DESC, 2, seller LIMIT $1");
    let rows = open.query(&sql, values![SELLERS_MAX as i64])?;
    rows.iter().map(|row| Ok(SellerRate { name: row.text(0)?.to_owned(), rate: rate(row, 1)? })).collect()
}

fn rate(row: &Row, first: usize) -> Result<IncidentRate, StoreError> {
    Ok(IncidentRate { orders: number(row, first)?, with_incident: number(row, first + 1)? })
}

fn number(row: &Row, column: usize) -> Result<u32, StoreError> {
    Ok(u32::try_from(row.integer(column)?).unwrap_or(u32::MAX))
}
