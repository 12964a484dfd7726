//! The members of a sales network, for whoever brings one of them in (N4). No address.

use super::stand::PlaceLine;
use crate::negotiation::Party;
use crate::routing::Excluded;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// Some of the members: those that the inquiry would suit best, or that were searched for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    pub found: Vec<MemberChoice>,
    /// Whether there are more like these.
    #[serde(default, skip_serializing_if = "super::thread::not")]
    pub more: bool,
}

/// Somebody who can be brought in: a seller, an area manager or the worldwide contact.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberChoice {
    pub party: Party,
    pub name: String,
    /// Of a seller.
    pub place: Option<PlaceLine>,
    /// From a seller to the buyer, in whole metres (R1); none when one of the two points is unknown.
    pub distance_m: Option<u32>,
    /// N4: why routing would not have given it this inquiry. A warning, not a refusal.
    pub outside: Option<Excluded>,
    /// It reads this conversation already, so it cannot be brought in.
    #[serde(default, skip_serializing_if = "super::thread::not")]
    pub takes_part: bool,
}
