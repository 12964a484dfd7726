//! Who takes part in a negotiation, and in which lane they speak.

use crate::ids::{AreaManagerId, Email, SellerId};
use crate::routing::Recipient;
use enumset::EnumSetType;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody who can act on a negotiation. Written as one text (`seller:s1`), so that it can be a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Party {
    Buyer,
    Seller(SellerId),
    AreaManager(AreaManagerId),
    Worldwide,
    /// A person known by address only: an extra copy, a forward, a cc.
    Address(Email),
    /// Any user of the manufacturer that owns the network.
    Manufacturer,
    Operator,
    /// The server's own timers. Never a viewer.
    System,
}

/// One of the two private conversations inside a negotiation (domain §5).
#[derive(EnumSetType, Debug, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Buyer and primary.
    Primary,
    /// Buyer and manufacturer, area manager or worldwide contact.
    Manufacturer,
}

/// To whom a message of the primary side goes (N9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The other side of the lane.
    #[default]
    Lane,
    /// The operator only: the buyer never sees it.
    Operator,
    /// Both; the operator is told.
    LaneAndOperator,
}

impl Audience {
    /// Whether the other side of the lane gets it.
    pub fn reaches_the_lane(self) -> bool {
        self != Self::Operator
    }
}

/// Whom the operator talks with, unseen by the other side.
#[derive(EnumSetType, Debug, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorSide {
    /// The primary and its co-recipients.
    Primary,
    Buyer,
}

/// A party with the name under which it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub party: Party,
    pub name: String,
}

impl From<&Recipient> for Party {
    fn from(recipient: &Recipient) -> Self {
        match recipient {
            Recipient::Seller { id } => Self::Seller(id.clone()),
            Recipient::AreaManager { id } => Self::AreaManager(id.clone()),
            Recipient::Worldwide => Self::Worldwide,
        }
    }
}

/// The text names no party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAParty;

impl fmt::Display for NotAParty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a party: write buyer, seller:ID, area_manager:ID, worldwide, address:EMAIL, manufacturer or operator")
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Buyer => f.write_str("buyer"),
            Self::Seller(id) => write!(f, "seller:{id}"),
            Self::AreaManager(id) => write!(f, "area_manager:{id}"),
            Self::Worldwide => f.write_str("worldwide"),
            Self::Address(email) => write!(f, "address:{email}"),
            Self::Manufacturer => f.write_str("manufacturer"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}

impl TryFrom<String> for Party {
    type Error = NotAParty;
    fn try_from(text: String) -> Result<Self, NotAParty> {
        match text.split_once(':') {
            Some(("seller", id)) => Ok(Self::Seller(id.into())),
            Some(("area_manager", id)) => Ok(Self::AreaManager(id.into())),
            Some(("address", email)) => Email::parse(email).map(Self::Address).map_err(|_| NotAParty),
            Some(_) => Err(NotAParty),
            None => match text.as_str() {
                "buyer" => Ok(Self::Buyer),
                "worldwide" => Ok(Self::Worldwide),
                "manufacturer" => Ok(Self::Manufacturer),
                "operator" => Ok(Self::Operator),
                "system" => Ok(Self::System),
                _ => Err(NotAParty),
            },
        }
    }
}

impl From<Party> for String {
    fn from(party: Party) -> Self {
        party.to_string()
    }
}
