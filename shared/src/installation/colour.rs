//! The accent colour of a marketplace. What is painted with it is the style sheets' business.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Red, green and blue, 0 to 255 each; written `#rrggbb` in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// The text is not `#` and six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColour;

impl fmt::Display for NotAColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a colour: write # and six hexadecimal digits, for example #0b6e4f")
    }
}

impl Colour {
    /// Reads `#rrggbb` in either case.
    ///
    /// # Errors
    /// [`NotAColour`] for everything else; short forms and names are not read.
    pub fn parse(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let is_hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex {
            return Err(NotAColour);
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_| NotAColour)?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        Self::parse(&text)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!(Colour::parse("#0B6e4F").expect("a colour").to_string(), "#0b6e4f");
        for text in ["", "#", "0b6e4f", "#0b6e4", "#0b6e4f0", "#0b6e4g", "#+b6e4f", "#é6e4f", "red"] {
            assert_eq!(Colour::parse(text), Err(NotAColour), "{text}");
        }
    }
}
