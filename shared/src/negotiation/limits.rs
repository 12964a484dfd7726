//! A limit on everything that grows.

/// Longest text of an inquiry, message, note or comment, in characters.
pub const TEXT_CHARACTERS: usize = 20_000;
/// Longest phone number, in characters.
pub const PHONE_CHARACTERS: usize = 40;
/// Most people in one negotiation.
pub const PARTICIPANTS: usize = 50;
