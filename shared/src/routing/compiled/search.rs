//! Who is shown (R7), without looking at everybody.

use super::CompiledNetwork;
use super::best::{Best, Candidate};
use super::merge::Merge;
use super::question::Question;
use super::seller::Buyer;
use super::territory::{Cell, Territory};
use crate::geo::Point;
use crate::routing::eligibility::Tier;
use crate::routing::{NEARBY_M, SHOWN_AT_MOST};

/// The sellers shown, in order.
pub(super) type ShownSellers = [Option<(Tier, Candidate)>; SHOWN_AT_MOST];

impl CompiledNetwork {
    /// The first tier, then the second as far as there is room.
    pub(super) fn shown(&self, buyer: &Buyer) -> ShownSellers {
        let first = self.first_tier(buyer);
        let second = if first.is_full() { Best::default() } else { self.second_tier(buyer) };
        let first = first.iter().map(|candidate| Some((Tier::First, *candidate)));
        let second = second.iter().map(|candidate| Some((Tier::Second, *candidate)));
        let mut both = first.chain(second);
        std::array::from_fn(|_| both.next().flatten())
    }

    /// Eligible sellers within 200 km; nobody when the buyer's place is unknown (R13).
    fn first_tier(&self, buyer: &Buyer) -> Best {
        let mut best = Best::default();
        let Some(point) = buyer.place.map(|place| place.point) else { return best };
        let mut lists = Merge::new();
        if let Some(country) = buyer.country {
            self.add_nearby(&mut lists, &self.index.home(country).sites, point);
        }
        self.add_nearby(&mut lists, &self.index.far.sites, point);
        self.index.near.covering.at(&self.index.levels, point, |list| lists.add(list, 0.0));
        lists.run(&Question::new(self, buyer, Tier::First), &mut best);
        best
    }

    fn add_nearby<'n>(&'n self, lists: &mut Merge<'n>, sites: &'n Territory, point: Point) {
        let grid = &self.index.grid;
        let window = grid.window(point, f64::from(NEARBY_M));
        let add = |cell: &'n Cell| {
            let at_least_m = grid.at_least_m(point, cell.row, cell.column);
            if at_least_m <= f64::from(NEARBY_M) {
                lists.add(&cell.entries, at_least_m);
            }
        };
        sites.for_each_cell(grid, &window, add);
    }

    /// The other eligible sellers: of the country, and those whose radius goes far.
    fn second_tier(&self, buyer: &Buyer) -> Best {
        let mut best = Best::default();
        let mut lists = Merge::new();
        if let Some(country) = buyer.country {
            lists.add(&self.index.home(country).everybody, 0.0);
        }
        if let Some(place) = buyer.place {
            self.index.far.covering.at(&self.index.levels, place.point, |list| lists.add(list, 0.0));
        }
        lists.run(&Question::new(self, buyer, Tier::Second), &mut best);
        best
    }
}
