//! S6: how long is left to answer the buyer. Neutral, amber from twelve hours before, red after 48.

use crate::browser;
use crate::components::badge::{Tone, badge};
use crate::intl;
use crate::words::{said, say};
use leptos::prelude::*;
use shared::time::{Millis, Timestamp};

const LIMIT: Millis = Millis::hours(48);
const SOON: Millis = Millis::hours(12);

/// The clock of a buyer turn that began at `since`.
pub fn clock48(since: Timestamp) -> AnyView {
    (move || turned(since + LIMIT - browser::minute())).into_any()
}

fn turned(left: Millis) -> AnyView {
    let tone = match left {
        over if over <= Millis(0) => Tone::Bad,
        soon if soon <= SOON => Tone::Warn,
        _ => Tone::Neutral,
    };
    let words = move || match left {
        over if over <= Millis(0) => said(say::clock_overdue(intl::length(Millis(-over.0)))),
        left => said(say::clock_left(intl::length(left))),
    };
    badge(tone, if left <= Millis(0) { "triangle-alert" } else { "clock" }, words)
}
