//! One seller as the search reads it: numbers only, ready to compare. What is seldom asked is kept
//! elsewhere.

use super::entry::Site;
use super::place::{Angles, Place};
use super::products::{Asked, Hint};
use crate::geo::{Country, Point};
use crate::network::{Member, Radius, Standing};
use crate::routing::{NEARBY_M, order};
use std::cmp::Ordering;

/// The figures of one seller, in one line of the processor's cache: among a million sellers reading them
/// is what takes the time.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Seller {
    pub angles: Option<Angles>,
    /// The radius in metres (R2), or [`NO_RADIUS`].
    limit: u64,
    pub range: Hint,
    pub country: Country,
    pub available: bool,
}

/// No radius is this long (see `Radius::limit_m`).
const NO_RADIUS: u64 = u64::MAX;
const _: () = assert!(size_of::<Seller>() == 64, "a seller must fit a cache line");

/// The part of R8 that is the same for every buyer, ready to compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranks {
    pub score: f64,
    ratings: u32,
    /// Infinite when not measured: it ranks last.
    response_hours: f64,
}

impl Ranks {
    pub fn new(rating: &Standing) -> Self {
        Self {
            score: order::score(rating),
            ratings: rating.ratings.unwrap_or(0),
            response_hours: order::response(rating).unwrap_or(f64::INFINITY),
        }
    }

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
    pub fn new(member: &Member, range: Hint) -> Self {
        Self {
            angles: member.point.map(Angles::new),
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

    /// Whether the radius, if there is one, reaches so far (R2).
    pub fn reaches(&self, distance_m: u32) -> bool {
        u64::from(distance_m) <= self.limit
    }

    /// Whether the radius goes beyond the first tier (R7).
    pub fn is_far_reaching(&self) -> bool {
        self.limit_m().is_some_and(|limit_m| limit_m > u64::from(NEARBY_M))
    }
}

/// One inquiry as the search reads it.
pub(super) struct Buyer {
    pub country: Option<Country>,
    pub place: Option<Place>,
    pub asked: Asked,
    pub site: Site,
}

impl Buyer {
    pub fn new(country: Option<Country>, point: Option<Point>, asked: Asked) -> Self {
        let place = point.map(Place::new);
        Self { country, place, asked, site: Site::new(place.as_ref().map(|place| &place.angles)) }
    }
}
