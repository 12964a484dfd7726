//! How every seller stands to one inquiry, for somebody who hands it on by hand (N4): routing's own words, which
//! warn here and decide nothing.

use super::eligibility::{Judged, judge};
use super::order::by_nearness;
use super::recipient::area_manager;
use super::{Because, Inquiry};
use crate::network::{AreaManager, Member, Network};

/// One seller and the inquiry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach<'n> {
    pub member: &'n Member,
    /// Whole metres (R1); none when one of the two points is unknown.
    pub distance_m: Option<u32>,
    /// Why routing would not give it the inquiry (R6); none when it would.
    pub because: Option<Because>,
}

/// Every seller of the network: those who may have the inquiry first, each part by distance (R11).
#[must_use]
pub fn reach<'n>(network: &'n Network, inquiry: &Inquiry) -> Vec<Reach<'n>> {
    let mut judged: Vec<Judged> = network.sellers.iter().map(|member| judge(member, inquiry)).collect();
    judged.sort_by(|a, b| a.verdict.is_err().cmp(&b.verdict.is_err()).then_with(|| by_nearness(a, b)));
    let reach = |Judged { member, distance_m, verdict }| Reach { member, distance_m, because: verdict.err() };
    judged.into_iter().map(reach).collect()
}

/// The area managers, the one in charge of the buyer's country first (R9).
#[must_use]
pub fn area_managers<'n>(network: &'n Network, inquiry: &Inquiry) -> Vec<&'n AreaManager> {
    let in_charge = area_manager(network, inquiry.country);
    let others = network.area_managers.iter().filter(|one| in_charge.is_none_or(|first| first.id != one.id));
    in_charge.into_iter().chain(others).collect()
}
