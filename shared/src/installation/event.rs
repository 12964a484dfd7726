//! The facts about the installation. Only ever added to: a stored fact must stay readable.

use super::Colour;
use crate::ids::{Email, MarketplaceId};
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    MarketplaceOpened { id: MarketplaceId, name: String, tagline: String, accent: Colour },
    OperatorAdded { email: Email },
    OperatorRemoved { email: Email },
    DisclosureBlocked { blocks: bool },
}
