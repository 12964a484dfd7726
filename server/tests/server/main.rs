//! The server against real databases: SQLite always, PostgreSQL when `KONTOR_TEST_POSTGRES` names one.

mod arriving;
mod bad_input;
mod canned;
mod documents;
mod execute;
mod hours;
mod incidents;
mod lists;
mod live;
mod mail;
mod mta;
mod operator;
mod orders;
mod outbox;
mod payment_offers;
mod payments;
mod people;
mod rights;
mod signing_in;
mod silence;
mod store;
mod story;
mod support;
mod two_servers;
mod words;
mod writing;
