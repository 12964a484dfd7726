//! Who reaches a place: every seller with a radius stands in the few cells that its circle touches, in
//! a grid whose cells are as large as its circle. A buyer looks into one cell of each grid.

use super::entry::List;
use super::grid::Grid;
use super::place::Place;
use super::spread::Spread;
use crate::geo::{EARTH_RADIUS_KM, Point};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Heights of the grids' cells in degrees; the last grid is one cell for the whole earth.
const HEIGHTS: [f64; 8] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
/// A cell is at least so many radii high: few cells a seller, not too many strangers in a cell.
const RADII_A_CELL: f64 = 1.5;

/// The grids, finest first.
#[derive(Clone, Debug)]
pub(super) struct Levels(Vec<Grid>);

impl Levels {
    pub fn new() -> Self {
        let whole = std::iter::once(Grid::whole());
        Self(HEIGHTS.map(Grid::new).into_iter().chain(whole).collect())
    }

    /// The cells that a circle touches, all on the level that suits its size.
    fn cells(&self, centre: Point, radius_m: u64) -> Vec<Key> {
        // Beyond the antipode there is nothing more to reach.
        let radius_m = radius_m.min(21_000_000) as f64;
        let height = RADII_A_CELL * (radius_m / (EARTH_RADIUS_KM * 1000.0)).to_degrees();
        let coarsest = self.0.len() - 1;
        let level = self.0.iter().position(|grid| grid.height() >= height).unwrap_or(coarsest);
        let grid = &self.0[level];
        let window = grid.window(&Place::new(centre), radius_m);
        let mut cells = Vec::new();
        grid.for_each_part(&window, |row, columns| {
            cells.extend(columns.map(|column| Key::new(level, row, column)));
        });
        cells
    }
}

/// Level, row and column in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key(u64);

impl Key {
    fn new(level: usize, row: u32, column: u32) -> Self {
        Self((level as u64) << 48 | u64::from(row) << 24 | u64::from(column))
    }
}

/// The sellers who touch one cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Covered {
    /// The score of the first: most lists are never read.
    pub best: f64,
    pub list: List,
}

/// The sellers with a radius, by the cells that they touch.
#[derive(Clone, Debug, Default)]
pub(super) struct Covering {
    lists: HashMap<Key, Covered, BuildHasherDefault<Spread>>,
    /// How many lists each level has: most are never asked.
    occupied: [u32; HEIGHTS.len() + 1],
}

impl Covering {
    /// The lists in which a seller with this circle stands, made when there are none.
    pub fn for_each_list(
        &mut self,
        levels: &Levels,
        centre: Point,
        radius_m: u64,
        mut visit: impl FnMut(&mut List),
    ) {
        for key in levels.cells(centre, radius_m) {
            let level = (key.0 >> 48) as usize;
            let covered = self.lists.entry(key).or_insert_with(|| {
                self.occupied[level] += 1;
                Covered::default()
            });
            visit(&mut covered.list);
            covered.best = covered.list.best();
            if covered.list.entries().is_empty() {
                self.lists.remove(&key);
                self.occupied[level] -= 1;
            }
        }
    }

    /// The lists of everybody who may reach the point.
    pub fn at<'c>(&'c self, levels: &Levels, point: Point, mut visit: impl FnMut(&'c Covered)) {
        for (level, grid) in levels.0.iter().enumerate() {
            if self.occupied[level] == 0 {
                continue;
            }
            let row = grid.row(point.lat);
            if let Some(covered) = self.lists.get(&Key::new(level, row, grid.column(row, point.lon))) {
                visit(covered);
            }
        }
    }
}
