//! The gazetteer: a postcode or town and its country become a point. About 69,000 towns with the
//! spellings of the nine languages and the postcodes of fifty countries, from GeoNames (CC BY 4.0, see
//! docs/data.md).
//!
//! A country has no point here, so no country's centroid can ever serve as one (R13), and what is not
//! found stays not found: nothing is guessed (R19).

mod fold;
mod packed;
pub mod postcodes;

pub use fold::folded;
pub use packed::{BLOCK, PER_DEGREE, TOWN_BYTES};

use packed::{Packed, Town};
use postcodes::Postcodes;
use shared::geo::{Country, Point, distance_m};
use std::fmt;

/// The towns of the world, read from the program itself; costs nothing to open.
#[derive(Clone, Copy)]
pub struct Gazetteer {
    packed: Packed,
    postcodes: Postcodes,
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub country: Country,
    /// The town's name as GeoNames writes it; of a postcode, the code as far as it is known.
    pub name: String,
    /// Where its centre is, to about 10 m.
    pub point: Point,
    /// People; 0 when unknown, as of every postcode.
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

/// A postcode and a town that lie further apart do not belong together.
const TOWN_OF_POSTCODE_M: u32 = 100_000;

/// An address that was not recognised: the field to check first (R19).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotLocated {
    /// The postcode is unknown, or belongs to another town.
    Postcode,
    Town,
}

impl fmt::Display for NotLocated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postcode => "this place is not known: check the postcode first, then town and country",
            Self::Town => "this town is not known in the country: check its spelling, or give the postcode",
        })
    }
}

impl Gazetteer {
    /// The gazetteer inside the program.
    pub fn embedded() -> Self {
        Self {
            packed: Packed::new(include_bytes!("../data/towns.bin")),
            postcodes: Postcodes::new(include_bytes!("../data/postcodes.bin")),
        }
    }

    /// Where an address is: its postcode's centre if that is known, else its town's, of several towns of
    /// one name the biggest. A postcode says which of several towns is meant.
    ///
    /// # Errors
    /// The field to check first (R19): the postcode when one was given, else the town.
    pub fn locate(&self, country: Country, postcode: &str, town: &str) -> Result<Place, NotLocated> {
        let by_code = self.find_postcode(country, postcode);
        let towns = self.find(country, town);
        match (by_code, towns.into_iter().next()) {
            (Some(place), Some(_)) if self.belongs(&place, town) => Ok(place),
            // Without a town, or with one too small for the file, the code alone is enough.
            (Some(place), None) => Ok(place),
            (Some(_), Some(_)) => Err(NotLocated::Postcode),
            (None, Some(place)) => Ok(place),
            (None, None) if postcode.trim().is_empty() => Err(NotLocated::Town),
            (None, None) => Err(NotLocated::Postcode),
        }
    }

    /// The centre of a postcode's area. Where codes name streets, of the larger area around them.
    pub fn find_postcode(&self, country: Country, postcode: &str) -> Option<Place> {
        let letters = country.as_str().as_bytes();
        let (name, lat, lon) = self.postcodes.find([letters[0], letters[1]], postcode)?;
        let (point, precision) = (Point { lat, lon }, Precision::Postcode);
        Some(Place { country, name, point, population: 0, precision })
    }

    /// The postcode whose centre is nearest to a place; none where the file has only parts of codes, or
    /// no code near enough to belong to the place.
    pub fn postcode_at(&self, country: Country, point: Point) -> Option<String> {
        let letters = country.as_str().as_bytes();
        let code = self.postcodes.nearest([letters[0], letters[1]], (point.lat, point.lon))?;
        let centre = self.find_postcode(country, &code)?.point;
        (distance_m(centre, point) <= TOWN_OF_POSTCODE_M).then_some(code)
    }

    /// Whether a town of this name is near enough to the postcode's area to have this code.
    fn belongs(&self, code: &Place, town: &str) -> bool {
        let near = |place: &Place| distance_m(place.point, code.point) <= TOWN_OF_POSTCODE_M;
        self.find(code.country, town).iter().any(near)
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
        found.sort_unstable();
        let towns = found.chunk_by(|a, b| a.0 == b.0).take(limit);
        let suggestion = |spellings: &[(usize, usize)]| {
            let entries = spellings.iter().map(|&(_, entry)| entry);
            let place = self.place(spellings[0].0)?;
            Some(Suggestion { spelling: self.best_spelling(entries, prefix, &place.name), place })
        };
        towns.filter_map(suggestion).collect()
    }

    /// Of several spellings of one town, the one that begins as it was typed, diacritics and all, and of
    /// these the town's own name.
    fn best_spelling(&self, entries: impl Iterator<Item = usize>, typed: &str, name: &str) -> String {
        let typed = typed.trim().to_lowercase();
        let unlike = |spelling: &String| (!spelling.to_lowercase().starts_with(&typed), spelling != name);
        entries.map(|entry| self.packed.spelling(entry)).min_by_key(unlike).unwrap_or_default()
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
