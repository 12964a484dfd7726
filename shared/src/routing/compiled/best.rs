//! The four best so far, in the order of R8. It asks nobody whether they qualify.

use super::seller::Ranks;
use crate::routing::SHOWN_AT_MOST;
use std::cmp::Ordering;

/// A seller with what R8 compares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub standing: Ranks,
    pub distance_m: Option<u32>,
    pub seller: u32,
}

impl Candidate {
    /// `u32::MAX` for unknown, so that it comes last.
    fn distance(&self) -> u32 {
        self.distance_m.unwrap_or(u32::MAX)
    }

    /// R8; `by_id` compares the ids of two sellers.
    pub fn by_rank(&self, other: &Self, by_id: impl Fn(u32, u32) -> Ordering) -> Ordering {
        self.standing
            .compare(&other.standing)
            .then_with(|| self.distance().cmp(&other.distance()))
            .then_with(|| by_id(self.seller, other.seller))
    }

    /// R11: distance, then R8.
    pub fn by_nearness(&self, other: &Self, by_id: impl Fn(u32, u32) -> Ordering) -> Ordering {
        self.distance().cmp(&other.distance()).then_with(|| self.by_rank(other, by_id))
    }
}

/// At most four, best first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Best {
    found: [Option<Candidate>; SHOWN_AT_MOST],
    count: usize,
}

impl Best {
    pub fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.found.iter().flatten()
    }

    pub fn is_full(&self) -> bool {
        self.count == SHOWN_AT_MOST
    }

    /// The last of four; none while there is room.
    pub fn worst(&self) -> Option<&Candidate> {
        self.found[SHOWN_AT_MOST - 1].as_ref()
    }

    /// Keeps the candidate when it is among the four best.
    pub fn offer(&mut self, candidate: Candidate, by_id: impl Fn(u32, u32) -> Ordering + Copy) {
        let better = |other: &&Option<Candidate>| {
            other.is_some_and(|other| other.by_rank(&candidate, by_id) == Ordering::Less)
        };
        let at = self.found.iter().take_while(better).count();
        if at < SHOWN_AT_MOST {
            self.found[at..].rotate_right(1);
            self.found[at] = Some(candidate);
            self.count = (self.count + 1).min(SHOWN_AT_MOST);
        }
    }
}
