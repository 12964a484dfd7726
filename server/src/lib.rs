//! The imperative shell: stores facts, answers requests, sends mail. It decides nothing itself; what
//! is allowed and what is seen comes from `shared`.

pub mod execute;
pub mod mail;
pub mod route;
pub mod store;
