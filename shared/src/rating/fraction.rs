//! Exact fractions, and the one place where they are rounded (S7).

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// A fraction of two whole numbers, compared exactly. It is not reduced: 1/2 equals 2/4.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

impl Fraction {
    /// None when the denominator is zero.
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        (denominator > 0).then_some(Self { numerator, denominator })
    }

    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// Never zero.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// The nearest f64, as long as both numbers are below 2⁵³: equal fractions give equal values.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// One decimal; a half rounds up: 4.25 is shown as 4.3.
    pub fn tenths(self) -> Tenths {
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        let tenths = (20 * numerator + denominator) / (2 * denominator);
        Tenths(u64::try_from(tenths).unwrap_or(u64::MAX))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
        cross(self.numerator, other.denominator).cmp(&cross(other.numerator, self.denominator))
    }
}

/// A number of tenths: what is shown with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenths(pub u64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numerator: u64, denominator: u64) -> String {
        Fraction::new(numerator, denominator).expect("not zero").tenths().to_string()
    }

    #[test]
    fn s7_a_half_rounds_up() {
        assert_eq!(shown(17, 4), "4.3"); // 4.25
        assert_eq!(shown(425, 100), "4.3");
        assert_eq!(shown(4249, 1000), "4.2");
        assert_eq!(shown(7, 3), "2.3");
        assert_eq!(shown(5, 1), "5.0");
        assert_eq!(shown(1, 20), "0.1"); // 0.05
    }

    #[test]
    fn s7_fractions_compare_exactly() {
        let half = Fraction::new(1, 2);
        assert_eq!(half, Fraction::new(2, 4));
        assert!(Fraction::new(u64::MAX - 1, u64::MAX) < Fraction::new(1, 1));
        assert!(Fraction::new(1, 0).is_none());
    }
}
