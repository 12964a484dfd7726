//! Writes the file that `places` reads; its layout is described in `src/packed.rs`.

use crate::{City, spellings};
use places::{BLOCK, PER_DEGREE, folded};
use std::collections::BTreeSet;

struct Spelling {
    form: String,
    text: String,
    town: usize,
    is_name: bool,
}

/// The whole file for towns in this order.
pub fn file(cities: Vec<City>) -> Vec<u8> {
    let codes: BTreeSet<&str> = cities.iter().map(|city| city.countrycode.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let spellings = sorted_spellings(&cities);
    let mut names = vec![0; cities.len()];
    for (index, spelling) in spellings.iter().enumerate().filter(|(_, spelling)| spelling.is_name) {
        names[spelling.town] = index;
    }
    let mut file = Vec::new();
    for count in [codes.len(), cities.len(), spellings.len()] {
        file.extend(u32_bytes(count));
    }
    file.extend(codes.iter().flat_map(|code| code.bytes()));
    for (city, name) in cities.iter().zip(names) {
        let country = codes.binary_search(&city.countrycode.as_str()).expect("collected from the cities");
        file.extend(town(city, country, name));
    }
    let (blocks, entries) = entries(&spellings);
    file.extend(blocks);
    file.extend(entries);
    file
}

fn sorted_spellings(cities: &[City]) -> Vec<Spelling> {
    let mut all: Vec<Spelling> = Vec::new();
    for (town, city) in cities.iter().enumerate() {
        let spelling =
            |(n, text): (usize, String)| Spelling { form: folded(&text), text, town, is_name: n == 0 };
        all.extend(spellings::of(city).into_iter().enumerate().map(spelling));
    }
    all.sort_by(|a, b| (&a.form, a.town, &a.text).cmp(&(&b.form, b.town, &b.text)));
    all
}

fn town(city: &City, country: usize, name: usize) -> Vec<u8> {
    let units = |degrees: f64| i32::to_le_bytes((degrees * PER_DEGREE).round() as i32);
    let mut bytes = vec![u8::try_from(country).expect("fewer than 256 countries")];
    bytes.extend(&units(city.latitude)[..3]);
    bytes.extend(&units(city.longitude)[..3]);
    bytes.extend(city.population.to_le_bytes());
    bytes.extend(&u32_bytes(name)[..3]);
    bytes
}

fn entries(spellings: &[Spelling]) -> (Vec<u8>, Vec<u8>) {
    let (mut blocks, mut entries) = (Vec::new(), Vec::new());
    let mut before: &[u8] = &[];
    for (index, spelling) in spellings.iter().enumerate() {
        if index % BLOCK == 0 {
            blocks.extend(u32_bytes(entries.len()));
            before = &[];
        }
        let text = spelling.text.as_bytes();
        let shared = before.iter().zip(text).take_while(|(a, b)| a == b).count();
        let length = |n: usize| u8::try_from(n).expect("names are shorter than 256 bytes");
        entries.extend([length(shared), length(text.len() - shared)]);
        entries.extend(&text[shared..]);
        entries.extend(&u32_bytes(spelling.town)[..3]);
        before = text;
    }
    (blocks, entries)
}

fn u32_bytes(n: usize) -> [u8; 4] {
    u32::try_from(n).expect("counts and offsets are far below 4 GiB").to_le_bytes()
}
