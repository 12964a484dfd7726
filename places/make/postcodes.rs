//! Writes `places/data/postcodes.bin`; its layout is described in `src/postcodes.rs`.

use places::postcodes::{COUNTRY_BYTES, RECORD_BYTES, STEPS, Writing, number};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;

/// Countries whose codes name houses or streets, kept at the length at which nine in ten lie within
/// about 5 km of their middle; the others are kept whole.
const KEPT: [(&str, usize); 8] =
    [("JP", 5), ("PT", 4), ("KR", 4), ("PL", 4), ("SE", 4), ("RO", 5), ("BR", 5), ("LU", 4)];
/// Where letters belong to the code: country, kept length, full length.
const LETTERS: [(&str, usize, usize); 3] = [("GB", 4, 7), ("IE", 3, 7), ("CA", 3, 6)];

/// A row of the package.
#[derive(Deserialize)]
struct Row {
    country_code: String,
    postal_code: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// The points of each code of each country.
type Codes<'a> = BTreeMap<&'a str, BTreeMap<String, Vec<(f64, f64)>>>;

/// The file for these countries from the package's lines of JSON.
pub fn file(lines: &str, countries: &[&str]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut codes = Codes::new();
    for line in lines.lines() {
        let row: Row = serde_json::from_str(line)?;
        let country = countries.iter().find(|country| **country == row.country_code);
        let (Some(country), Some(latitude), Some(longitude)) = (country, row.latitude, row.longitude) else {
            continue;
        };
        let is_special = row.postal_code.contains("CEDEX");
        let code: String = row.postal_code.chars().filter(|c| is_kept(country, *c)).collect();
        if !is_special && !code.is_empty() {
            codes.entry(country).or_default().entry(code).or_default().push((latitude, longitude));
        }
    }
    Ok(packed(&codes))
}

fn is_kept(country: &str, letter: char) -> bool {
    letter.is_ascii_digit() || (LETTERS.iter().any(|(c, ..)| *c == country) && letter.is_ascii_alphabetic())
}

fn packed(codes: &Codes) -> Vec<u8> {
    let mut table = Vec::with_capacity(codes.len() * COUNTRY_BYTES);
    let mut records: Vec<u8> = Vec::new();
    for (country, codes) in codes {
        let writing = writing(country, codes);
        let mut numbered = BTreeMap::<u32, Vec<(f64, f64)>>::new();
        for (code, points) in codes.iter().filter(|(code, _)| code.len() <= writing.full) {
            let kept = &code[..writing.kept.min(code.len())];
            numbered.entry(number(kept, writing).expect("digits or letters")).or_default().extend(points);
        }
        let u24 = |n: usize| u32::try_from(n).expect("fewer than 16 million").to_le_bytes();
        let lengths = [writing.has_letters as usize, writing.kept, writing.full, 0];
        table.extend(country.bytes());
        table.extend(lengths.map(|n| u8::try_from(n).expect("codes are short")));
        table.extend(&u24(records.len() / RECORD_BYTES)[..3]);
        table.extend(&u24(numbered.len())[..3]);
        for (number, points) in numbered {
            records.extend(&number.to_le_bytes()[..3]);
            records.extend(share(middle(&points, |point| point.0), 90.0));
            records.extend(share(middle(&points, |point| point.1), 180.0));
        }
    }
    let count = u32::try_from(codes.len()).expect("fewer than 300 countries").to_le_bytes();
    [count.to_vec(), table, records].concat()
}

fn writing(country: &str, codes: &BTreeMap<String, Vec<(f64, f64)>>) -> Writing {
    if let Some(&(_, kept, full)) = LETTERS.iter().find(|(c, ..)| *c == country) {
        return Writing { has_letters: true, kept, full };
    }
    // The usual length: a few rows of other lengths are mistakes.
    let mut lengths = BTreeMap::<usize, usize>::new();
    for code in codes.keys() {
        *lengths.entry(code.len()).or_default() += 1;
    }
    let full = lengths.into_iter().max_by_key(|&(_, count)| count).map_or(0, |(length, _)| length);
    let kept = KEPT.iter().find(|(c, _)| *c == country).map_or(full, |&(_, kept)| kept);
    Writing { has_letters: false, kept, full }
}

/// The middle one of the coordinates: one far-off row does not move it.
fn middle(points: &[(f64, f64)], of: impl Fn(&(f64, f64)) -> f64) -> f64 {
    let mut all: Vec<f64> = points.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn share(degrees: f64, limit: f64) -> [u8; 2] {
    let steps = ((degrees + limit) / (2.0 * limit) * STEPS).round().clamp(0.0, STEPS - 1.0);
    (steps as u16).to_le_bytes()
}
