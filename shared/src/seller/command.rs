//! What somebody wants to change about a seller.

use super::hours::BusinessHours;
use super::state::Address;
use crate::geo::Point;
use crate::ids::{ManufacturerId, ProductId, SellerId};
use crate::language::Language;
use crate::network::{Radius, SellerKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The wish; time and actor are in the envelope. A manufacturer sends one only for a member of its
/// network: memberships are the network's, so the sender checks them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Command {
    Register(Registration),
    ChangeDetails(Details),
    /// Exactly one address (R20).
    ChangeEmail {
        email: String,
    },
    /// R3: only the local seller itself.
    SetRadius {
        radius: Radius,
    },
    ClearRadius,
    /// R4: only the seller itself, for each manufacturer apart.
    LimitRange {
        manufacturer: ManufacturerId,
        products: BTreeSet<ProductId>,
    },
    LiftRange {
        manufacturer: ManufacturerId,
    },
    /// From and until are both part of the absence (R5).
    GoAway {
        from: Timestamp,
        until: Timestamp,
    },
    ComeBack,
    /// None: it says nothing of them any more.
    ChangeHours {
        hours: Option<BusinessHours>,
    },
    /// R17.
    Protect,
    Unprotect,
    /// The operator's programme (R16).
    JoinPartners,
    LeavePartners,
    /// A mail to this address came back (R5). Another address than the present one changes nothing.
    NoteBounce {
        email: String,
    },
    /// R5: a mail to this address was put off. Another address than the present one changes nothing.
    NotePutOff {
        email: String,
    },
    /// The present address takes mail again.
    NoteMended,
    Deactivate,
    Activate,
}

/// A new seller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    pub id: SellerId,
    /// Exactly one address (R20).
    pub email: String,
    pub kind: SellerKind,
    pub details: Details,
}

/// Contact details: what a protected seller keeps to itself to change (R17).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    pub name: String,
    pub address: Address,
    /// Where the gazetteer finds the address; none when it does not, which is refused (R19).
    pub point: Option<Point>,
    /// What it answers in; at least one.
    pub languages: BTreeSet<Language>,
}
