//! Amounts of money: exact decimals in a currency of ISO 4217. No rates, no rounding: what does not fit is
//! refused.

mod currency;

pub use currency::{Currency, NotACurrency};

use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest amount in the smallest unit: fifteen digits, so that every program reads it exactly.
const MINOR_UNITS_MAX: i64 = 999_999_999_999_999;

/// An amount above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    minor_units: i64,
    currency: Currency,
}

/// The form in JSON: the amount as a decimal with exactly the currency's places.
#[derive(Serialize, Deserialize)]
struct Written {
    amount: String,
    currency: Currency,
}

/// What is wrong with an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    Missing,
    NotANumber,
    TooManyPlaces {
        /// What the currency allows.
        places: u32,
    },
    NotPositive,
    TooLarge,
}

impl MoneyFault {
    /// Stable, for programs and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "amount_missing",
            Self::NotANumber => "amount_invalid",
            Self::TooManyPlaces { .. } => "amount_too_exact",
            Self::NotPositive => "amount_not_positive",
            Self::TooLarge => "amount_too_large",
        }
    }
}

impl fmt::Display for MoneyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("The amount is missing: write it as 1234.50."),
            Self::NotANumber => f.write_str("The amount is no number: write it as 1234.50."),
            Self::TooManyPlaces { places } => {
                write!(
                    f,
                    "The amount has more than {places} decimal places: this currency has no smaller unit."
                )
            }
            Self::NotPositive => f.write_str("The amount must be above zero."),
            Self::TooLarge => f.write_str("The amount is too large."),
        }
    }
}

impl Money {
    /// Reads what a person typed: digits, one decimal sign (`.` or `,`), thousands set apart by white space
    /// or apostrophes. A sign that could mean either is taken as the decimal sign, so `1.234` euros are
    /// refused and never understood as a thousand.
    ///
    /// # Errors
    /// [`MoneyFault`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyFault> {
        let apart = |c: &char| c.is_whitespace() || "'’".contains(*c);
        let digits: String = text.trim().chars().filter(|c| !apart(c)).collect();
        if digits.is_empty() {
            return Err(MoneyFault::Missing);
        }
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((&digits, ""));
        let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(part) {
            let negative = whole.strip_prefix('-').is_some_and(numeric) && numeric(part);
            return Err(if negative { MoneyFault::NotPositive } else { MoneyFault::NotANumber });
        }
        let places = currency.places();
        if part.len() > places as usize {
            return Err(MoneyFault::TooManyPlaces { places });
        }
        let written = format!("{whole}{part:0<width$}", width = places as usize);
        let minor_units = written.parse().map_err(|_| MoneyFault::TooLarge)?;
        Self::from_minor_units(minor_units, currency)
    }

    /// An amount in the currency's smallest unit (cents, pence; for yen the yen itself).
    ///
    /// # Errors
    /// When it is not above zero, or has more than fifteen digits.
    pub fn from_minor_units(minor_units: i64, currency: Currency) -> Result<Self, MoneyFault> {
        match minor_units {
            ..=0 => Err(MoneyFault::NotPositive),
            1..=MINOR_UNITS_MAX => Ok(Self { minor_units, currency }),
            _ => Err(MoneyFault::TooLarge),
        }
    }

    /// In the currency's smallest unit.
    pub fn minor_units(self) -> i64 {
        self.minor_units
    }

    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The exact decimal: `1234.50`.
    pub fn amount(self) -> String {
        let places = self.currency.places() as usize;
        let digits = format!("{:0>width$}", self.minor_units, width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        Self { amount: money.amount(), currency: money.currency }
    }
}

impl TryFrom<Written> for Money {
    type Error = MoneyFault;
    fn try_from(written: Written) -> Result<Self, MoneyFault> {
        Self::parse(&written.amount, written.currency)
    }
}
