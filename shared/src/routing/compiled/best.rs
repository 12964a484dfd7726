//! The four best so far, in the order of R8. It asks nobody whether they qualify.

use super::entry::Entry;
use crate::routing::SHOWN_AT_MOST;
use std::cmp::Ordering;

/// At most four, best first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Best {
    found: [Ranked; SHOWN_AT_MOST],
    count: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Ranked {
    score: f64,
    seller: u32,
}

impl Best {
    /// Their numbers, best first.
    pub fn sellers(&self) -> impl Iterator<Item = u32> {
        self.found[..self.count].iter().map(|found| found.seller)
    }

    pub fn is_full(&self) -> bool {
        self.count == SHOWN_AT_MOST
    }

    /// Whether somebody with this score is surely not among the four.
    pub fn is_beyond(&self, score: f64) -> bool {
        self.is_full() && score < self.found[SHOWN_AT_MOST - 1].score
    }

    /// The last of four, if it has just this score.
    pub fn last_with(&self, score: f64) -> Option<u32> {
        let last = &self.found[SHOWN_AT_MOST - 1];
        (self.is_full() && last.score == score).then_some(last.seller)
    }

    /// Keeps the seller when it is among the four best; `by_rank` is R8 of two with the same score.
    pub fn offer(&mut self, entry: &Entry, by_rank: impl Fn(u32, u32) -> Ordering) {
        let precedes = |other: &Ranked| {
            entry.score > other.score
                || entry.score == other.score && by_rank(entry.seller, other.seller).is_lt()
        };
        let mut at = self.count;
        if at < SHOWN_AT_MOST {
            self.count += 1;
        } else if precedes(&self.found[SHOWN_AT_MOST - 1]) {
            at -= 1;
        } else {
            return;
        }
        while at > 0 && precedes(&self.found[at - 1]) {
            self.found[at] = self.found[at - 1];
            at -= 1;
        }
        self.found[at] = Ranked { score: entry.score, seller: entry.seller };
    }
}
