//! The reason for every seller that is not shown (R6, R7), in one walk over the numbers.

use super::CompiledNetwork;
use super::seller::Buyer;
use crate::routing::eligibility::Tier;
use crate::routing::{Because, Excluded, SHOWN_AT_MOST};

/// What became of one seller.
#[derive(Clone, Copy)]
struct Fate {
    distance_m: Option<u32>,
    /// None while it is shown, as far as is known.
    because: Option<Because>,
}

impl CompiledNetwork {
    /// Every seller that is not shown, in the network's order.
    pub(super) fn excluded(&self, buyer: &Buyer) -> Vec<Excluded> {
        let mut fates = self.fates(buyer);
        for (number, rank) in self.eligible(&fates).into_iter().zip(1..).skip(SHOWN_AT_MOST) {
            fates[number as usize].because = Some(Because::RankedBelow { rank });
        }
        let mut excluded = Vec::with_capacity(fates.len());
        for (fate, number) in fates.iter().zip(0..) {
            if let Some(because) = fate.because {
                let id = self.roster.id(number).clone();
                excluded.push(Excluded { id, because, distance_m: fate.distance_m });
            }
        }
        excluded
    }

    fn fates(&self, buyer: &Buyer) -> Vec<Fate> {
        let fate = |seller: u32| {
            let distance_m = self.roster.distance_m(seller, buyer);
            Fate { distance_m, because: self.roster.objection(seller, buyer, distance_m) }
        };
        (0..self.roster.len()).map(fate).collect()
    }

    /// The eligible sellers in the order of the stand.
    fn eligible(&self, fates: &[Fate]) -> Vec<u32> {
        let fate = |number: &u32| fates[*number as usize];
        let eligible = self.roster.ranked().iter().filter(|number| fate(number).because.is_none());
        let is_near = |number: &&u32| Tier::at(fate(number).distance_m) == Tier::First;
        let (mut first, mut second): (Vec<u32>, Vec<u32>) = eligible.partition(is_near);
        let same = |a: &u32, b: &u32| self.roster.standing(*a).compare(self.roster.standing(*b)).is_eq();
        for tier in [&mut first, &mut second] {
            // The ids are in order already: a stable sort leaves them so.
            let distance = |number: &u32| fate(number).distance_m.unwrap_or(u32::MAX);
            tier.chunk_by_mut(same).for_each(|equals| equals.sort_by_key(distance));
        }
        first.append(&mut second);
        first
    }
}
