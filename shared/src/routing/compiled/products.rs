//! Ranges as numbers (R4), so that most questions are one bit.

use super::spread::Spread;
use crate::ids::ProductId;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

/// The products that appear in a range, numbered in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Products(HashMap<ProductId, u32, BuildHasherDefault<Spread>>);

/// What the inquiry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// No product: range does not filter (R7).
    Anything,
    /// A product that is in no limited range.
    Unlisted,
    Product(u32),
}

/// The range of one seller.
#[derive(Clone, Debug)]
pub(super) enum Range {
    Unlimited,
    /// `bits` has bit n mod 64 set for each n of `numbers`, which are sorted.
    Limited {
        bits: u64,
        numbers: Box<[u32]>,
    },
}

impl Products {
    pub fn range(&mut self, range: Option<&BTreeSet<ProductId>>) -> Range {
        let Some(range) = range else { return Range::Unlimited };
        let mut numbers: Vec<u32> = range.iter().map(|product| self.number(product)).collect();
        numbers.sort_unstable();
        let bits = numbers.iter().fold(0, |bits, number| bits | bit(*number));
        Range::Limited { bits, numbers: numbers.into() }
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

impl Range {
    pub fn contains(&self, asked: Asked) -> bool {
        match (self, asked) {
            (Self::Unlimited, _) | (_, Asked::Anything) => true,
            (_, Asked::Unlisted) => false,
            (Self::Limited { bits, numbers }, Asked::Product(number)) => {
                bits & bit(number) != 0 && numbers.binary_search(&number).is_ok()
            }
        }
    }
}

fn bit(number: u32) -> u64 {
    1 << (number % 64)
}
