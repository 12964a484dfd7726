//! The nearest eligible seller, for a pick that could not have the inquiry (R11).

use super::CompiledNetwork;
use super::seller::Buyer;
use super::territory::{Cell, Territory};

/// The first circle that is searched, and how much larger each next one is.
const FIRST_M: f64 = 25_000.0;
const GROWTH: f64 = 3.0;
/// Nothing on earth is farther away.
const FARTHEST_M: f64 = 20_100_000.0;

/// Somebody eligible.
#[derive(Clone, Copy)]
struct Near {
    distance_m: u32,
    seller: u32,
}

impl CompiledNetwork {
    /// The nearest; those at unknown distance come last, by R8.
    pub(super) fn nearest(&self, buyer: &Buyer) -> Option<u32> {
        self.nearest_known(buyer).or_else(|| self.first_unknown(buyer))
    }

    /// Searches circles of growing size around the buyer until one holds a seller.
    fn nearest_known(&self, buyer: &Buyer) -> Option<u32> {
        let centre = buyer.place?;
        let home = buyer.country.map(|country| &self.index.home(country).sites);
        let territories = [home, Some(&self.index.near.sites), Some(&self.index.far.sites)];
        let mut nearest: Option<Near> = None;
        let mut circle = FIRST_M;
        loop {
            let window = self.index.grid.window(&centre, circle);
            self.index.grid.for_each_part(&window, |row, columns| {
                for sites in territories.into_iter().flatten() {
                    let cells = Territory::cells(sites, row, &columns);
                    cells.iter().for_each(|cell| self.nearest_of(cell, buyer, &mut nearest));
                }
            });
            let found = nearest.is_some_and(|one| f64::from(one.distance_m) <= circle);
            if found || circle > FARTHEST_M {
                return nearest.map(|one| one.seller);
            }
            circle *= GROWTH;
        }
    }

    fn nearest_of(&self, cell: &Cell, buyer: &Buyer, nearest: &mut Option<Near>) {
        for entry in cell.list.entries() {
            let seller = self.roster.seller(entry.seller);
            let Some(distance_m) = self.roster.distance_m(entry.seller, buyer) else { continue };
            if !seller.reaches(distance_m) || !self.roster.is_in_range(entry.seller, buyer) {
                continue;
            }
            let precedes = |other: Near| {
                let distance = distance_m.cmp(&other.distance_m);
                distance.then_with(|| self.roster.order(entry.seller, other.seller)).is_lt()
            };
            if nearest.is_none_or(precedes) {
                *nearest = Some(Near { distance_m, seller: entry.seller });
            }
        }
    }

    /// Without distances R8 decides alone, and only the country can cover (R13).
    fn first_unknown(&self, buyer: &Buyer) -> Option<u32> {
        let everybody = &self.index.home(buyer.country?).everybody;
        let in_range = |number: &u32| self.roster.is_in_range(*number, buyer);
        everybody.entries().iter().map(|entry| entry.seller).find(in_range)
    }
}
