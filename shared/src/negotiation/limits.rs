//! A limit on everything that grows.

use crate::time::Millis;

/// Longest text of an inquiry, message, note or comment, in characters.
pub const TEXT_CHARS: usize = 20_000;
/// Longest name of a person or a company, in characters.
pub const NAME_CHARS: usize = 200;
/// Longest phone number, in characters.
pub const PHONE_CHARS: usize = 40;
/// Most people in one negotiation.
pub const PARTICIPANTS: usize = 50;
/// S1: how long a feedback can be edited.
pub const FEEDBACK_EDITABLE: Millis = Millis::days(14);
/// S1, S5: when the buyer is asked; a decline before that asks nothing.
pub const FEEDBACK_DUE: Millis = Millis::hours(120);
