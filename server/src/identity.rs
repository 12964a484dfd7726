//! Who somebody is: signing in, links, sessions, and the positions of an address.
//!
//! It says which parties a person is. What these parties may see and do is for `shared` to say.

pub mod code;
pub mod cookie;
pub mod link;
pub mod position;
pub mod reader_language;
pub mod session;
mod writer;

pub use position::Position;
pub use session::{Grant, Session, Sight, Visitor, Way};
pub use writer::Writer;
