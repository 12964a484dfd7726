//! The two orders among eligible sellers: by rating for display (R8), by distance for rerouting (R11).
//! Partners get no boost.

use super::eligibility::Judged;
use crate::ids::SellerId;
use crate::network::Standing;
use std::cmp::Ordering;

/// The rank score of a seller without ratings (R8).
pub const UNRATED: f64 = 3.5;

/// R8 of two eligible sellers.
pub(super) fn by_rank(a: &Judged, b: &Judged) -> Ordering {
    ranked((&a.member.rating, a.distance_m, &a.member.id), (&b.member.rating, b.distance_m, &b.member.id))
}

/// What R8 compares.
pub(super) type Rank<'a> = (&'a Standing, Option<u32>, &'a SellerId);

/// R8: rank score ↓, ratings ↓, response time ↑, distance ↑, id ↑ as bytes; unknown last.
pub(super) fn ranked(a: Rank, b: Rank) -> Ordering {
    by_standing(a.0, b.0).then_with(|| unknown_last(a.1, b.1, u32::cmp)).then_with(|| a.2.cmp(b.2))
}

/// R11: distance ↑, unknown last, then R8.
pub(super) fn by_nearness(a: &Judged, b: &Judged) -> Ordering {
    unknown_last(a.distance_m, b.distance_m, u32::cmp).then_with(|| by_rank(a, b))
}

/// The part of R8 that is the same for every buyer.
pub(super) fn by_standing(a: &Standing, b: &Standing) -> Ordering {
    score(b)
        .total_cmp(&score(a))
        .then_with(|| b.ratings.unwrap_or(0).cmp(&a.ratings.unwrap_or(0)))
        .then_with(|| unknown_last(response(a), response(b), f64::total_cmp))
}

// Adding zero makes −0 and 0 one number, as they are for everybody but `total_cmp`.
pub(super) fn score(standing: &Standing) -> f64 {
    standing.rank_score.unwrap_or(UNRATED) + 0.0
}

pub(super) fn response(standing: &Standing) -> Option<f64> {
    standing.mean_response_hours.map(|hours| hours + 0.0)
}

pub(super) fn unknown_last<T>(a: Option<T>, b: Option<T>, compare: fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(&a, &b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
