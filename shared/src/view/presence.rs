//! Whether the other side has the page open, and is writing. It lasts as long as it is true, and is no fact.

use crate::negotiation::Lane;
use crate::visibility::Viewer;
use serde::{Deserialize, Serialize};

/// The lanes in which somebody of the other side is here, or writes, as one viewer may know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub here: Vec<Lane>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writing: Vec<Lane>,
}

/// Somebody with the page before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub viewer: Viewer,
    /// The lane whose other side is being written to.
    pub writing: Option<Lane>,
}
