//! Canned answers: each belongs to the address that wrote it, and where it is shared, to that one's company too.

use crate::store::{Database, Row, StoreError, Transaction, Value};
use crate::values;
use shared::canned::{AnswerCard, CannedAnswer};
use shared::ids::Email;
use shared::language::Language;
use shared::negotiation::{Negotiation, Party};
use shared::time::Timestamp;

/// The most answers that one address keeps.
pub const ANSWERS_MAX: usize = 200;

/// Who uses answers, and for which company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub email: Email,
    /// None for who was brought in: it may belong to anybody.
    pub company: Option<String>,
}

impl Author {
    /// Somebody who acts as this party.
    pub fn of(state: &Negotiation, party: &Party, email: Email) -> Self {
        let house = || state.inquiry.as_ref().map(|inquiry| format!("manufacturer:{}", inquiry.manufacturer));
        let company = match party {
            Party::Seller(_) => Some(party.to_string()),
            Party::AreaManager(_) | Party::Worldwide | Party::Manufacturer => house(),
            Party::Buyer | Party::Address(_) | Party::Operator | Party::System => None,
        };
        Self { email, company }
    }
}

/// What the author may use, by title.
///
/// # Errors
/// What the database says.
pub async fn list(database: &Database, author: &Author) -> Result<Vec<CannedAnswer>, StoreError> {
    // Each half has an index of its own: with one condition for both, rows would be gathered first and then read.
    let sql = "SELECT id, email, company, language, title, body FROM canned_answers WHERE email = $1
               UNION ALL SELECT id, email, company, language, title, body FROM canned_answers
               WHERE company = $2 AND email <> $1";
    // Nobody's company is empty.
    let company = author.company.as_deref().unwrap_or_default();
    let rows = database.query(sql, values![author.email.as_str(), company].to_vec()).await?;
    let mut answers = rows.iter().map(|row| read(row, author)).collect::<Result<Vec<_>, _>>()?;
    answers.sort_by(|one, other| {
        (&one.card.title, !one.own, &one.id).cmp(&(&other.card.title, !other.own, &other.id))
    });
    Ok(answers)
}

fn read(row: &Row, author: &Author) -> Result<CannedAnswer, StoreError> {
    let language = row.text(3)?;
    let broken = || StoreError::Broken(format!("{language} is no language"));
    let language = Language::ALL.into_iter().find(|known| known.code() == language).ok_or_else(broken)?;
    let card = AnswerCard {
        title: row.text(4)?.to_owned(),
        text: row.text(5)?.to_owned(),
        language,
        shared: !row.is_null(2),
    };
    Ok(CannedAnswer { id: row.text(0)?.to_owned(), card, own: row.text(1)? == author.email.as_str() })
}

/// Keeps one of the author's own; false when there are too many already.
///
/// # Errors
/// What the database says.
pub fn keep(
    open: &mut dyn Transaction,
    author: &Author,
    answer: &CannedAnswer,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let email = author.email.as_str();
    let others = "SELECT COUNT(*) FROM canned_answers WHERE email = $1 AND id <> $2";
    let rows = open.query(others, values![email, &answer.id])?;
    let count = rows.first().map_or(Ok(0), |row| row.integer(0))?;
    if usize::try_from(count).unwrap_or(usize::MAX) >= ANSWERS_MAX {
        return Ok(false);
    }
    let AnswerCard { title, text, language, shared } = &answer.card;
    let company = author.company.clone().filter(|_| *shared);
    let sql = "INSERT INTO canned_answers (id, email, company, at, language, title, body)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email, id) DO UPDATE SET
               company = excluded.company, at = excluded.at, language = excluded.language,
               title = excluded.title, body = excluded.body";
    let values = [
        Value::from(answer.id.as_str()),
        Value::from(email),
        company.map_or(Value::Null, Value::from),
        Value::from(at.0),
        Value::from(language.code()),
        Value::from(title.as_str()),
        Value::from(text.as_str()),
    ];
    open.execute(sql, &values).map(|_| true)
}

/// Forgets one of the author's own; twice does no harm.
///
/// # Errors
/// What the database says.
pub fn forget(open: &mut dyn Transaction, author: &Author, id: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM canned_answers WHERE email = $1 AND id = $2";
    open.execute(sql, values![author.email.as_str(), id]).map(drop)
}
