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
    let counts = counts(open, Choice::new(reader, filter))?;
    let mut choice = Choice::new(reader, filter);
    if let Some(status) = filter.status {
        choice.and("status = ", status.code());
    }
    if let Some((last_at, id)) = filter.after.as_deref().and_then(position) {
        let (at, id) = (choice.value(last_at), choice.value(id));
        choice.filter += &format!(" AND (last_at < {at} OR (last_at = {at} AND negotiation < {id}))");
    }
    let newest = format!("ORDER BY last_at DESC, negotiation DESC LIMIT {}", PAGE_ROWS + 1);
    let part = |lines| format!("SELECT * FROM (SELECT body, last_at, negotiation {lines} {newest}) AS part");
    let sql = format!("{} {newest}", choice.union(part));
    let rows = open.query(&sql, &choice.values)?;
    let next = match rows.get(PAGE_ROWS) {
        Some(_) => rows.get(PAGE_ROWS - 1).map(mark).transpose()?,
        None => None,
    };
    let line = |row: &Row| serde_json::from_str(row.text(0)?).map_err(|e| StoreError::Broken(e.to_string()));
    let rows = rows.iter().take(PAGE_ROWS).map(line).collect::<Result<_, _>>()?;
    Ok(Requests { rows, counts, next })
}

/// How many lines have which status. Each part is counted in one pass over its index, which is not by status.
fn counts(open: &mut dyn Transaction, choice: Choice) -> Result<Vec<StatusCount>, StoreError> {
    let columns = Status::ALL.map(|status| format!("COUNT(*) FILTER (WHERE status = '{}')", status.code()));
    let sql = choice.union(|lines| format!("SELECT {} {lines}", columns.join(", ")));
    let parts = open.query(&sql, &choice.values)?;
    let mut counts = Vec::new();
    for (column, status) in Status::ALL.into_iter().enumerate() {
        let found: i64 = parts.iter().map(|part| part.integer(column)).sum::<Result<_, _>>()?;
        if found > 0 {
            counts.push(StatusCount { status, count: u32::try_from(found).unwrap_or(u32::MAX) });
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

/// The reader's lines in parts that are read each by its own index, and a condition on all of them.
#[derive(Default)]
struct Choice {
    parts: Vec<String>,
    filter: String,
    values: Vec<Value>,
}

impl Choice {
    /// Of several lines about one negotiation the one that a link opened, else the strongest.
    fn new(reader: &Reader, filter: &RequestsFilter) -> Self {
        let mut choice = Self::default();
        choice.own(reader);
        let opened: Vec<String> = reader.opened.iter().map(|line| choice.line(line)).collect();
        if !opened.is_empty() || choice.parts.is_empty() {
            choice.parts.push(if opened.is_empty() {
                "1 = 0".into()
            } else {
                format!("({})", opened.join(" OR "))
            });
        }
        if filter.awaiting == Some(true) {
            choice.and("awaiting = ", 1_i64);
        }
        if let Some(search) = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            choice.and("words LIKE ", pattern(search));
            choice.filter += " ESCAPE '\\'";
        }
        choice
    }

    fn line(&mut self, (viewer, negotiation): &(String, NegotiationId)) -> String {
        format!("(viewer = {} AND negotiation = {})", self.value(viewer), self.value(negotiation.as_str()))
    }

    /// Lines under the reader's names. The widest name may stand at every negotiation there is, the others at few:
    /// what outranks its lines is looked for once, from the few, and not from each of the many.
    fn own(&mut self, reader: &Reader) {
        let mut keys: Vec<&String> = reader.keys.iter().collect();
        keys.sort_by_key(|key| breadth(key));
        let places: Vec<_> = keys.into_iter().map(|key| self.value(key)).collect();
        let Some((widest, others)) = places.split_first() else { return };
        let shadowed: Vec<_> = reader.opened.iter().map(|(_, id)| self.value(id.as_str())).collect();
        let not_opened = match shadowed.is_empty() {
            true => String::new(),
            false => format!(" AND negotiation NOT IN ({})", shadowed.join(", ")),
        };
        if others.is_empty() {
            self.parts.push(format!("viewer = {widest}{not_opened}"));
            return;
        }
        let (all, others) = (places.join(", "), others.join(", "));
        self.parts.push(format!(
            "viewer = {widest}{not_opened} AND negotiation NOT IN
              (SELECT other.negotiation FROM listing AS other
               JOIN listing AS wide ON wide.viewer = {widest} AND wide.negotiation = other.negotiation
               WHERE other.viewer IN ({others}) AND {})",
            outranks("wide")
        ));
        self.parts.push(format!(
            "viewer IN ({others}){not_opened} AND NOT EXISTS
              (SELECT 1 FROM listing AS other WHERE other.negotiation = listing.negotiation
               AND other.viewer IN ({all}) AND {})",
            outranks("listing")
        ));
    }

    /// The same of each part, put together. It is told from where and which lines.
    fn union(&self, select: impl Fn(String) -> String) -> String {
        let parts = self.parts.iter().map(|part| select(format!("FROM listing WHERE {part}{}", self.filter)));
        parts.collect::<Vec<_>>().join(" UNION ALL ")
    }

    /// Takes a value; the answer is its place in the statement.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.value(value);
        self.filter += &format!(" AND {condition}{place}");
    }
}

/// Whether a line of the same negotiation under another of the reader's names stands before this one.
fn outranks(line: &str) -> String {
    format!(
        "(other.strength < {line}.strength
          OR (other.strength = {line}.strength AND other.viewer < {line}.viewer))"
    )
}

/// How many negotiations may stand under a name, by its kind: the widest first.
fn breadth(key: &str) -> usize {
    const WIDEST_FIRST: [&str; 5] = ["operator", "manufacturer:", "worldwide:", "area_manager:", "seller:"];
    WIDEST_FIRST.iter().position(|kind| key.starts_with(kind)).unwrap_or(WIDEST_FIRST.len())
}

/// A pattern that finds the text anywhere, its own signs taken literally.
fn pattern(search: &str) -> String {
    let lower: String = search.to_lowercase().chars().take(SEARCH_CHARS_MAX).collect();
    let literal = lower.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}
