//! What addresses have chosen of how mails reach them, as rows, and the codes in the links with which mails are turned
//! off. What a choice means is decided in `shared`.

use crate::outbox::gathered;
use crate::secret::Key;
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use data_encoding::HEXLOWER;
use shared::ids::Email;
use shared::language::Language;
use shared::mail_settings::{MailSettings, Pace, Subscription};
use shared::time::Timestamp;

/// What an address has chosen, and in which language it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub settings: MailSettings,
    pub language: Language,
}

/// The choice of an address; the usual one where it made none.
///
/// # Errors
/// What the database says.
pub fn of(open: &mut dyn Transaction, email: &Email) -> Result<Choice, StoreError> {
    let sql = "SELECT pace, copies, feedback, language FROM mail_settings WHERE email = $1";
    let rows = open.query(sql, values![email.as_str()])?;
    rows.first().map_or(Ok(Choice::default()), read)
}

fn read(row: &Row) -> Result<Choice, StoreError> {
    let broken = |what: &str| StoreError::Broken(format!("mail_settings: {what}"));
    let pace = Pace::of(row.text(0)?).ok_or_else(|| broken("a pace of another program"))?;
    let settings = MailSettings { pace, copies: row.integer(1)? != 0, feedback: row.integer(2)? != 0 };
    let language = Language::from_tag(row.text(3)?).ok_or_else(|| broken("an unknown language"))?;
    Ok(Choice { settings, language })
}

/// Keeps a choice. What waits already leaves as it would had it been made before.
///
/// # Errors
/// What the database says.
pub fn choose(
    open: &mut dyn Transaction,
    email: &Email,
    choice: &Choice,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Choice { settings: MailSettings { pace, copies, feedback }, language } = *choice;
    let sql =
        "INSERT INTO mail_settings (email, pace, copies, feedback, language) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (email) DO UPDATE SET pace = excluded.pace, copies = excluded.copies,
               feedback = excluded.feedback, language = excluded.language";
    let (copies, feedback) = (i64::from(copies), i64::from(feedback));
    open.execute(sql, values![email.as_str(), pace.code(), copies, feedback, language.code()])?;
    match pace.leaves(now) {
        Some(due) => gathered::put_off(open, email, due),
        None => gathered::forget(open, email),
    }
}

/// Turns off what a link is about; the rest of the choice stays.
///
/// # Errors
/// What the database says.
pub fn turn_off(
    open: &mut dyn Transaction,
    email: &Email,
    subscription: Subscription,
    now: Timestamp,
) -> Result<(), StoreError> {
    let before = of(open, email)?;
    let settings = before.settings.without(subscription);
    match settings == before.settings {
        true => Ok(()),
        false => choose(open, email, &Choice { settings, ..before }, now),
    }
}

/// The code in the link that turns this off for an address: the same every time, and nobody can guess it.
pub fn code(key: &Key, email: &Email, subscription: Subscription) -> String {
    let about = format!("{}:{email}", subscription.code());
    HEXLOWER.encode(&key.digest("unsubscribe", &about)[..20])
}

/// Keeps a code before a mail carries it.
///
/// # Errors
/// What the database says.
pub fn note(
    open: &mut dyn Transaction,
    code: &str,
    (email, subscription): (&Email, Subscription),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO unsubscriptions (code, email, subscription) VALUES ($1, $2, $3)
               ON CONFLICT (code) DO NOTHING";
    open.execute(sql, values![code, email.as_str(), subscription.code()]).map(drop)
}

/// Whose code it is, and what it turns off.
///
/// # Errors
/// What the database says.
pub fn find(open: &mut dyn Transaction, code: &str) -> Result<Option<(Email, Subscription)>, StoreError> {
    let rows =
        open.query("SELECT email, subscription FROM unsubscriptions WHERE code = $1", values![code])?;
    let known = |row: &Row| {
        let broken = |what: &str| StoreError::Broken(format!("unsubscriptions: {what}"));
        let email = Email::parse(row.text(0)?).map_err(|error| broken(&error.to_string()))?;
        let subscription = Subscription::of(row.text(1)?);
        Ok((email, subscription.ok_or_else(|| broken("a subscription of another program"))?))
    };
    rows.first().map(known).transpose()
}
