//! The functional core: what is decided, and what is shown to whom.
//!
//! Everything here is a pure function over plain data. There is no input or output, no clock, no
//! randomness and no thread: time and new ids arrive in the command. The browser and the server run
//! the same code, so what one previews is what the other does.
//!
//! Modules in reading order, from the words to the views:

#[cfg(all(test, target_arch = "wasm32"))]
#[macro_use(test)]
extern crate wasm_tests;

pub mod actor;
pub mod aggregate;
pub mod canned;
pub mod disclosure;
pub mod emails;
pub mod geo;
pub mod ids;
pub mod language;
pub mod mail_settings;
pub mod money;
pub mod reach;
pub mod text;
pub mod time;

pub mod network;
pub mod rating;
pub mod routing;
pub mod seller;

pub mod installation;

pub mod negotiation;
pub mod visibility;

pub mod api;
pub mod view;

#[cfg(feature = "testing")]
pub mod testing;
