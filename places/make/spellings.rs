//! Which of a town's many alternate names are kept: what readers of the nine languages may type.

use crate::City;
use places::folded;
use std::collections::BTreeSet;

/// Where people write their own small towns in Cyrillic, in Chinese characters or kana.
const CYRILLIC: [&str; 12] = ["RU", "UA", "BY", "KZ", "BG", "RS", "MK", "KG", "MN", "TJ", "UZ", "MD"];
const EAST_ASIAN: [&str; 7] = ["JP", "CN", "TW", "HK", "MO", "SG", "KR"];
/// Smaller towns than these have no names in foreign scripts, or other Latin spellings, worth their room.
const FOREIGN_SCRIPT_PEOPLE: u32 = 100_000;
const LATIN_PEOPLE: u32 = 15_000;
const LENGTH_MAX: usize = 60;

/// The town's name first, then its other spellings, each different when folded.
pub fn of(city: &City) -> Vec<String> {
    let mut seen = BTreeSet::from([folded(&city.name), String::new()]);
    let mut others: Vec<&String> = city.alternatenames.iter().filter(|name| is_useful(city, name)).collect();
    // Of München and Munchen, the one with its diacritics.
    others.sort_by_key(|name| std::cmp::Reverse(name.chars().filter(|letter| !letter.is_ascii()).count()));
    let others = others.into_iter().filter(|name| seen.insert(folded(name))).cloned();
    std::iter::once(city.name.clone()).chain(others).collect()
}

fn is_useful(city: &City, name: &str) -> bool {
    if name.len() > LENGTH_MAX {
        return false;
    }
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let at_home = |countries: &[&str]| countries.contains(&city.countrycode.as_str());
    if letters().all(is_latin) {
        // Names in lower case are transliterations of other scripts; three capitals are an airport.
        let is_name = name.chars().next().is_some_and(char::is_uppercase);
        let is_code = name.len() <= 4 && name.chars().all(char::is_uppercase);
        return is_name && !is_code && city.population >= LATIN_PEOPLE;
    }
    let foreign = city.population >= FOREIGN_SCRIPT_PEOPLE;
    (letters().all(is_russian) && (foreign || at_home(&CYRILLIC)))
        || (letters().all(is_east_asian) && (foreign || at_home(&EAST_ASIAN)))
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('À'..='ſ').contains(&letter) || "ȘșȚț".contains(letter)
}

fn is_russian(letter: char) -> bool {
    ('А'..='я').contains(&letter) || "Ёё".contains(letter)
}

fn is_east_asian(letter: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&letter) || ('\u{4e00}'..='\u{9fff}').contains(&letter)
}
