//! Whether one seller may have one inquiry (R2, R4–R6). It looks at nobody else.

use super::{Because, Inquiry, NEARBY_M};
use crate::geo::distance_m;
use crate::network::{Member, Radius};

/// One seller, looked at for one inquiry.
pub(super) struct Judged<'n> {
    pub member: &'n Member,
    pub distance_m: Option<u32>,
    /// The tier of an eligible seller, or the first reason against it (R6).
    pub verdict: Result<Tier, Because>,
}

/// Near the buyer or not (R7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    First,
    Second,
}

impl Tier {
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// An unknown distance is not near (R13).
    pub fn at(distance_m: Option<u32>) -> Self {
        if distance_m.is_some_and(|distance| distance <= NEARBY_M) { Self::First } else { Self::Second }
    }
}

impl Radius {
    /// The limit that distances are compared with, inclusive: like every distance rounded to whole
    /// metres (R1), so that 1.001 km reaches 1,001 m whatever the arithmetic makes of it.
    #[must_use]
    pub fn limit_m(self) -> u64 {
        // A cast from f64 saturates: a radius beyond the earth stays beyond it. The largest number is left
        // for "no radius".
        (self.metres().round() as u64).min(u64::MAX - 1)
    }
}

pub(super) fn judge<'n>(member: &'n Member, inquiry: &Inquiry) -> Judged<'n> {
    let distance_m = member.point.zip(inquiry.point).map(|(seller, buyer)| distance_m(seller, buyer));
    let verdict = match objection(member, inquiry, distance_m) {
        Some(because) => Err(because),
        None => Ok(Tier::at(distance_m)),
    };
    Judged { member, distance_m, verdict }
}

/// The first of R6 that fails.
fn objection(member: &Member, inquiry: &Inquiry, distance_m: Option<u32>) -> Option<Because> {
    if !member.available {
        return Some(Because::Unavailable);
    }
    if !in_range(member, inquiry) {
        return Some(Because::OutOfRange);
    }
    covers(member, inquiry, distance_m).err()
}

/// R4: an unlimited seller and an inquiry without product are always in range.
fn in_range(member: &Member, inquiry: &Inquiry) -> bool {
    match (&member.range, &inquiry.product) {
        (Some(range), Some(product)) => range.contains(product),
        _ => true,
    }
}

/// R2: a radius decides alone, in both directions; without one the country does.
fn covers(member: &Member, inquiry: &Inquiry, distance_m: Option<u32>) -> Result<(), Because> {
    match member.radius.map(Radius::limit_m) {
        Some(limit_m) if distance_m.is_some_and(|distance| u64::from(distance) <= limit_m) => Ok(()),
        Some(limit_m) => Err(Because::OutOfRadius { limit_m }),
        None if inquiry.country == Some(member.country) => Ok(()),
        None => Err(Because::OutOfCountry),
    }
}
