//! A manufacturer's view of its own sales network.

use super::stand::StarsView;
use crate::geo::{Country, Point};
use crate::ids::{AreaManagerId, ManufacturerId, SellerId};
use crate::network::{Area, CopySettings, Radius, SellerKind};
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
    pub protected: bool,
    pub partner: bool,
    pub stars: StarsView,
    pub inquiries: u32,
    pub sales: u32,
}
