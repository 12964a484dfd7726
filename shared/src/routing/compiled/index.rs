//! Which lists a seller stands in. Only available sellers stand anywhere; each list is in the order of
//! R8 without the distance.

use super::covering::{Covering, Levels};
use super::entry::List;
use super::grid::Grid;
use super::seller::Seller;
use super::territory::Territory;
use crate::geo::{Country, Point};

/// Height of the cells in degrees: some 30 of them lie within 200 km.
const CELL_HEIGHT: f64 = 1.0;

/// All lists.
#[derive(Clone, Debug)]
pub(super) struct Index {
    pub grid: Grid,
    pub levels: Levels,
    /// The sellers without radius, by country.
    homes: Vec<Home>,
    /// The sellers whose radius ends in the first tier.
    pub near: Roaming,
    /// The sellers whose radius goes beyond the first tier.
    pub far: Roaming,
}

/// The sellers of one country that serve just this country (R2).
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    pub everybody: List,
    pub sites: Territory,
}

/// Sellers with a radius (R2): where they are, and where they reach.
#[derive(Clone, Debug, Default)]
pub(super) struct Roaming {
    pub sites: Territory,
    pub covering: Covering,
}

impl Index {
    pub fn new() -> Self {
        let grid = Grid::new(CELL_HEIGHT);
        let homes = vec![Home::default(); 26 * 26];
        Self { grid, levels: Levels::new(), homes, near: Roaming::default(), far: Roaming::default() }
    }

    pub fn home(&self, country: Country) -> &Home {
        &self.homes[position(country)]
    }

    /// Visits every list in which a seller with these figures stands, or will stand.
    pub fn for_each_list(&mut self, seller: &Seller, point: Option<Point>, mut visit: impl FnMut(&mut List)) {
        if !seller.available {
            return;
        }
        let sites = match seller.limit_m() {
            None => {
                let home = &mut self.homes[position(seller.country)];
                visit(&mut home.everybody);
                &mut home.sites
            }
            Some(limit_m) => {
                let roaming = if seller.is_far_reaching() { &mut self.far } else { &mut self.near };
                if let Some(point) = point {
                    roaming.covering.for_each_list(&self.levels, point, limit_m, &mut visit);
                }
                &mut roaming.sites
            }
        };
        if let Some(point) = point {
            let row = self.grid.row(point.lat);
            let column = self.grid.column(row, point.lon);
            sites.change(&self.grid, row, column, visit);
        }
    }
}

fn position(country: Country) -> usize {
    let [first, second] = country.code_bytes().map(|letter| usize::from(letter - b'A'));
    first * 26 + second
}
