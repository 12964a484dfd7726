//! Payment by transfer. What is paid to is in the quote and what the transfer carries follows from it
//! (`shared::negotiation`); the seller says that the money has come. Here is only the account of somebody's last
//! quote, so that it need not be typed again: found by the address that signed in, never by one that was typed.

use crate::store::{StoreError, Transaction};
use crate::values;
use shared::ids::Email;
use shared::negotiation::{BankAccount, Command};

/// The account of this person's last quote.
///
/// # Errors
/// What the database says.
pub fn last_account(open: &mut dyn Transaction, email: &Email) -> Result<Option<BankAccount>, StoreError> {
    let rows = open.query("SELECT body FROM accounts WHERE email = $1", values![email.as_str()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    serde_json::from_str(row.text(0)?).map(Some).map_err(|error| StoreError::Broken(error.to_string()))
}

/// The account in the quote that this command sends; none when it is no quote or has none.
pub fn account_of(command: &Command) -> Option<BankAccount> {
    let Command::SendMessage(message) = command else { return None };
    let terms = message.enclosure.as_ref()?.terms.as_ref()?;
    terms.account.as_ref()?.checked().ok()
}

/// Keeps it for the next quote.
///
/// # Errors
/// What the database says.
pub fn remember(open: &mut dyn Transaction, email: &Email, account: &BankAccount) -> Result<(), StoreError> {
    let body = serde_json::to_string(account).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql = "INSERT INTO accounts (email, body) VALUES ($1, $2)
               ON CONFLICT (email) DO UPDATE SET body = excluded.body";
    open.execute(sql, values![email.as_str(), body]).map(drop)
}
