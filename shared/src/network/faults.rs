//! What makes a network refused whole (R3, R10, R20), every fault by name. It repairs nothing.

use super::{Area, Member, Network, SellerKind};
use crate::ids::{AreaManagerId, SellerId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One reason why a network cannot be used. Positions count from 0, in the network's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// R3: only local sellers have a radius.
    RadiusOfNationalSeller { position: usize, seller: SellerId },
    /// R3: a radius is a finite number above zero.
    RadiusNotPositive { position: usize, seller: SellerId },
    /// The point is not on the earth.
    PointOutOfRange { position: usize, seller: SellerId },
    /// A rating that is not a number cannot be ranked (R8).
    RatingNotANumber { position: usize, seller: SellerId },
    /// The same id twice: nobody could say which of them is meant.
    SameSeller { position: usize, seller: SellerId },
    /// The same id twice: nobody could say which of them is meant.
    SameAreaManager { position: usize, area_manager: AreaManagerId },
    /// R10: the entry belongs to another area manager already.
    AreaTaken { position: usize, entry: usize, area_manager: AreaManagerId, area: Area, by: AreaManagerId },
    /// R20: an area manager without address.
    AreaManagerWithoutAddress { position: usize, area_manager: AreaManagerId },
    /// R20: the worldwide contact without address.
    WorldwideWithoutAddress,
}

impl Fault {
    /// Stable, for programs and the translation catalogue.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RadiusOfNationalSeller { .. } => "radius_of_national_seller",
            Self::RadiusNotPositive { .. } => "radius_not_positive",
            Self::PointOutOfRange { .. } => "point_out_of_range",
            Self::RatingNotANumber { .. } => "rating_not_a_number",
            Self::SameSeller { .. } => "same_seller",
            Self::SameAreaManager { .. } => "same_area_manager",
            Self::AreaTaken { .. } => "area_taken",
            Self::AreaManagerWithoutAddress { .. } => "area_manager_without_address",
            Self::WorldwideWithoutAddress => "worldwide_without_address",
        }
    }

    /// The field to correct, as a path into the network.
    pub fn field(&self) -> String {
        match self {
            Self::RadiusOfNationalSeller { position, .. } => format!("sellers[{position}].radius"),
            Self::RadiusNotPositive { position, .. } => format!("sellers[{position}].radius.value"),
            Self::PointOutOfRange { position, .. } => format!("sellers[{position}].point"),
            Self::RatingNotANumber { position, .. } => format!("sellers[{position}].rating"),
            Self::SameSeller { position, .. } => format!("sellers[{position}].id"),
            Self::SameAreaManager { position, .. } => format!("area_managers[{position}].id"),
            Self::AreaTaken { position, entry, .. } => format!("area_managers[{position}].areas[{entry}]"),
            Self::AreaManagerWithoutAddress { position, .. } => format!("area_managers[{position}].emails"),
            Self::WorldwideWithoutAddress => "worldwide.emails".to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RadiusOfNationalSeller { seller, .. } => {
                write!(f, "the national seller {seller} has a radius; only local sellers have one (R3)")
            }
            Self::RadiusNotPositive { seller, .. } => {
                write!(f, "the radius of seller {seller} must be a number above 0 (R3)")
            }
            Self::PointOutOfRange { seller, .. } => write!(
                f,
                "the point of seller {seller} must have a latitude from -90 to 90 and a longitude from -180 to 180"
            ),
            Self::RatingNotANumber { seller, .. } => {
                write!(f, "the rating of seller {seller} has a figure that is not a number")
            }
            Self::SameSeller { seller, .. } => write!(f, "the seller {seller} is in the network twice"),
            Self::SameAreaManager { area_manager, .. } => {
                write!(f, "the area manager {area_manager} is in the network twice")
            }
            Self::AreaTaken { area_manager, area, by, .. } => {
                write!(f, "the area {area} of area manager {area_manager} belongs to {by} already (R10)")
            }
            Self::AreaManagerWithoutAddress { area_manager, .. } => {
                write!(f, "the area manager {area_manager} has no e-mail address (R20)")
            }
            Self::WorldwideWithoutAddress => f.write_str("the worldwide contact has no e-mail address (R20)"),
        }
    }
}

/// Every fault of the network: contact first, then area managers, then sellers, each in their order.
#[must_use]
pub fn faults(network: &Network) -> Vec<Fault> {
    let mut faults = Vec::new();
    if network.worldwide.emails.is_empty() {
        faults.push(Fault::WorldwideWithoutAddress);
    }
    area_managers(network, &mut faults);
    let mut known = BTreeSet::new();
    for (position, member) in network.sellers.iter().enumerate() {
        if !known.insert(member.id.as_str()) {
            faults.push(Fault::SameSeller { position, seller: member.id.clone() });
        }
        seller(position, member, &mut faults);
    }
    faults
}

fn area_managers(network: &Network, faults: &mut Vec<Fault>) {
    let mut known = BTreeSet::new();
    let mut taken: BTreeMap<Area, usize> = BTreeMap::new();
    for (position, one) in network.area_managers.iter().enumerate() {
        let area_manager = one.id.clone();
        if !known.insert(one.id.as_str()) {
            faults.push(Fault::SameAreaManager { position, area_manager: area_manager.clone() });
        }
        if one.emails.is_empty() {
            faults.push(Fault::AreaManagerWithoutAddress { position, area_manager: area_manager.clone() });
        }
        for (entry, area) in one.areas.iter().enumerate() {
            // Twice in one area manager says nothing wrong.
            let first = *taken.entry(*area).or_insert(position);
            if first != position {
                let by = network.area_managers[first].id.clone();
                let area_manager = area_manager.clone();
                faults.push(Fault::AreaTaken { position, entry, area_manager, area: *area, by });
            }
        }
    }
}

fn seller(position: usize, member: &Member, faults: &mut Vec<Fault>) {
    let seller = || member.id.clone();
    if let Some(radius) = member.radius {
        if member.kind == SellerKind::National {
            faults.push(Fault::RadiusOfNationalSeller { position, seller: seller() });
        }
        if !(radius.value > 0.0 && radius.metres().is_finite()) {
            faults.push(Fault::RadiusNotPositive { position, seller: seller() });
        }
    }
    if member.point.is_some_and(|point| !point.is_valid()) {
        faults.push(Fault::PointOutOfRange { position, seller: seller() });
    }
    let figures = [member.rating.rank_score, member.rating.mean_response_hours];
    if figures.into_iter().flatten().any(|figure| !figure.is_finite()) {
        faults.push(Fault::RatingNotANumber { position, seller: seller() });
    }
}
