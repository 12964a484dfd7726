//! The least that any answer costs: cells of rating-sorted sites, no radius, no range, no names.
//!
//! A limit to measure against, not a peer: it answers less than was asked.

use shared::geo::{EARTH_RADIUS_KM, Point};
use shared::network::Network;
use shared::routing::Inquiry;
use std::collections::HashMap;

const NEARBY_KM: f64 = 200.0;
const SHOWN: usize = 4;

/// A site on the unit sphere.
#[derive(Clone, Copy)]
struct Site {
    at: [f64; 3],
    score: f64,
    number: u32,
}

/// Sites by degree of latitude and longitude, and by country; every list best first.
pub struct Grid {
    cells: Vec<Vec<Site>>,
    countries: HashMap<String, Vec<Site>>,
    /// The square of the chord of 200 km.
    chord: f64,
}

/// A buyer's place.
pub struct Question {
    point: Point,
    country: String,
}

impl Question {
    pub fn of(inquiry: &Inquiry) -> Option<Self> {
        Some(Self { point: inquiry.point?, country: inquiry.country?.to_string() })
    }
}

/// Up to four, best first.
#[derive(Default)]
pub struct Best {
    found: [(f64, u32); SHOWN],
    count: usize,
}

impl Best {
    fn is_beyond(&self, score: f64) -> bool {
        self.count == SHOWN && self.found[SHOWN - 1].0 >= score
    }

    fn add(&mut self, site: &Site) {
        let mut at = self.count.min(SHOWN - 1);
        while at > 0 && self.found[at - 1].0 < site.score {
            self.found[at] = self.found[at - 1];
            at -= 1;
        }
        self.found[at] = (site.score, site.number);
        self.count = (self.count + 1).min(SHOWN);
    }
}

impl Grid {
    pub fn new(network: &Network) -> Self {
        let mut sites: Vec<(Site, Point, String)> = Vec::with_capacity(network.sellers.len());
        for (seller, number) in network.sellers.iter().zip(0..) {
            let Some(point) = seller.point else { continue };
            let score = seller.rating.rank_score.unwrap_or(3.5);
            sites.push((Site { at: on_sphere(point), score, number }, point, seller.country.to_string()));
        }
        sites.sort_by(|(a, ..), (b, ..)| b.score.total_cmp(&a.score));
        let (mut cells, mut countries) = (vec![Vec::new(); 180 * 360], HashMap::<String, Vec<Site>>::new());
        for (site, point, country) in sites {
            cells[row(point.lat) * 360 + column(point.lon)].push(site);
            countries.entry(country).or_default().push(site);
        }
        let chord = (2.0 * (NEARBY_KM / EARTH_RADIUS_KM / 2.0).sin()).powi(2);
        Self { cells, countries, chord }
    }

    /// The best within 200 km, then the best of the country.
    pub fn best(&self, question: &Question) -> Best {
        let (at, point) = (on_sphere(question.point), question.point);
        let mut best = Best::default();
        let height = (NEARBY_KM / EARTH_RADIUS_KM).to_degrees();
        for row in row(point.lat - height)..=row(point.lat + height) {
            let widest = (row as f64 - 90.0).abs().max((row as f64 - 89.0).abs()).min(89.9);
            let width = (height / widest.to_radians().cos()).min(180.0);
            let from = (point.lon - width).floor() as i32;
            for column in from..=((point.lon + width).floor() as i32).min(from + 359) {
                let cell = row * 360 + (column + 180).rem_euclid(360) as usize;
                for site in &self.cells[cell] {
                    if best.is_beyond(site.score) {
                        break;
                    }
                    if chord(at, site.at) <= self.chord {
                        best.add(site);
                    }
                }
            }
        }
        if best.count < SHOWN {
            self.fill(&mut best, at, &question.country);
        }
        best
    }

    fn fill(&self, best: &mut Best, at: [f64; 3], country: &str) {
        let sites = self.countries.get(country).map_or(&[][..], Vec::as_slice);
        for site in sites.iter().filter(|site| chord(at, site.at) > self.chord) {
            if best.count == SHOWN {
                break;
            }
            best.found[best.count] = (site.score, site.number);
            best.count += 1;
        }
    }
}

fn row(lat: f64) -> usize {
    ((lat + 90.0).max(0.0) as usize).min(179)
}

fn column(lon: f64) -> usize {
    ((lon + 180.0).max(0.0) as usize).min(359)
}

fn on_sphere(point: Point) -> [f64; 3] {
    let (lat, lon) = (point.lat.to_radians(), point.lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn chord(a: [f64; 3], b: [f64; 3]) -> f64 {
    (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum()
}
