//! Ranges as numbers (R4), so that most questions are one bit.

use super::spread::Spread;
use crate::ids::ProductId;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

/// The products that appear in a range, numbered in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Products(HashMap<ProductId, u32, BuildHasherDefault<Spread>>);

impl Products {
    pub fn range(&mut self, range: Option<&BTreeSet<ProductId>>) -> Range {
        let Some(range) = range else { return Range(None) };
        let mut numbers: Vec<u32> = range.iter().map(|product| self.number(product)).collect();
        numbers.sort_unstable();
        Range(Some(numbers.into()))
    }

    pub fn asked(&self, product: Option<&ProductId>) -> Asked {
        match product {
            None => Asked::Anything,
            Some(product) => self.0.get(product).map_or(Asked::Unlisted, |number| Asked::Product(*number)),
        }
    }

    fn number(&mut self, product: &ProductId) -> u32 {
        if let Some(number) = self.0.get(product) {
            return *number;
        }
        let number = self.0.len() as u32;
        self.0.insert(product.clone(), number);
        number
    }
}

/// What the inquiry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// No product: range does not filter (R7).
    Anything,
    /// A product that is in no limited range.
    Unlisted,
    Product(u32),
}

/// A range in one word, which tells most products apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint(u32);

impl Hint {
    const UNLIMITED: u32 = 1 << 31;
    /// Some product of the range has a number that does not fit.
    const MORE: u32 = 1 << 30;
    /// Products below this have a bit of their own.
    const TOLD_APART: u32 = 30;

    /// Whether the range holds what is asked for; none when it cannot be told.
    pub fn contains(self, asked: Asked) -> Option<bool> {
        let limited = self.0 & Self::UNLIMITED == 0;
        match asked {
            Asked::Product(number) if limited => {
                if number < Self::TOLD_APART {
                    Some(self.0 & 1 << number != 0)
                } else {
                    (self.0 & Self::MORE == 0).then_some(false)
                }
            }
            Asked::Unlisted => Some(!limited),
            Asked::Anything | Asked::Product(_) => Some(true),
        }
    }
}

/// The range of one seller: sorted numbers; none when it is unlimited.
#[derive(Clone, Debug)]
pub(super) struct Range(Option<Box<[u32]>>);

impl Range {
    pub fn hint(&self) -> Hint {
        let Some(numbers) = &self.0 else { return Hint(Hint::UNLIMITED) };
        let bit = |number: &u32| if *number < Hint::TOLD_APART { 1 << number } else { Hint::MORE };
        Hint(numbers.iter().map(bit).fold(0, |hint, bit| hint | bit))
    }

    pub fn contains(&self, asked: Asked) -> bool {
        let Some(numbers) = &self.0 else { return true };
        match asked {
            Asked::Anything => true,
            Asked::Unlisted => false,
            Asked::Product(number) => numbers.binary_search(&number).is_ok(),
        }
    }
}
