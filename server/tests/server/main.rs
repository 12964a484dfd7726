//! The server against real databases: SQLite always, PostgreSQL when `KONTOR_TEST_POSTGRES` names one.

mod execute;
mod mail;
mod store;
mod story;
mod support;
