//! The nearest eligible seller, for a pick that could not have the inquiry (R11).

use super::CompiledNetwork;
use super::best::Candidate;
use super::seller::Buyer;
use super::territory::{Cell, Territory};

/// The first circle that is searched, and how much larger each next one is.
const FIRST_M: f64 = 25_000.0;
const GROWTH: f64 = 3.0;
/// Nothing on earth is farther away.
const FARTHEST_M: f64 = 20_100_000.0;

impl CompiledNetwork {
    /// The nearest; those at unknown distance come last, by R8.
    pub(super) fn nearest(&self, buyer: &Buyer) -> Option<u32> {
        self.nearest_known(buyer).or_else(|| self.first_unknown(buyer))
    }

    /// Searches circles of growing size around the buyer until one holds a seller.
    fn nearest_known(&self, buyer: &Buyer) -> Option<u32> {
        let centre = buyer.place?.point;
        let home = buyer.country.map(|country| &self.index.home(country).sites);
        let territories = [home, Some(&self.index.near.sites), Some(&self.index.far.sites)];
        let mut nearest: Option<Candidate> = None;
        let mut circle = FIRST_M;
        loop {
            let window = self.index.grid.window(centre, circle);
            for sites in territories.into_iter().flatten() {
                let consider = |cell| self.nearest_of(cell, buyer, &mut nearest);
                Territory::for_each_cell(sites, &self.index.grid, &window, consider);
            }
            let found = nearest.filter(|one| one.distance_m.is_some_and(|d| f64::from(d) <= circle));
            if found.is_some() || circle > FARTHEST_M {
                return nearest.map(|one| one.seller);
            }
            circle *= GROWTH;
        }
    }

    fn nearest_of(&self, cell: &Cell, buyer: &Buyer, nearest: &mut Option<Candidate>) {
        for entry in &cell.entries {
            let seller = self.roster.seller(entry.seller);
            let distance_m = seller.distance_m(buyer.place.as_ref());
            let reached = distance_m.is_some_and(|distance| seller.reaches(distance));
            if !reached || !seller.range.contains(buyer.asked) {
                continue;
            }
            let candidate = Candidate { standing: seller.standing, distance_m, seller: entry.seller };
            let by_id = |a, b| self.roster.id(a).cmp(self.roster.id(b));
            if nearest.is_none_or(|other| candidate.by_nearness(&other, by_id).is_lt()) {
                *nearest = Some(candidate);
            }
        }
    }

    /// Without distances R8 decides alone, and only the country can cover (R13).
    fn first_unknown(&self, buyer: &Buyer) -> Option<u32> {
        let everybody = &self.index.home(buyer.country?).everybody;
        let in_range = |number: &u32| self.roster.seller(*number).range.contains(buyer.asked);
        everybody.iter().map(|entry| entry.seller).find(in_range)
    }
}
