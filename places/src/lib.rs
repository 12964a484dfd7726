//! The gazetteer: a town and its country become a point. About 69,000 towns with the spellings of the
//! nine languages, from GeoNames (CC BY 4.0, see docs/data.md).
//!
//! It knows towns only. A country has no point here, so no country's centroid can ever serve as one
//! (R13), and a town that is not found stays not found: nothing is guessed (R19).

mod fold;
mod packed;

pub use fold::folded;
pub use packed::{BLOCK, PER_DEGREE, TOWN_BYTES};

use packed::{Packed, Town};
use shared::geo::{Country, Point};

/// The towns of the world, read from the program itself; costs nothing to open.
#[derive(Clone, Copy)]
pub struct Gazetteer {
    packed: Packed,
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub country: Country,
    /// The town's name as GeoNames writes it.
    pub name: String,
    /// Where its centre is, to about 10 m.
    pub point: Point,
    /// People; 0 when unknown.
    pub population: u32,
    pub precision: Precision,
}

/// How exact a place's point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// The centre of a postcode's area.
    Postcode,
    /// The centre of a town.
    Town,
}

/// A place offered while somebody types.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The spelling that begins with what was typed: `Münch` offers `München`.
    pub spelling: String,
    pub place: Place,
}

impl Gazetteer {
    /// The gazetteer inside the program.
    pub fn embedded() -> Self {
        Self { packed: Packed::new(include_bytes!("../data/towns.bin")) }
    }

    /// The towns of a country with this name in any known spelling, biggest first.
    pub fn find(&self, country: Country, town: &str) -> Vec<Place> {
        let form = folded(town);
        if form.is_empty() {
            return Vec::new();
        }
        let found = self.named(country, &form);
        match (found.is_empty(), fold::without_umlaut_e(&form)) {
            (true, Some(shorter)) => self.named(country, &shorter),
            _ => found,
        }
    }

    /// Up to `limit` towns with a spelling that begins with `prefix`, biggest first.
    pub fn suggest(&self, country: Option<Country>, prefix: &str, limit: usize) -> Vec<Suggestion> {
        let form = folded(prefix);
        if form.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, usize)> = self
            .packed
            .entries_from(&form)
            .take_while(|entry| entry.folded.starts_with(&form))
            .filter(|entry| country.is_none_or(|country| self.is_in(entry.town, country)))
            .map(|entry| (entry.town, entry.index))
            .collect();
        // Of several spellings of one town, its own name if that is among them, else the first.
        found.sort_by_key(|&(town, entry)| (town, self.packed.town(town).entry != entry, entry));
        found.dedup_by_key(|&mut (town, _)| town);
        let suggestion = |(town, entry): (usize, usize)| {
            Some(Suggestion { spelling: self.packed.spelling(entry), place: self.place(town)? })
        };
        found.into_iter().filter_map(suggestion).take(limit).collect()
    }

    /// A country's towns with at least this many people, biggest first.
    pub fn towns(&self, country: Country, population_min: u32) -> impl Iterator<Item = Place> {
        (0..self.packed.len())
            .take_while(move |&town| self.packed.town(town).population >= population_min)
            .filter(move |&town| self.is_in(town, country))
            .filter_map(|town| self.place(town))
    }

    fn named(&self, country: Country, form: &str) -> Vec<Place> {
        let mut towns: Vec<usize> = self
            .packed
            .entries_from(form)
            .take_while(|entry| entry.folded == form)
            .map(|entry| entry.town)
            .filter(|&town| self.is_in(town, country))
            .collect();
        towns.sort_unstable();
        towns.dedup();
        towns.into_iter().filter_map(|town| self.place(town)).collect()
    }

    fn is_in(&self, town: usize, country: Country) -> bool {
        self.packed.country_of(town) == country.as_str().as_bytes()
    }

    fn place(&self, town: usize) -> Option<Place> {
        let Town { country, lat, lon, population, entry } = self.packed.town(town);
        Some(Place {
            country: Country::parse(str::from_utf8(&country).ok()?).ok()?,
            name: self.packed.spelling(entry),
            point: Point { lat, lon },
            population,
            precision: Precision::Town,
        })
    }
}
