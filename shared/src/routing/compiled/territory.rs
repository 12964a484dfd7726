//! Where sellers are: the cells of a grid, each with its sellers in the order of R8.

use super::entry::List;
use super::grid::{Grid, Round};
use std::ops::RangeInclusive;

/// The sellers of one cell, best first. Never empty. It fills a line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Cell {
    pub column: u32,
    /// How far it may be from a buyer.
    pub round: Round,
    /// The score of the first: most cells are never read further.
    pub best: f64,
    pub list: List,
}

const _: () = assert!(size_of::<Cell>() == 64, "a cell must fill a cache line");

/// Some sellers by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Territory {
    /// From the south. Empty until the first seller comes.
    rows: Vec<Row>,
}

/// The cells of one row, by column.
#[derive(Clone, Debug, Default)]
struct Row {
    /// A column that no cell comes before.
    first: u32,
    /// How many cells are before each column, from `first` to the last.
    before: Vec<u16>,
    cells: Vec<Cell>,
}

impl Territory {
    /// Lets a list be changed: it is made when there is none, and forgotten when nobody is left in it.
    pub fn change(&mut self, grid: &Grid, row: u32, column: u32, visit: impl FnOnce(&mut List)) {
        if self.rows.is_empty() {
            self.rows.resize(grid.rows() as usize, Row::default());
        }
        let place = &mut self.rows[row as usize];
        let at = place.before(column);
        if place.cells.get(at).is_none_or(|cell| cell.column != column) {
            let (round, list) = (grid.round(row, column), List::default());
            place.insert(at, Cell { column, round, best: f64::NEG_INFINITY, list });
        }
        let cell = &mut place.cells[at];
        visit(&mut cell.list);
        cell.best = cell.list.best();
        if cell.list.entries().is_empty() {
            place.remove(at);
        }
    }

    /// The occupied cells in these columns of a row.
    pub fn cells(&self, row: u32, columns: &RangeInclusive<u32>) -> &[Cell] {
        let Some(row) = self.rows.get(row as usize) else { return &[] };
        &row.cells[row.before(*columns.start())..row.before(columns.end() + 1)]
    }
}

impl Row {
    fn before(&self, column: u32) -> usize {
        let at = column.saturating_sub(self.first) as usize;
        self.before.get(at).map_or(self.cells.len(), |count| usize::from(*count))
    }

    fn insert(&mut self, at: usize, cell: Cell) {
        if self.cells.is_empty() {
            *self = Self { first: cell.column, ..Self::default() };
        }
        let added = self.first.saturating_sub(cell.column);
        self.first -= added;
        self.before.splice(0..0, (0..added).map(|_| 0));
        let column = (cell.column - self.first) as usize;
        if self.before.len() <= column {
            self.before.resize(column + 1, self.cells.len() as u16);
        }
        self.before[column + 1..].iter_mut().for_each(|count| *count += 1);
        self.cells.insert(at, cell);
    }

    fn remove(&mut self, at: usize) {
        let column = (self.cells.remove(at).column - self.first) as usize;
        self.before[column + 1..].iter_mut().for_each(|count| *count -= 1);
    }
}
