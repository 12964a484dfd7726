//! The imperative shell: stores facts, answers requests, sends mail. It decides nothing itself; what
//! is allowed and what is seen comes from `shared`.
//!
//! Modules in reading order, from the request to the disk and out again:

pub mod attendance;
pub mod desk;
pub mod documents;
pub mod http;
pub mod identity;

pub mod exhibition;
pub mod networks;

pub mod canned;
pub mod drafts;
pub mod examples;
pub mod execute;
pub mod held;
pub mod mail_settings;
mod pages;
pub mod projector;
pub mod store;

pub mod live;
pub mod mail;
pub mod mailroom;
pub mod operator;
pub mod outbox;
pub mod pay;

pub mod clock;
pub mod secret;

mod connections;
pub mod demo;
pub mod rebuild;
pub mod route;
pub mod serve;
