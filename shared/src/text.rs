//! Checks of what people type into one field. It corrects nothing but white space at both ends.

use std::fmt;

/// The longest text of one line, in characters: names, streets, taglines.
pub const LINE_CHARACTERS: usize = 200;
/// The longest text of several lines, in characters: descriptions.
pub const PARAGRAPH_CHARACTERS: usize = 5_000;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    Missing,
    TooLong {
        /// The most that fits, in characters.
        limit: usize,
    },
    /// A line break or another control character.
    Control,
}

impl TextFault {
    /// Stable, for programs and the translation catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "text_missing",
            Self::TooLong { .. } => "text_too_long",
            Self::Control => "text_control_character",
        }
    }
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("it is empty: fill it in"),
            Self::TooLong { limit } => write!(f, "it is too long: shorten it to {limit} characters"),
            Self::Control => f.write_str("it holds a character that cannot be shown: remove it"),
        }
    }
}

/// One line, trimmed.
///
/// # Errors
/// The fault when it is empty, longer than [`LINE_CHARACTERS`] or holds a control character.
pub fn line(text: &str) -> Result<String, TextFault> {
    let text = optional_line(text)?;
    if text.is_empty() { Err(TextFault::Missing) } else { Ok(text) }
}

/// One line that may be empty, trimmed.
///
/// # Errors
/// As for [`line`], but never [`TextFault::Missing`].
pub fn optional_line(text: &str) -> Result<String, TextFault> {
    checked(text, LINE_CHARACTERS, char::is_control)
}

/// Several lines that may be empty, trimmed.
///
/// # Errors
/// The fault when it is longer than [`PARAGRAPH_CHARACTERS`] or holds a control character other than
/// line break and tab.
pub fn optional_paragraph(text: &str) -> Result<String, TextFault> {
    several_lines(text, PARAGRAPH_CHARACTERS)
}

/// Several lines that may be empty, trimmed, with a limit of their own in characters.
///
/// # Errors
/// As for [`optional_paragraph`].
pub fn several_lines(text: &str, limit: usize) -> Result<String, TextFault> {
    let forbidden = |c: char| c.is_control() && !"\n\r\t".contains(c);
    checked(text, limit, forbidden)
}

fn checked(text: &str, limit: usize, forbidden: impl Fn(char) -> bool) -> Result<String, TextFault> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(TextFault::TooLong { limit });
    }
    if text.chars().any(forbidden) {
        return Err(TextFault::Control);
    }
    Ok(text.to_owned())
}
