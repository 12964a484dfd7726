//! The server against real databases: SQLite always, PostgreSQL when `KONTOR_TEST_POSTGRES` names one.

mod execute;
mod live;
mod mail;
mod rights;
mod store;
mod story;
mod support;
