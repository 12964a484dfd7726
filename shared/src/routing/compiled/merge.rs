//! The walk through several sorted lists that finds the four best without reading the rest.

use super::best::Best;
use super::grid::Round;
use super::question::Question;
use super::territory::{Cell, Entry};

/// Sorted lists, read as one.
pub(super) struct Merge<'n>(Vec<Cursor<'n>>);

struct Cursor<'n> {
    /// Of the first of `rest`.
    score: f64,
    rest: &'n [Entry],
    /// The circle in which all sellers of the list are; none when they may be anywhere.
    round: Option<&'n Round>,
}

impl<'n> Merge<'n> {
    pub fn new() -> Self {
        // More are rare, and a larger piece of memory takes longer to find.
        Self(Vec::with_capacity(24))
    }

    /// Adds a list whose sellers may be anywhere.
    pub fn add(&mut self, list: &'n [Entry]) {
        if let Some(first) = list.first() {
            self.0.push(Cursor { score: first.score, rest: list, round: None });
        }
    }

    /// Adds the list of a cell, without reading it yet.
    pub fn add_cell(&mut self, cell: &'n Cell) {
        self.0.push(Cursor { score: cell.best, rest: &cell.entries, round: Some(&cell.round) });
    }

    /// Offers the sellers to `best`, highest score first, until none can be better than the four found.
    pub fn run(mut self, question: &Question, best: &mut Best) {
        while let Some(at) = self.highest() {
            let cursor = &mut self.0[at];
            if best.worst().is_some_and(|worst| cursor.score < worst.standing.score) {
                return;
            }
            if !cursor.read_run(question, best) {
                self.0.swap_remove(at);
            }
        }
    }

    fn highest(&self) -> Option<usize> {
        let mut cursors = self.0.iter().enumerate();
        let mut highest = cursors.next()?;
        for other in cursors {
            if other.1.score > highest.1.score {
                highest = other;
            }
        }
        Some(highest.0)
    }
}

impl Cursor<'_> {
    /// Reads all sellers of the same score: among the unrated there are many. Whether there is more.
    fn read_run(&mut self, question: &Question, best: &mut Best) -> bool {
        while let Some((first, rest)) = self.rest.split_first() {
            if first.score != self.score {
                self.score = first.score;
                return true;
            }
            if self.is_beyond(first, question, best) {
                return false;
            }
            self.rest = rest;
            if let Some(candidate) = question.candidate(first.seller) {
                best.offer(candidate, |a, b| question.by_id(a, b));
            }
        }
        false
    }

    /// Whether nobody of the list from here on can be among the four best.
    fn is_beyond(&self, first: &Entry, question: &Question, best: &Best) -> bool {
        let Some(worst) = best.worst() else { return false };
        if first.score != worst.standing.score {
            return first.score < worst.standing.score;
        }
        let standing = question.standing(first.seller).compare(&worst.standing);
        let farther = || {
            let at_least_m = self.round.zip(question.at()).map(|(round, at)| round.at_least_m(at));
            worst.distance_m.zip(at_least_m).is_some_and(|(worst, least)| least > f64::from(worst))
        };
        standing.is_gt() || standing.is_eq() && farther()
    }
}
