//! The newest mails that came, and the one that is chosen; what is held can be passed on. Nothing in a stranger's mail
//! is a link here.

use super::{Kind, Line, room, sheet};
use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::styles::MAILS;
use crate::words::{named, say, t};
use leptos::prelude::*;
use shared::api::operation::{Arrival, ArrivalLine, ArrivalState, ListArrivals, ReadArrival, ReleaseArrival};

pub fn arrived() -> AnyView {
    room::<ListArrivals, ReadArrival, ReleaseArrival>(Kind {
        lead: say::ARRIVALS_LEAD,
        empty: (say::ARRIVALS_EMPTY_TITLE, say::ARRIVALS_EMPTY_TEXT),
        line,
        shown,
    })
}

fn line(line: ArrivalLine) -> Line {
    let badge = state(line.state);
    Line { id: line.id, subject: line.subject, at: line.at, who: line.from, badge }
}

fn state(state: ArrivalState) -> AnyView {
    let (tone, icon) = match state {
        ArrivalState::New => (Tone::Neutral, "clock"),
        ArrivalState::Taken => (Tone::Good, "check"),
        ArrivalState::Automatic => (Tone::Neutral, "copy"),
        ArrivalState::Bounce => (Tone::Warn, "undo-2"),
        ArrivalState::Held => (Tone::Warn, "hourglass"),
        ArrivalState::Refused => (Tone::Bad, "ban"),
    };
    badge(tone, icon, t(named(say::GROUP_ARRIVAL_STATE, state.code(), say::ARRIVAL_STATE_NEW)))
}

fn shown(arrival: Arrival, press: Callback<()>) -> AnyView {
    let ArrivalLine { from, subject, state, why, .. } = arrival.line;
    let is_held = state == ArrivalState::Held;
    let why = why.map(|code| {
        let words = match code.as_str() {
            "foreign_sender" if is_held => say::ARRIVALS_RELEASE_TEXT,
            code => named(say::GROUP_ARRIVAL_WHY, code, say::ARRIVAL_WHY_RULES),
        };
        view! { <p>{t(words)}</p> }
    });
    let pass = is_held.then(|| view! { <Button label=say::ARRIVALS_RELEASE look=Look::Primary press /> });
    // In the words that mail servers have for it, as the operator finds them in their logs.
    let found = arrival.authentication.map(|found| view! { <p>{found}</p> });
    let is_noted = why.is_some() || found.is_some();
    let note = is_noted.then(|| view! { class = MAILS, <div class="note">{why}{found}{pass}</div> });
    let head = move || format!("{} {from}", t(say::ARRIVALS_FROM)());
    sheet((subject, head()), note.into_any(), arrival.text.into_any(), arrival.source)
}
