//! Canned answers: texts that a seller uses again, with places for what differs. Sent as they are they are no human
//! answer (S5), which is why filling them in is a rule of both sides.

use crate::language::Language;
use crate::text::{self, TextFault};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most characters of a title.
const TITLE_CHARACTERS: usize = 80;
/// The most characters of a text.
const TEXT_CHARACTERS: usize = 4_000;
/// The places that a text may have, as they are written.
pub const PLACES: [&str; 5] = ["{buyer}", "{company}", "{product}", "{manufacturer}", "{seller}"];

/// One answer, as its author or a colleague sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedAnswer {
    pub id: String,
    pub card: AnswerCard,
    /// The viewer wrote it, and may change it.
    #[serde(default)]
    pub own: bool,
}

/// What its author writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCard {
    pub title: String,
    pub text: String,
    pub language: Language,
    /// The whole company may use it.
    #[serde(default)]
    pub shared: bool,
}

/// What stands in the places of one negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Particulars<'a> {
    pub buyer: &'a str,
    /// Of the buyer; where there is none, the buyer's name stands for it.
    pub company: Option<&'a str>,
    /// Where there is none, the manufacturer's name stands for it.
    pub product: Option<&'a str>,
    pub manufacturer: &'a str,
    pub seller: &'a str,
}

/// The text with its places filled in.
pub fn filled(text: &str, particulars: &Particulars) -> String {
    let Particulars { buyer, company, product, manufacturer, seller } = *particulars;
    let values = [buyer, company.unwrap_or(buyer), product.unwrap_or(manufacturer), manufacturer, seller];
    let mut rest = text;
    let mut filled = String::with_capacity(text.len());
    // Once from left to right: what is filled in is not looked at again.
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let found = PLACES.iter().zip(values).find(|(place, _)| from.starts_with(**place));
        let (value, length) = found.map_or(("{", 1), |(place, value)| (value, place.len()));
        filled.push_str(value);
        rest = &from[length..];
    }
    filled + rest
}

/// S5: whether a message is one of these answers and nothing else.
pub fn is_unchanged<'a>(
    message: &str,
    answers: impl IntoIterator<Item = &'a AnswerCard>,
    particulars: &Particulars,
) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let sent = words(message);
    !sent.is_empty() && answers.into_iter().any(|answer| words(&filled(&answer.text, particulars)) == sent)
}

/// Why an answer cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    Title(TextFault),
    Text(TextFault),
    /// A place that nobody knows how to fill in.
    Place(String),
}

impl AnswerFault {
    /// Stable, for programs and for the catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Title(fault) | Self::Text(fault) => fault.code(),
            Self::Place(_) => "place_unknown",
        }
    }

    /// The field to correct.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Text(_) | Self::Place(_) => "text",
        }
    }
}

impl fmt::Display for AnswerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title(fault) => write!(f, "the title: {fault}"),
            Self::Text(fault) => write!(f, "the text: {fault}"),
            Self::Place(place) => write!(f, "{place} is no place to fill in: use {}", PLACES.join(", ")),
        }
    }
}

impl AnswerCard {
    /// The answer as it is kept: trimmed, within its limits, with places that can be filled in.
    ///
    /// # Errors
    /// The first field that cannot be taken.
    pub fn checked(&self) -> Result<Self, AnswerFault> {
        let title = text::line(&self.title).map_err(AnswerFault::Title)?;
        if title.chars().count() > TITLE_CHARACTERS {
            return Err(AnswerFault::Title(TextFault::TooLong { limit: TITLE_CHARACTERS }));
        }
        let kept = text::several_lines(&self.text, TEXT_CHARACTERS).map_err(AnswerFault::Text)?;
        if kept.is_empty() {
            return Err(AnswerFault::Text(TextFault::Missing));
        }
        match unknown_place(&kept) {
            Some(place) => Err(AnswerFault::Place(place.to_owned())),
            None => Ok(Self { title, text: kept, ..self.clone() }),
        }
    }
}

/// A word in braces that is none of the places; braces around anything else are only braces.
fn unknown_place(text: &str) -> Option<&str> {
    text.match_indices('{').find_map(|(at, _)| {
        let from = &text[at..];
        let place = &from[..=from.find('}')?];
        let is_word =
            place.len() > 2 && place[1..place.len() - 1].chars().all(|c| c.is_alphabetic() || c == '_');
        (is_word && !PLACES.contains(&place)).then_some(place)
    })
}
