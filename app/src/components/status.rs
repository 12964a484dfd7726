//! N14: where a negotiation stands, as icon, word and colour.

use crate::components::badge::{Tone, badge};
use crate::words::{named, t};
use leptos::prelude::*;
use shared::view::Status;

pub fn status(status: Status) -> AnyView {
    let (tone, icon) = match status {
        Status::New => (Tone::Accent, "circle-dot"),
        Status::Opened => (Tone::Neutral, "eye"),
        Status::Answered => (Tone::Good, "messages-square"),
        Status::Quoted => (Tone::Note, "pencil"),
        Status::Won => (Tone::Good, "trophy"),
        Status::Lost => (Tone::Neutral, "archive"),
        Status::Declined => (Tone::Bad, "ban"),
        Status::Withdrawn => (Tone::Neutral, "rotate-ccw"),
        Status::Closed => (Tone::Neutral, "lock"),
    };
    badge(tone, icon, t(named::status(status)))
}
