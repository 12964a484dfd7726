//! Where sellers are: the cells of a grid, each with its sellers in the order of R8.

use super::grid::{Grid, Round, Window};

/// One seller in a list; the score stands beside it because most questions end there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub score: f64,
    pub seller: u32,
}

/// The sellers of one cell, best first. Never empty.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub column: u32,
    /// How far it may be from a buyer.
    pub round: Round,
    /// The score of the first: most cells are never read further.
    pub best: f64,
    pub entries: Vec<Entry>,
}

/// Some sellers by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Territory {
    /// By row from the south; each row by column. Empty until the first seller comes.
    rows: Vec<Vec<Cell>>,
}

impl Territory {
    /// Lets a list be changed: it is made when there is none, and forgotten when nobody is left in it.
    pub fn change(&mut self, grid: &Grid, row: u32, column: u32, visit: impl FnOnce(&mut Vec<Entry>)) {
        if self.rows.is_empty() {
            self.rows.resize(grid.rows() as usize, Vec::new());
        }
        let cells = &mut self.rows[row as usize];
        let at = cells.partition_point(|cell| cell.column < column);
        if cells.get(at).is_none_or(|cell| cell.column != column) {
            let round = grid.round(row, column);
            cells.insert(at, Cell { column, round, best: f64::NEG_INFINITY, entries: Vec::new() });
        }
        visit(&mut cells[at].entries);
        match cells[at].entries.first() {
            Some(first) => cells[at].best = first.score,
            None => drop(cells.remove(at)),
        }
    }

    /// The occupied cells of a window.
    pub fn for_each_cell<'t>(&'t self, grid: &Grid, window: &Window, mut visit: impl FnMut(&'t Cell)) {
        if self.rows.is_empty() {
            return;
        }
        for row in window.rows.clone() {
            let cells = &self.rows[row as usize];
            if cells.is_empty() {
                continue;
            }
            let (first, second) = grid.columns(row, window);
            for columns in [Some(first), second].into_iter().flatten() {
                let from = cells.partition_point(|cell| cell.column < *columns.start());
                cells[from..].iter().take_while(|cell| cell.column <= *columns.end()).for_each(&mut visit);
            }
        }
    }
}
