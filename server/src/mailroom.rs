//! Mails as rows, on their way out and in. What leaves was written by `outbox` and waits here until a way out takes it;
//! what arrives is kept as it came, then read, and becomes a command like any other. It writes no letter and decides
//! nothing about negotiations.

pub mod arrivals;
pub mod authentication;
pub mod bounces;
mod cards;
mod conversation;
pub mod encryption;
pub mod handed;
mod loops;
pub mod notices;
pub mod outgoing;
mod passing;
mod postman;
mod reading;
pub mod reception;
pub mod relays;
mod sorting;
mod trace;
mod veil;

pub use authentication::Checks;
pub use conversation::{Closed, MAIL_BYTES_MAX, Room};
pub use encryption::{CertificateFiles, Encryption};
pub use outgoing::Letters;
pub use postman::{ATTEMPTS_MAX, Postman, Round, start};
pub use reading::{Reading, reading};
pub use relays::{Channel, Relay};
pub use sorting::{release, sort};

use crate::store::{StoreError, Transaction};
use crate::values;
use shared::time::{Millis, Timestamp};

/// The names of addresses from which we write and at which nobody reads.
pub const DIGEST_MAILBOX: &str = "digest";
pub const SIGN_IN_MAILBOX: &str = "sign-in";
pub const PAYMENTS_MAILBOX: &str = "payments";

/// Mails that left, and those that came and are settled, are kept so long.
const KEPT: Millis = Millis::days(90);

/// Forgets what was kept long enough; also what nobody has dealt with in this time. What waits to leave or could not
/// leave stays.
///
/// # Errors
/// What the database says.
pub fn sweep(open: &mut dyn Transaction, now: Timestamp) -> Result<(), StoreError> {
    let before = (now - KEPT).0;
    open.execute("DELETE FROM mails WHERE state = 'sent' AND at < $1", values![before])?;
    let old = "DELETE FROM arrivals WHERE at < $1";
    open.execute(old, values![before]).map(drop)
}
