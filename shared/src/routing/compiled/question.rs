//! One inquiry, asked of one seller at a time: whether it qualifies for a tier, and with what.

use super::CompiledNetwork;
use super::best::Candidate;
use super::place::Place;
use super::seller::{Buyer, Ranks};
use crate::routing::NEARBY_M;
use crate::routing::eligibility::Tier;
use std::cmp::Ordering;

/// Who is looked for.
pub(super) struct Question<'n> {
    network: &'n CompiledNetwork,
    buyer: &'n Buyer,
    tier: Tier,
    /// What lies beyond is not in the first tier; what lies within may be.
    nearby: f64,
}

impl<'n> Question<'n> {
    pub fn new(network: &'n CompiledNetwork, buyer: &'n Buyer, tier: Tier) -> Self {
        Self { network, buyer, tier, nearby: network.nearby }
    }

    /// Where the buyer is.
    pub fn at(&self) -> Option<[f64; 3]> {
        self.buyer.place.as_ref().map(Place::on_sphere)
    }

    pub fn standing(&self, seller: u32) -> Ranks {
        self.network.roster.seller(seller).standing
    }

    pub fn by_id(&self, a: u32, b: u32) -> Ordering {
        self.network.roster.id(a).cmp(self.network.roster.id(b))
    }

    /// The seller as a candidate, when it is eligible and in this tier. The lists have made sure that it
    /// is available and that its country is right.
    pub fn candidate(&self, number: u32) -> Option<Candidate> {
        let seller = self.network.roster.seller(number);
        if !seller.range.contains(self.buyer.asked) {
            return None;
        }
        let places = seller.place.as_ref().zip(self.buyer.place.as_ref());
        let distance_m = match (self.tier, places) {
            (Tier::First, Some((place, buyer))) => Some(self.near(place, buyer)?),
            (Tier::First, None) => return None,
            (Tier::Second, Some((place, buyer))) => Some(far(place, buyer)?),
            (Tier::Second, None) => None,
        };
        let reached = distance_m.is_none_or(|distance| seller.reaches(distance));
        reached.then_some(Candidate { standing: seller.standing, distance_m, seller: number })
    }

    fn near(&self, place: &Place, buyer: &Place) -> Option<u32> {
        let haversine = place.haversine(buyer);
        if haversine > self.nearby {
            return None;
        }
        Some(place.distance_of(haversine, buyer)).filter(|distance| *distance <= NEARBY_M)
    }
}

fn far(place: &Place, buyer: &Place) -> Option<u32> {
    Some(place.distance_m(buyer)).filter(|distance| *distance > NEARBY_M)
}
