//! Mails, composed and read again by an independent parser.

mod cast;
mod digest;
mod examples;
mod kept;
mod kinds;
mod maildir;
mod secrets;
mod shape;
mod silence;
mod stars;
