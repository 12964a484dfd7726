//! Distances to one buyer, many times over. Same metres as `geo::distance_m`, with less arithmetic.

use crate::geo::{EARTH_RADIUS_KM, Point, distance_m};

const DIAMETER_M: f64 = 2.0 * EARTH_RADIUS_KM * 1000.0;
/// Nearer than this to a half metre, the last digits decide how it is rounded; they are about 1e-8 m.
const DOUBT_M: f64 = 1e-4;
/// Beyond this haversine (about 18,700 km) the arcsine magnifies the last digits.
const FAR_HAVERSINE: f64 = 0.99;

/// A point with the halves of its angles taken apart, so that a distance needs no sine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub point: Point,
    sin_half_lat: f64,
    cos_half_lat: f64,
    sin_half_lon: f64,
    cos_half_lon: f64,
    cos_lat: f64,
}

impl Place {
    pub fn new(point: Point) -> Self {
        let (lat, lon) = (point.lat.to_radians(), point.lon.to_radians());
        let (sin_half_lat, cos_half_lat) = (lat / 2.0).sin_cos();
        let (sin_half_lon, cos_half_lon) = (lon / 2.0).sin_cos();
        let cos_lat = cos_half_lat * cos_half_lat - sin_half_lat * sin_half_lat;
        Self { point, sin_half_lat, cos_half_lat, sin_half_lon, cos_half_lon, cos_lat }
    }

    /// The place as a point of the unit sphere.
    pub fn on_sphere(&self) -> [f64; 3] {
        let sin_lat = 2.0 * self.sin_half_lat * self.cos_half_lat;
        let sin_lon = 2.0 * self.sin_half_lon * self.cos_half_lon;
        let cos_lon = self.cos_half_lon * self.cos_half_lon - self.sin_half_lon * self.sin_half_lon;
        [self.cos_lat * cos_lon, self.cos_lat * sin_lon, sin_lat]
    }

    /// The haversine of the angle between the two.
    pub fn haversine(&self, other: &Self) -> f64 {
        let half_lat = self.sin_half_lat * other.cos_half_lat - self.cos_half_lat * other.sin_half_lat;
        let half_lon = self.sin_half_lon * other.cos_half_lon - self.cos_half_lon * other.sin_half_lon;
        half_lat * half_lat + self.cos_lat * other.cos_lat * half_lon * half_lon
    }

    /// R1, the same to the metre as [`distance_m`]: where rounding is in doubt, that one is asked.
    pub fn distance_m(&self, other: &Self) -> u32 {
        self.distance_of(self.haversine(other), other)
    }

    /// As [`Self::distance_m`], with the haversine at hand.
    pub fn distance_of(&self, haversine: f64, other: &Self) -> u32 {
        let metres = DIAMETER_M * haversine.sqrt().min(1.0).asin() + 0.5;
        let whole = metres as u32;
        let past = metres - f64::from(whole);
        if haversine < FAR_HAVERSINE && past > DOUBT_M && past < 1.0 - DOUBT_M {
            return whole;
        }
        distance_m(self.point, other.point)
    }
}

/// The haversine that a distance of at most so many metres never exceeds, rounding included.
pub(super) fn haversine_of(metres: u32) -> f64 {
    let half_angle = (f64::from(metres) + 1.0) / DIAMETER_M;
    half_angle.sin().powi(2)
}
