//! One seller as the search reads it: numbers only, ready to compare. Names are kept elsewhere.

use super::place::Place;
use super::products::{Asked, Range};
use crate::geo::Country;
use crate::network::{Member, Radius};
use crate::routing::{Because, NEARBY_M, order};
use std::cmp::Ordering;

/// The figures of one seller, in two lines of the processor's cache: among a million sellers reading them
/// is what takes the time.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Seller {
    pub standing: Ranks,
    pub place: Option<Place>,
    /// The radius in metres (R2), or [`NO_RADIUS`].
    limit: u64,
    pub range: Range,
    pub country: Country,
    pub available: bool,
}

/// No radius is this long (see `Radius::limit_m`).
const NO_RADIUS: u64 = u64::MAX;
const _: () = assert!(size_of::<Seller>() <= 128, "a seller must fit two cache lines");

/// The part of R8 that is the same for every buyer, ready to compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranks {
    pub score: f64,
    pub ratings: u32,
    /// Infinite when not measured: it ranks last.
    pub response_hours: f64,
}

impl Ranks {
    /// Less is better.
    pub fn compare(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| other.ratings.cmp(&self.ratings))
            .then_with(|| self.response_hours.total_cmp(&other.response_hours))
    }
}

impl Seller {
    pub fn new(member: &Member, range: Range) -> Self {
        let rating = &member.rating;
        Self {
            standing: Ranks {
                score: order::score(rating),
                ratings: rating.ratings.unwrap_or(0),
                response_hours: order::response(rating).unwrap_or(f64::INFINITY),
            },
            place: member.point.map(Place::new),
            limit: member.radius.map_or(NO_RADIUS, Radius::limit_m),
            range,
            country: member.country,
            available: member.available,
        }
    }

    /// The radius in metres (R2); none: the country decides.
    pub fn limit_m(&self) -> Option<u64> {
        (self.limit != NO_RADIUS).then_some(self.limit)
    }

    /// R1; none when one of the places is unknown.
    pub fn distance_m(&self, buyer: Option<&Place>) -> Option<u32> {
        Some(self.place.as_ref()?.distance_m(buyer?))
    }

    /// Whether the radius, if there is one, reaches so far (R2).
    pub fn reaches(&self, distance_m: u32) -> bool {
        u64::from(distance_m) <= self.limit
    }

    /// Whether the radius goes beyond the first tier (R7).
    pub fn is_far_reaching(&self) -> bool {
        self.limit_m().is_some_and(|limit_m| limit_m > u64::from(NEARBY_M))
    }

    /// The first of R6 that fails.
    pub fn objection(&self, buyer: &Buyer, distance_m: Option<u32>) -> Option<Because> {
        if !self.available {
            return Some(Because::Unavailable);
        }
        if !self.range.contains(buyer.asked) {
            return Some(Because::OutOfRange);
        }
        match self.limit_m() {
            Some(_) if distance_m.is_some_and(|distance| self.reaches(distance)) => None,
            Some(limit_m) => Some(Because::OutOfRadius { limit_m }),
            None => (buyer.country != Some(self.country)).then_some(Because::OutOfCountry),
        }
    }
}

/// One inquiry as the search reads it.
pub(super) struct Buyer {
    pub country: Option<Country>,
    pub place: Option<Place>,
    pub asked: Asked,
}
