//! Who is shown (R7), without looking at everybody.

use super::CompiledNetwork;
use super::best::{Best, Candidate};
use super::merge::Merge;
use super::question::Question;
use super::seller::Buyer;
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
        let Some(place) = &buyer.place else { return best };
        let mut lists = Merge::new();
        let (grid, at) = (&self.index.grid, place.on_sphere());
        let window = grid.window(place.point, f64::from(NEARBY_M));
        let home = buyer.country.map(|country| &self.index.home(country).sites);
        for sites in home.into_iter().chain([&self.index.far.sites]) {
            sites.for_each_cell(grid, &window, |cell| {
                if cell.round.may_be_near(at) {
                    lists.add_cell(cell);
                }
            });
        }
        self.index.near.covering.at(&self.index.levels, place.point, |list| lists.add(list));
        lists.run(&Question::new(self, buyer, Tier::First), &mut best);
        best
    }

    /// The other eligible sellers: of the country, and those whose radius goes far.
    fn second_tier(&self, buyer: &Buyer) -> Best {
        let mut best = Best::default();
        let mut lists = Merge::new();
        if let Some(country) = buyer.country {
            lists.add(&self.index.home(country).everybody);
        }
        if let Some(place) = buyer.place {
            self.index.far.covering.at(&self.index.levels, place.point, |list| lists.add(list));
        }
        lists.run(&Question::new(self, buyer, Tier::Second), &mut best);
        best
    }
}
