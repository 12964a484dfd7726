//! What somebody wants to change about the installation.

use crate::ids::MarketplaceId;
use serde::{Deserialize, Serialize};

/// The wish; time and actor are in the envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Command {
    OpenMarketplace {
        id: MarketplaceId,
        name: String,
        /// May be empty.
        tagline: String,
        /// `#rrggbb`.
        accent: String,
    },
    /// A person who signs in as operator.
    AddOperator { email: String },
    /// The last one cannot be removed.
    RemoveOperator { email: String },
    /// Whether messages that give an address or a phone number away are refused.
    BlockDisclosure { blocks: bool },
}
