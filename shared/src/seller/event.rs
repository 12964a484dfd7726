//! The facts about a seller. Only ever added to: a stored fact must stay readable.

use super::command::Details;
use super::hours::BusinessHours;
use super::state::Away;
use crate::ids::{Email, ManufacturerId, ProductId, SellerId};
use crate::network::{Radius, SellerKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Registered {
        id: SellerId,
        email: Email,
        seller: SellerKind,
        details: Details,
    },
    DetailsChanged {
        details: Details,
    },
    EmailChanged {
        email: Email,
    },
    RadiusSet {
        radius: Radius,
    },
    RadiusCleared,
    RangeLimited {
        manufacturer: ManufacturerId,
        products: BTreeSet<ProductId>,
    },
    RangeLifted {
        manufacturer: ManufacturerId,
    },
    WentAway(Away),
    CameBack,
    HoursChanged {
        hours: Option<BusinessHours>,
    },
    Protected,
    Unprotected,
    PartnersJoined,
    PartnersLeft,
    AddressBounced {
        email: Email,
    },
    /// R5: a mail did not arrive, or not yet, and another one may.
    MailPutOff {
        email: Email,
        at: Timestamp,
    },
    AddressMended,
    Deactivated,
    Activated,
}
