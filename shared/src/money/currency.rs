//! The currencies of ISO 4217 that are in use, with the number of their decimal places.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Those with two decimal places, sorted.
const TWO_PLACES: &str = "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCNYCOPCRCCUPCVECZKDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSLMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUYUUZSVESWSTXCDYERZARZMW";
/// Those whose smallest unit is the currency itself.
const NO_PLACES: &str = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXVNDVUVXAFXOFXPF";
/// Those divided into a thousand.
const THREE_PLACES: &str = "BHDIQDJODKWDLYDOMRTND";

/// Three capital letters that stand for a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// The text names no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACurrency;

impl fmt::Display for NotACurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a currency: write its three letters, such as EUR")
    }
}

impl Currency {
    /// Those that a seller is offered first.
    pub const COMMON: [&'static str; 12] =
        ["EUR", "USD", "GBP", "CHF", "CNY", "JPY", "PLN", "CZK", "SEK", "DKK", "BRL", "INR"];

    /// Reads the three letters, in either case.
    ///
    /// # Errors
    /// [`NotACurrency`] when no currency in use has them.
    pub fn parse(text: &str) -> Result<Self, NotACurrency> {
        let upper = text.trim().to_ascii_uppercase();
        let letters = <[u8; 3]>::try_from(upper.as_bytes()).map_err(|_| NotACurrency)?;
        let known = [TWO_PLACES, NO_PLACES, THREE_PLACES].iter().any(|table| has(table, letters));
        if known { Ok(Self(letters)) } else { Err(NotACurrency) }
    }

    /// How many decimal places its amounts have.
    pub fn places(self) -> u32 {
        match () {
            () if has(NO_PLACES, self.0) => 0,
            () if has(THREE_PLACES, self.0) => 3,
            () => 2,
        }
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).expect("three capital letters")
    }
}

fn has(table: &str, letters: [u8; 3]) -> bool {
    table.as_bytes().chunks(3).any(|known| known == letters)
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;
    fn try_from(text: String) -> Result<Self, NotACurrency> {
        Self::parse(&text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}
