//! From the state of a stream to the rows that lists and look-ups read. Every row is made anew from the
//! state alone, so a rebuild gives the same rows.

pub mod incidents;
mod installation;
pub mod listing;
mod negotiation;
mod network;
pub mod samples;
mod seller;
pub mod unreachable;

pub use negotiation::viewer_key;
