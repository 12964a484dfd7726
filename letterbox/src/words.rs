//! What programs and mail servers write around people's words, in nine languages and some neighbours. Lists
//! only, in lower case; how they are compared is each reader's own business.

mod labels;
mod machines;
mod people;
mod phones;
mod programs;

pub use labels::*;
pub use machines::*;
pub use people::*;
pub use phones::*;
pub use programs::*;
