//! Somebody who writes in one negotiation: uploads, drafts and held messages belong to it.

use shared::ids::Email;

/// A person by its address, in one negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    pub negotiation: String,
    pub email: Email,
}
