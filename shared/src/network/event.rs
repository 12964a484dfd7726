//! The facts about a manufacturer and its network. Only ever added to: a stored fact must stay
//! readable.

use super::{AreaManager, CopySettings};
use crate::ids::{AreaManagerId, Email, ManufacturerId, MarketplaceId, ProductId, SellerId, StandId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Founded {
        manufacturer: ManufacturerId,
        name: String,
        worldwide: Vec<Email>,
    },
    ProductAdded {
        id: ProductId,
        name: String,
        description: String,
    },
    StandOpened {
        id: StandId,
        marketplace: MarketplaceId,
        name: String,
    },
    UserInvited {
        email: Email,
    },
    MemberAdded {
        seller: SellerId,
    },
    /// The manufacturer is told why (R16).
    PartnerAdded {
        seller: SellerId,
        why: String,
    },
    MemberRemoved {
        seller: SellerId,
    },
    AreaManagerAdded(AreaManager),
    AreaManagerChanged(AreaManager),
    AreaManagerRemoved {
        id: AreaManagerId,
    },
    WorldwideChanged {
        emails: Vec<Email>,
    },
    CopiesChanged(CopySettings),
    SilenceRuleChanged {
        offer_after_hours: Option<u32>,
    },
    AddressBounced {
        email: Email,
    },
    /// R5: a mail did not arrive, or not yet, and another one may.
    MailPutOff {
        email: Email,
        at: Timestamp,
    },
    AddressMended {
        email: Email,
    },
}
