//! Mails as rows, on their way out and in. What leaves was written by `outbox` and waits here until a way out takes it;
//! what arrives is kept as it came, then read, and becomes a command like any other. It writes no letter and decides
//! nothing about negotiations.

pub mod arrivals;
pub mod bounces;
mod conversation;
pub mod notices;
pub mod outgoing;
mod passing;
mod postman;
mod reading;
pub mod reception;
pub mod relays;
mod sorting;
mod veil;

pub use conversation::{Closed, MAIL_BYTES_MAX};
pub use outgoing::Letters;
pub use postman::{ATTEMPTS_MAX, Postman, Round, start};
pub use reading::{Reading, reading};
pub use relays::{Channel, Relay};
pub use sorting::{release, sort};
