//! The lists that may hold an answer, asked in the order of their best sellers: after a few, nobody in
//! the others can be better than the four found. What is not asked is not read.

use super::covering::Covered;
use super::entry::{Entry, List};
use super::grid::Round;
use super::question::Question;
use super::territory::Cell;

/// Lists still to be asked.
pub(super) struct Lists<'n>(Vec<Waiting<'n>>);

struct Waiting<'n> {
    /// The score of the first seller.
    best: f64,
    list: &'n List,
    /// The circle in which all sellers of the list are; none when they may be anywhere.
    round: Option<&'n Round>,
}

/// A list whose first seller was read.
struct Opened<'n> {
    first: Entry,
    rest: &'n [Entry],
    round: Option<&'n Round>,
}

impl<'n> Lists<'n> {
    pub fn new() -> Self {
        // More are rare, and a larger piece of memory takes longer to find.
        Self(Vec::with_capacity(24))
    }

    pub fn add_cell(&mut self, cell: &'n Cell) {
        self.0.push(Waiting { best: cell.best, list: &cell.list, round: Some(&cell.round) });
    }

    pub fn add_covered(&mut self, covered: &'n Covered) {
        self.0.push(Waiting { best: covered.best, list: &covered.list, round: None });
    }

    /// Asks until nobody can be better than the four found.
    pub fn ask(mut self, question: &mut Question) {
        let mut next = self.next();
        while let Some(Opened { first, rest, round }) = next {
            // Opened before this one is asked: its first line comes meanwhile.
            next = self.next();
            if question.is_beyond(first.score) {
                return;
            }
            question.ask_opened(&first, rest, round);
        }
    }

    /// Opens the list with the best first seller.
    fn next(&mut self) -> Option<Opened<'n>> {
        let mut waiting = self.0.iter().enumerate();
        let mut best = waiting.next()?;
        for other in waiting {
            if other.1.best > best.1.best {
                best = other;
            }
        }
        let Waiting { list, round, .. } = self.0.swap_remove(best.0);
        let (first, rest) = list.entries().split_first()?;
        Some(Opened { first: *first, rest, round })
    }
}
