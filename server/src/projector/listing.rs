//! The list of negotiations: one row per viewer, made by the shared view for that viewer, so that a
//! list, its search and its counts never know more than who reads them.

use crate::store::{Change, Row, StoreError, Transaction, Value};
use crate::{change, values};
use shared::api::negotiations::RequestsFilter;
use shared::ids::NegotiationId;
use shared::view::{RequestRow, Requests, Status, StatusCount};

/// Lines on a page.
const PAGE_ROWS: usize = 50;
/// Longest text to search for, in characters.
const SEARCH_CHARS_MAX: usize = 100;

/// The line of one viewer, as a row.
///
/// # Errors
/// [`StoreError::Broken`] when it cannot be written as JSON.
pub fn change(viewer: &str, line: &RequestRow) -> Result<Change, StoreError> {
    let body = serde_json::to_string(line).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql = "INSERT INTO listing (viewer, negotiation, strength, status, awaiting, last_at, words, body)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (viewer, negotiation) DO UPDATE SET
               strength = excluded.strength, status = excluded.status, awaiting = excluded.awaiting,
               last_at = excluded.last_at, words = excluded.words, body = excluded.body";
    let (status, awaiting) = (line.status.code(), line.waiting_since.is_some());
    let (strength, id) = (line.role as i64, line.negotiation.as_str());
    Ok(change!(sql, viewer, id, strength, status, awaiting, line.last_at.0, words(line), body))
}

/// What the search looks through.
fn words(line: &RequestRow) -> String {
    let texts = [&line.buyer_name, &line.manufacturer_name, &line.recipient_name];
    let optional = [&line.buyer_company, &line.product_name];
    let all = texts.into_iter().chain(optional.into_iter().flatten());
    all.map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n")
}

/// Whether there is any line for this viewer.
///
/// # Errors
/// What the database says.
pub fn has_lines(open: &mut dyn Transaction, viewer: &str) -> Result<bool, StoreError> {
    Ok(!open.query("SELECT 1 FROM listing WHERE viewer = $1 LIMIT 1", values![viewer])?.is_empty())
}

/// Whose list it is.
pub struct Reader {
    /// All lines under these names.
    pub keys: Vec<String>,
    /// Single lines, by name and negotiation: what links have opened. They stand before the others.
    pub opened: Vec<(String, NegotiationId)>,
}

/// A page of the reader's list.
///
/// # Errors
/// What the database says.
pub fn page(
    open: &mut dyn Transaction,
    reader: &Reader,
    filter: &RequestsFilter,
) -> Result<Requests, StoreError> {
    let counts = counts(open, reader, filter)?;
    let mut choice = Choice::new(reader, filter);
    if let Some(status) = filter.status {
        choice.and("status = ", status.code());
    }
    if let Some((last_at, id)) = filter.after.as_deref().and_then(position) {
        let (at, id) = (choice.value(last_at), choice.value(id));
        choice.text += &format!(" AND (last_at < {at} OR (last_at = {at} AND negotiation < {id}))");
    }
    let sql = format!(
        "SELECT body, last_at, negotiation FROM listing WHERE {} ORDER BY last_at DESC, negotiation DESC LIMIT {}",
        choice.text,
        PAGE_ROWS + 1
    );
    let rows = open.query(&sql, &choice.values)?;
    let next = match rows.get(PAGE_ROWS) {
        Some(_) => rows.get(PAGE_ROWS - 1).map(mark).transpose()?,
        None => None,
    };
    let line = |row: &Row| serde_json::from_str(row.text(0)?).map_err(|e| StoreError::Broken(e.to_string()));
    let rows = rows.iter().take(PAGE_ROWS).map(line).collect::<Result<_, _>>()?;
    Ok(Requests { rows, counts, next })
}

fn counts(
    open: &mut dyn Transaction,
    reader: &Reader,
    filter: &RequestsFilter,
) -> Result<Vec<StatusCount>, StoreError> {
    let choice = Choice::new(reader, filter);
    let sql = format!("SELECT status, COUNT(*) FROM listing WHERE {} GROUP BY status", choice.text);
    let rows = open.query(&sql, &choice.values)?;
    let mut counts = Vec::new();
    for status in Status::ALL {
        let found = rows.iter().find(|row| row.text(0) == Ok(status.code()));
        if let Some(row) = found {
            counts.push(StatusCount { status, count: u32::try_from(row.integer(1)?).unwrap_or(u32::MAX) });
        }
    }
    Ok(counts)
}

/// Where a page ended: the last line's time and negotiation.
fn mark(row: &Row) -> Result<String, StoreError> {
    Ok(format!("{}:{}", row.integer(1)?, row.text(2)?))
}

fn position(mark: &str) -> Option<(i64, &str)> {
    let (last_at, id) = mark.split_once(':')?;
    Some((last_at.parse().ok()?, id))
}

/// A condition that grows, with its values in order.
#[derive(Default)]
struct Choice {
    text: String,
    values: Vec<Value>,
}

impl Choice {
    /// The reader's lines; of several about one negotiation the one that a link opened, else the
    /// strongest.
    fn new(reader: &Reader, filter: &RequestsFilter) -> Self {
        let mut choice = Self::default();
        let opened: Vec<String> = reader.opened.iter().map(|line| choice.line(line)).collect();
        let own = (!reader.keys.is_empty()).then(|| choice.own(reader));
        let lines: Vec<String> = own.into_iter().chain(opened).collect();
        choice.text = if lines.is_empty() { "1 = 0".into() } else { format!("({})", lines.join(" OR ")) };
        if filter.awaiting == Some(true) {
            choice.and("awaiting = ", 1_i64);
        }
        if let Some(search) = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            choice.and("words LIKE ", pattern(search));
            choice.text += " ESCAPE '\\'";
        }
        choice
    }

    fn line(&mut self, (viewer, negotiation): &(String, NegotiationId)) -> String {
        format!("(viewer = {} AND negotiation = {})", self.value(viewer), self.value(negotiation.as_str()))
    }

    fn own(&mut self, reader: &Reader) -> String {
        let shadowed: Vec<_> = reader.opened.iter().map(|(_, id)| self.value(id.as_str())).collect();
        let keys: Vec<_> = reader.keys.iter().map(|key| self.value(key)).collect();
        let mut text = format!("(viewer IN ({})", keys.join(", "));
        if !shadowed.is_empty() {
            text += &format!(" AND negotiation NOT IN ({})", shadowed.join(", "));
        }
        if keys.len() > 1 {
            text += &format!(
                " AND NOT EXISTS (SELECT 1 FROM listing AS other
                  WHERE other.negotiation = listing.negotiation AND other.viewer IN ({})
                  AND (other.strength < listing.strength
                       OR (other.strength = listing.strength AND other.viewer < listing.viewer)))",
                keys.join(", ")
            );
        }
        text + ")"
    }

    /// Takes a value; the answer is its place in the statement.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.value(value);
        self.text += &format!(" AND {condition}{place}");
    }
}

/// A pattern that finds the text anywhere, its own signs taken literally.
fn pattern(search: &str) -> String {
    let lower: String = search.to_lowercase().chars().take(SEARCH_CHARS_MAX).collect();
    let literal = lower.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}
