//! Distances to one buyer, many times over. Same metres as `geo::distance_m`, with less arithmetic.

use crate::geo::{EARTH_RADIUS_KM, Point, distance_m};

pub(super) const DIAMETER_M: f64 = 2.0 * EARTH_RADIUS_KM * 1000.0;
/// Nearer than this to a half metre, the last digits decide how it is rounded; they are about 1e-8 m.
const DOUBT_M: f64 = 1e-4;
/// Beyond this haversine (about 18,700 km) the arcsine magnifies the last digits.
const FAR_HAVERSINE: f64 = 0.99;

/// A point, and the same ready to be measured from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub point: Point,
    pub angles: Angles,
}

/// The halves of a point's angles taken apart, so that a distance needs no sine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Angles {
    sin_half_lat: f64,
    cos_half_lat: f64,
    sin_half_lon: f64,
    cos_half_lon: f64,
    cos_lat: f64,
}

impl Place {
    pub fn new(point: Point) -> Self {
        Self { point, angles: Angles::new(point) }
    }

    /// R1, the same to the metre as [`distance_m`]: where rounding is in doubt, that one is asked.
    pub fn distance_m(&self, angles: &Angles, point: impl FnOnce() -> Point) -> u32 {
        angles.distance_m(&self.angles).unwrap_or_else(|| distance_m(point(), self.point))
    }
}

impl Angles {
    pub fn new(point: Point) -> Self {
        let (lat, lon) = (point.lat.to_radians(), point.lon.to_radians());
        let (sin_half_lat, cos_half_lat) = (lat / 2.0).sin_cos();
        let (sin_half_lon, cos_half_lon) = (lon / 2.0).sin_cos();
        let cos_lat = cos_half_lat * cos_half_lat - sin_half_lat * sin_half_lat;
        Self { sin_half_lat, cos_half_lat, sin_half_lon, cos_half_lon, cos_lat }
    }

    pub fn cos_lat(&self) -> f64 {
        self.cos_lat
    }

    /// The place as a point of the unit sphere.
    pub fn on_sphere(&self) -> [f64; 3] {
        let sin_lat = 2.0 * self.sin_half_lat * self.cos_half_lat;
        let sin_lon = 2.0 * self.sin_half_lon * self.cos_half_lon;
        let cos_lon = self.cos_half_lon * self.cos_half_lon - self.sin_half_lon * self.sin_half_lon;
        [self.cos_lat * cos_lon, self.cos_lat * sin_lon, sin_lat]
    }

    /// The haversine of the angle between the two.
    fn haversine(&self, other: &Self) -> f64 {
        let half_lat = self.sin_half_lat * other.cos_half_lat - self.cos_half_lat * other.sin_half_lat;
        let half_lon = self.sin_half_lon * other.cos_half_lon - self.cos_half_lon * other.sin_half_lon;
        half_lat * half_lat + self.cos_lat * other.cos_lat * half_lon * half_lon
    }

    /// None where rounding is in doubt.
    fn distance_m(&self, other: &Self) -> Option<u32> {
        let haversine = self.haversine(other);
        let metres = DIAMETER_M * haversine.sqrt().min(1.0).asin() + 0.5;
        let whole = metres as u32;
        let past = metres - f64::from(whole);
        (haversine < FAR_HAVERSINE && past > DOUBT_M && past < 1.0 - DOUBT_M).then_some(whole)
    }
}
