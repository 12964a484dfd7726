//! One module a page: fetch, hold state, dispatch.

pub mod home;
pub mod hours;
pub mod incidents;
pub mod link;
pub mod mail_settings;
pub mod mails;
pub mod negotiation;
pub mod network;
pub mod not_found;
mod payments;
pub mod requests;
pub mod rules;
pub mod sign_in;
pub mod stand;
pub mod unreachable;
pub mod unsubscribe;
