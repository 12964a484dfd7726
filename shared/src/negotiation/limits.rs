//! A limit on everything that grows.

use crate::time::Millis;

/// Longest text of an inquiry, message, note or comment, in characters.
pub const TEXT_CHARACTERS: usize = 20_000;
/// How far away a date may be that somebody types.
pub const DATE_MAX: Millis = Millis::days(3653);
/// Longest phone number, in characters.
pub const PHONE_CHARACTERS: usize = 40;
/// Most people in one negotiation.
pub const PARTICIPANTS: usize = 50;
/// Longest name of a document without its ending, in characters.
pub const NAME_CHARACTERS: usize = 120;
/// Most quotes that can be open at once in one negotiation.
pub const OPEN_QUOTES: usize = 20;
