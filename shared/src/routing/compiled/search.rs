//! Who is shown (R7), without looking at everybody.

use super::CompiledNetwork;
use super::best::Best;
use super::lists::Lists;
use super::question::Question;
use super::seller::Buyer;
use crate::routing::eligibility::Tier;
use crate::routing::{NEARBY_M, SHOWN_AT_MOST};

/// A seller on the stand.
#[derive(Clone, Copy)]
pub(super) struct ShownSeller {
    pub tier: Tier,
    pub seller: u32,
    pub distance_m: Option<u32>,
}

/// The sellers shown, in order.
pub(super) type ShownSellers = [Option<ShownSeller>; SHOWN_AT_MOST];

impl CompiledNetwork {
    /// The first tier, then the second as far as there is room.
    pub(super) fn shown(&self, buyer: &Buyer) -> ShownSellers {
        let first = self.first_tier(buyer);
        let second = if first.is_full() { Best::default() } else { self.second_tier(buyer) };
        let shown = |tier: Tier, seller: u32| {
            let distance_m = self.roster.distance_m(seller, buyer);
            ShownSeller { tier, seller, distance_m }
        };
        let first = first.sellers().map(|seller| shown(Tier::First, seller));
        let mut both = first.chain(second.sellers().map(|seller| shown(Tier::Second, seller)));
        std::array::from_fn(|_| both.next())
    }

    /// Eligible sellers within 200 km; nobody when the buyer's place is unknown (R13).
    fn first_tier(&self, buyer: &Buyer) -> Best {
        let Some(place) = &buyer.place else { return Best::default() };
        let mut question = Question::new(self, buyer, Tier::First);
        let (grid, mut lists) = (&self.index.grid, Lists::new());
        let window = grid.window(place, f64::from(NEARBY_M));
        let home = buyer.country.map(|country| &self.index.home(country).sites);
        grid.for_each_part(&window, |row, columns| {
            for sites in home.into_iter().chain([&self.index.far.sites]) {
                for cell in sites.cells(row, &columns) {
                    if cell.round.may_be_near(buyer.site) {
                        lists.add_cell(cell);
                    }
                }
            }
        });
        self.index.near.covering.at(&self.index.levels, place.point, |covered| lists.add_covered(covered));
        lists.ask(&mut question);
        question.best()
    }

    /// The other eligible sellers: of the country, and those whose radius goes far.
    fn second_tier(&self, buyer: &Buyer) -> Best {
        let mut question = Question::new(self, buyer, Tier::Second);
        if let Some(country) = buyer.country {
            question.ask(&self.index.home(country).everybody, None);
        }
        if let Some(place) = buyer.place {
            self.index.far.covering.at(&self.index.levels, place.point, |covered| {
                if !question.is_beyond(covered.best) {
                    question.ask(&covered.list, None);
                }
            });
        }
        question.best()
    }
}
