//! Places on the sphere: points, distances, countries and continents.

mod continents;

use serde::{Deserialize, Serialize};
use std::fmt;

pub use continents::{continent_of, countries};

/// Mean earth radius in kilometres (R1).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;
/// Metres in an international mile (R1).
pub const METRES_PER_MILE: f64 = 1609.344;

/// A point in degrees: latitude −90..=90, longitude −180..=180.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// Whether both coordinates are finite and in range.
    pub fn is_valid(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// Great-circle distance by the haversine formula, rounded to whole metres (R1).
pub fn distance_m(a: Point, b: Point) -> u32 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    let metres = 2.0 * EARTH_RADIUS_KM * 1000.0 * h.sqrt().min(1.0).asin();
    // Half the circumference is about 20,015,115 m: it always fits.
    metres.round() as u32
}

/// A country: ISO 3166-1 alpha-2 in upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// The text is not a country code of ISO 3166-1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACountry;

impl fmt::Display for NotACountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a country: use its two letters of ISO 3166-1, for example FR")
    }
}

impl Country {
    /// Reads a code in upper or lower case.
    ///
    /// # Errors
    /// [`NotACountry`] when no country has this code.
    pub fn parse(text: &str) -> Result<Self, NotACountry> {
        let [a, b] = text.as_bytes() else { return Err(NotACountry) };
        let country = Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]);
        continents::find(country.code_bytes()).map(|_| country).ok_or(NotACountry)
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(crate) fn code_bytes(self) -> [u8; 2] {
        self.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Country {
    type Error = NotACountry;
    fn try_from(text: String) -> Result<Self, NotACountry> {
        Self::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.as_str().to_owned()
    }
}

/// A continent; every country belongs to exactly one (R10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Continent {
    Af,
    An,
    As,
    Eu,
    Na,
    Oc,
    Sa,
}

impl Continent {
    /// All seven.
    pub const ALL: [Self; 7] = [Self::Af, Self::An, Self::As, Self::Eu, Self::Na, Self::Oc, Self::Sa];

    /// The two letters.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Af => "AF",
            Self::An => "AN",
            Self::As => "AS",
            Self::Eu => "EU",
            Self::Na => "NA",
            Self::Oc => "OC",
            Self::Sa => "SA",
        }
    }
}
