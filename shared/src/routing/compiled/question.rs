//! One inquiry, asked of one seller at a time: whether it qualifies for a tier, and who of two comes
//! first.

use super::CompiledNetwork;
use super::best::Best;
use super::entry::{Entry, List};
use super::grid::Round;
use super::seller::Buyer;
use crate::routing::eligibility::Tier;
use std::cmp::Ordering;

/// Who is looked for, and whom one has found.
pub(super) struct Question<'n> {
    network: &'n CompiledNetwork,
    buyer: &'n Buyer,
    tier: Tier,
    best: Best,
}

impl<'n> Question<'n> {
    pub fn new(network: &'n CompiledNetwork, buyer: &'n Buyer, tier: Tier) -> Self {
        Self { network, buyer, tier, best: Best::default() }
    }

    /// The four best of those who were asked.
    pub fn best(self) -> Best {
        self.best
    }

    /// Whether nobody with this score, or a lower one, can be among the four.
    pub fn is_beyond(&self, score: f64) -> bool {
        self.best.is_beyond(score)
    }

    /// Asks the sellers of a list, best first, until none can be better than the four found. They are
    /// available, their country is right, and they are inside `round` if there is one.
    pub fn ask(&mut self, list: &List, round: Option<&Round>) {
        if let Some((first, rest)) = list.entries().split_first() {
            self.ask_opened(first, rest, round);
        }
    }

    /// As [`Self::ask`], with the first seller at hand.
    pub fn ask_opened(&mut self, first: &Entry, rest: &[Entry], round: Option<&Round>) {
        let mut rest = rest.iter();
        let mut next = Some(first);
        while let Some(entry) = next {
            if self.best.is_beyond(entry.score) || self.is_behind(entry, round) {
                return;
            }
            if self.qualifies(entry).unwrap_or_else(|| self.truly_qualifies(entry.seller)) {
                let Self { network, buyer, best, .. } = self;
                best.offer(entry, |a, b| network.roster.by_rank(buyer, a, b));
            }
            next = rest.next();
        }
    }

    /// Whether nobody of the list from here on can be among the four, though the score is the same.
    fn is_behind(&self, entry: &Entry, round: Option<&Round>) -> bool {
        let Some(last) = self.best.last_with(entry.score) else { return false };
        let roster = &self.network.roster;
        let farther = || {
            let distance_m = roster.distance_m(last, self.buyer);
            let at_least_m = round.map(|round| round.at_least_m(self.buyer.site));
            distance_m.zip(at_least_m).is_some_and(|(last, least)| least > f64::from(last))
        };
        match roster.standing(entry.seller).compare(roster.standing(last)) {
            Ordering::Less => false,
            Ordering::Equal => farther(),
            Ordering::Greater => true,
        }
    }

    /// Whether the seller is eligible and in this tier, as far as its entry tells.
    fn qualifies(&self, entry: &Entry) -> Option<bool> {
        let square = entry.square_to(self.buyer.site);
        let near = self.network.nearby.holds(square)?;
        Some(
            near == (self.tier == Tier::First)
                && entry.limit.holds(square)?
                && entry.range.contains(self.buyer.asked)?,
        )
    }

    /// As [`Self::qualifies`], to the metre.
    #[cold]
    fn truly_qualifies(&self, number: u32) -> bool {
        let roster = &self.network.roster;
        let distance_m = roster.distance_m(number, self.buyer);
        roster.is_in_range(number, self.buyer)
            && Tier::at(distance_m) == self.tier
            && distance_m.is_none_or(|distance| roster.seller(number).reaches(distance))
    }
}
