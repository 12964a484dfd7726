//! R5: the addresses to which no mail can be brought, for the operator: those of the worldwide contacts first, whose
//! inquiries nobody else gets.

use crate::identity::Position;
use crate::store::{Change, Row, StoreError, Transaction};
use crate::{change, values};
use shared::api::operation::UnreachableLine;
use shared::ids::Email;

/// Lines in the list.
const LINES_MAX: i64 = 200;

/// Replaces what one stream says of them; `name` is the house's or the seller's.
pub fn replace(source: &str, name: &str, gone: &[(Email, Position)]) -> Vec<Change> {
    let insert =
        "INSERT INTO unreachable (source, email, role, name, manufacturer) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT (source, email, role) DO NOTHING";
    let line = |(email, position): &(Email, Position)| {
        let (role, manufacturer, _) = position.columns();
        change!(insert, source, email.as_str(), role, name, manufacturer)
    };
    let mended = change!("DELETE FROM unreachable WHERE source = $1", source);
    std::iter::once(mended).chain(gone.iter().map(line)).collect()
}

/// The list.
///
/// # Errors
/// What the database says.
pub fn list(open: &mut dyn Transaction) -> Result<Vec<UnreachableLine>, StoreError> {
    let sql = "SELECT role, manufacturer, '', email, name FROM unreachable
               ORDER BY CASE role WHEN 'worldwide' THEN 0 WHEN 'area_manager' THEN 1 ELSE 2 END, name, email, role LIMIT $1";
    open.query(sql, values![LINES_MAX])?.iter().map(line).collect()
}

fn line(row: &Row) -> Result<UnreachableLine, StoreError> {
    let role = Position::read(row, 0)?.role();
    Ok(UnreachableLine { email: row.text(3)?.to_owned(), role, name: row.text(4)?.to_owned() })
}
