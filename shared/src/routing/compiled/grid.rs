//! Cells of about the same size all over the sphere: rows of equal height, fewer columns towards the
//! poles. It knows nothing of sellers.

use super::entry::Site;
use super::limit::Limit;
use super::place::{Angles, Place};
use crate::geo::{EARTH_RADIUS_KM, Point};
use crate::routing::NEARBY_M;
use std::f64::consts::FRAC_PI_2;
use std::ops::RangeInclusive;

/// Degrees added to every window, far more than rounding can lose (about 0.1 m).
const MARGIN: f64 = 1e-6;

/// What is lost at most of a distance to a cell, if it is not on the other side of the earth.
const LOST_M: f64 = 5.0;

/// One way of cutting the sphere into cells.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    height: f64,
    /// The number of columns of each row, from south to north.
    columns: Vec<u32>,
}

/// The rows and longitudes that may lie within some distance of a point.
pub(super) struct Window {
    rows: RangeInclusive<u32>,
    /// West and east end in degrees, not yet brought back into −180..=180; none when all around.
    longitudes: Option<(f64, f64)>,
}

impl Grid {
    /// Cells of about `height` degrees both ways.
    pub fn new(height: f64) -> Self {
        let rows = (180.0 / height).ceil() as u32;
        let middle = |row: u32| (-90.0 + (f64::from(row) + 0.5) * height).min(90.0).to_radians();
        let columns = |row: u32| ((360.0 / height * middle(row).cos()) as u32).max(1);
        Self { height, columns: (0..rows).map(columns).collect() }
    }

    /// The whole sphere as one cell.
    pub fn whole() -> Self {
        Self { height: 180.0, columns: vec![1] }
    }

    pub fn rows(&self) -> u32 {
        self.columns.len() as u32
    }

    pub fn height(&self) -> f64 {
        self.height
    }

    pub fn row(&self, lat: f64) -> u32 {
        // The cast saturates: below the south pole is row 0.
        (((lat + 90.0) / self.height) as u32).min(self.rows() - 1)
    }

    pub fn column(&self, row: u32, lon: f64) -> u32 {
        let columns = self.columns[row as usize];
        (((lon + 180.0) / 360.0 * f64::from(columns)) as u32).min(columns - 1)
    }

    /// Where to look for everything within `metres` of the point.
    pub fn window(&self, centre: &Place, metres: f64) -> Window {
        let point = centre.point;
        let angle = (metres + 1.0) / (EARTH_RADIUS_KM * 1000.0);
        let height = angle.to_degrees() + MARGIN;
        let rows = self.row(point.lat - height)..=self.row(point.lat + height);
        let longitudes = (point.lat.abs() + height < 90.0).then(|| {
            // The sine of an angle is no larger than the angle; the arcsine of x no larger than this.
            let x = (angle / centre.angles.cos_lat()).min(1.0);
            let half = (x + (FRAC_PI_2 - 1.0) * x * x * x).to_degrees() + MARGIN;
            (point.lon - half, point.lon + half)
        });
        Window { rows, longitudes }
    }

    /// Visits the columns inside the window: one range of each row, or two at the date line; they never
    /// overlap.
    pub fn for_each_part(&self, window: &Window, mut visit: impl FnMut(u32, RangeInclusive<u32>)) {
        for row in window.rows.clone() {
            let (first, second) = self.columns(row, window);
            visit(row, first);
            if let Some(second) = second {
                visit(row, second);
            }
        }
    }

    fn columns(&self, row: u32, window: &Window) -> (RangeInclusive<u32>, Option<RangeInclusive<u32>>) {
        let last = self.columns[row as usize] - 1;
        let Some((west, east)) = window.longitudes else { return (0..=last, None) };
        let column = |lon: f64| self.column(row, lon);
        let (from, to) = match (west < -180.0, east > 180.0) {
            (false, false) => return (column(west)..=column(east), None),
            (true, _) => (column(west + 360.0), column(east)),
            (false, true) => (column(west), column(east - 360.0)),
        };
        if from <= to { (0..=last, None) } else { (from..=last, Some(0..=to)) }
    }

    /// A circle that holds the cell.
    pub fn round(&self, row: u32, column: u32) -> Round {
        let south = -90.0 + f64::from(row) * self.height;
        let north = (south + self.height).min(90.0);
        let width = 360.0 / f64::from(self.columns[row as usize]);
        let centre = Point { lat: (south + north) / 2.0, lon: -180.0 + (f64::from(column) + 0.5) * width };
        // Nowhere in the cell is a parallel longer than where it is nearest to the equator.
        let nearest_lat = if south * north < 0.0 { 0.0 } else { south.abs().min(north.abs()) };
        let along_parallel = width / 2.0 * nearest_lat.to_radians().cos();
        Round::new(centre, ((north - south) / 2.0 + along_parallel + MARGIN).to_radians())
    }
}

/// A circle around a cell, ready to say how near the cell may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    centre: Site,
    /// An angle.
    radius: f32,
    /// Farther from the centre nobody is within 200 km of the cell.
    near: Limit,
}

impl Round {
    fn new(centre: Point, radius: f64) -> Self {
        let near = Limit::of(u64::from(NEARBY_M) + (radius * EARTH_RADIUS_KM * 1000.0).ceil() as u64);
        Self { centre: Site::new(Some(&Angles::new(centre))), radius: radius as f32, near }
    }

    /// Whether the cell may hold somebody within 200 km of the place.
    pub fn may_be_near(&self, at: Site) -> bool {
        self.near.holds(self.centre.square_to(at)) != Some(false)
    }

    /// No point of the cell is nearer to the place than this many metres.
    pub fn at_least_m(&self, at: Site) -> f64 {
        let half_chord = f64::from(self.centre.square_to(at)).sqrt() / 2.0;
        let angle = 2.0 * half_chord.min(1.0).asin();
        (angle - f64::from(self.radius)) * EARTH_RADIUS_KM * 1000.0 - LOST_M
    }
}
