//! Who acts on sellers, networks and the installation. Who somebody is was settled before: here an
//! actor is taken at its word. Parties of a negotiation have their own words there.

use crate::ids::{ManufacturerId, SellerId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// On whose behalf a command is given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The seller, signed in with its own address.
    Seller(SellerId),
    /// A user of the manufacturer.
    Manufacturer(ManufacturerId),
    /// Staff of the marketplace.
    Operator,
    /// The installation itself: its mail, its timers, its imports.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seller(id) => write!(f, "seller:{id}"),
            Self::Manufacturer(id) => write!(f, "manufacturer:{id}"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}
