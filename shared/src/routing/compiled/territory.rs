//! Where sellers are: the cells of a grid, each with its sellers in the order of R8.

use super::grid::{Grid, Window};

/// One seller in a list; the score stands beside it because most questions end there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub score: f64,
    pub seller: u32,
}

/// The sellers of one cell, best first. Never empty.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    pub entries: Vec<Entry>,
}

/// Some sellers by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Territory {
    /// By row from the south; each row by column. Empty until the first seller comes.
    rows: Vec<Vec<Cell>>,
}

impl Territory {
    /// The list of one cell, made when there is none.
    pub fn list(&mut self, grid: &Grid, row: u32, column: u32) -> &mut Vec<Entry> {
        if self.rows.is_empty() {
            self.rows.resize(grid.rows() as usize, Vec::new());
        }
        let cells = &mut self.rows[row as usize];
        let at = cells.partition_point(|cell| cell.column < column);
        if cells.get(at).is_none_or(|cell| cell.column != column) {
            cells.insert(at, Cell { row, column, entries: Vec::new() });
        }
        &mut cells[at].entries
    }

    /// Forgets a cell in which nobody is left.
    pub fn forget(&mut self, row: u32, column: u32) {
        self.rows[row as usize].retain(|cell| cell.column != column);
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
