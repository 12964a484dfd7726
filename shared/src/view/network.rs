//! A manufacturer's view of its own sales network.

use super::stand::StarsView;
use crate::geo::{Country, Point};
use crate::ids::{AreaManagerId, ManufacturerId, SellerId};
use crate::network::{Area, CopySettings, Radius, SellerKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The network with the figures of its members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkView {
    pub manufacturer: ManufacturerId,
    pub manufacturer_name: String,
    pub worldwide_emails: Vec<String>,
    pub area_managers: Vec<AreaManagerLine>,
    pub members: Vec<MemberLine>,
    pub copies: CopySettings,
    /// Addresses of the network to which mails do not arrive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bouncing: Vec<String>,
    /// R5: addresses of the network to which mails do not arrive for the time being.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub put_off: Vec<PutOffLine>,
}

/// An address to which mails do not arrive for the time being.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutOffLine {
    pub email: String,
    /// When it counts as reachable again, unless something more is heard.
    pub until: Timestamp,
}

/// An area manager in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaManagerLine {
    pub id: AreaManagerId,
    pub name: String,
    pub emails: Vec<String>,
    pub areas: Vec<Area>,
}

/// A seller in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberLine {
    pub id: SellerId,
    pub name: String,
    pub email: String,
    pub kind: SellerKind,
    pub town: String,
    pub country: Country,
    pub point: Option<Point>,
    pub radius: Option<Radius>,
    /// How many products its limited range has; none means all.
    pub range: Option<u32>,
    pub available: bool,
    /// R5: mails to it do not arrive.
    #[serde(default)]
    pub bouncing: bool,
    /// R5: they do not for the time being; it counts as reachable again from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_off_until: Option<Timestamp>,
    pub protected: bool,
    pub partner: bool,
    pub stars: StarsView,
    pub inquiries: u32,
    pub sales: u32,
}
