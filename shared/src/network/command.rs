//! What somebody wants to change about a manufacturer and its network.

use super::Area;
use crate::ids::{AreaManagerId, ManufacturerId, MarketplaceId, ProductId, SellerId, StandId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The wish; time and actor are in the envelope. Several e-mails are one text: addresses separated by
/// commas, no space (R20). The worldwide contact has no command to remove it (R20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Command {
    Found {
        manufacturer: ManufacturerId,
        name: String,
        /// The worldwide contact: at least one address.
        worldwide: String,
    },
    AddProduct {
        id: ProductId,
        name: String,
        description: String,
    },
    /// The sender checks that the marketplace exists.
    OpenStand {
        id: StandId,
        marketplace: MarketplaceId,
        name: String,
    },
    /// A person who signs in for the manufacturer.
    InviteUser {
        email: String,
    },
    /// The sender checks that the seller exists.
    AddMember {
        seller: SellerId,
    },
    /// The operator's programme adds a Partner Distributor and says why (R16).
    AddPartner {
        seller: SellerId,
        why: String,
    },
    /// Unlinks a seller, also a protected one (R17); a partner's link is the operator's (R16).
    RemoveMember {
        seller: SellerId,
    },
    AddAreaManager(AreaManagerCard),
    ChangeAreaManager(AreaManagerCard),
    RemoveAreaManager {
        id: AreaManagerId,
    },
    ChangeWorldwide {
        emails: String,
    },
    /// R14.
    ChangeCopies(CopiesCard),
    /// R18: none turns it off.
    ChangeSilenceRule {
        offer_after_hours: Option<u32>,
    },
    /// By the mail room: a mail to this address came back. One that the network does not have changes nothing.
    NoteBounce {
        email: String,
    },
    /// By the mail room: a mail to this address was put off.
    NotePutOff {
        email: String,
    },
    /// Mails to it arrive again.
    NoteMended {
        email: String,
    },
}

/// An area manager as the form gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaManagerCard {
    pub id: AreaManagerId,
    pub name: String,
    pub emails: String,
    /// At least one.
    pub areas: BTreeSet<Area>,
}

/// Who gets inquiries for information, as the form gives it (R14).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiesCard {
    pub area_manager: bool,
    pub worldwide: bool,
    pub worldwide_for_area_managers: bool,
    /// May be empty.
    pub extra: String,
}
