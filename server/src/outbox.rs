//! The outbox: work for the world outside, stored with the facts that cause it, done by one worker.

mod causes;
pub mod digest;
pub mod gathered;
mod kinds;
pub mod letters;
mod reader;
mod silence;
mod timers;
mod worker;

pub use causes::{Reason, Task, caused_by};
pub use letters::SignInMail;
pub use reader::emails_of;
pub use timers::Alarm;
pub use worker::{ATTEMPTS_MAX, Worker, free, start};
