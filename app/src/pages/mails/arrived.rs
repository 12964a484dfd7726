//! The newest mails that came, and the one that is chosen; what is held can be passed on. Nothing in a stranger's mail
//! is a link here.

use super::{Line, Room, sheet};
use crate::client::{call, question};
use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::skeleton::Shape;
use crate::load::{Load, fetch, loaded};
use crate::styles::MAILS;
use crate::words::{named, say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::operation::{Arrival, ArrivalLine, ArrivalState, ListArrivals, ReadArrival, ReleaseArrival};
use shared::api::{Nothing, Problem};

pub fn arrived() -> AnyView {
    let lines = RwSignal::new(Load::<Vec<ArrivalLine>>::Loading);
    let chosen = RwSignal::new(None::<String>);
    let arrival = RwSignal::new(Load::<Arrival>::Loading);
    let ask = Callback::new(move |()| fetch(lines, question::<ListArrivals>(&[], &Nothing {})));
    ask.run(());
    Effect::new(move |_| {
        if let Some(id) = chosen.get() {
            fetch(arrival, question::<ReadArrival>(&[&id], &Nothing {}));
        }
    });
    let problem = RwSignal::new(None::<Problem>);
    let release = Callback::new(move |id: String| {
        problem.set(None);
        spawn_local(async move {
            match call::<ReleaseArrival>(&[&id], &Nothing {}).await {
                Ok(now) => {
                    drop(arrival.try_set(Load::Ready(now)));
                    ask.run(());
                }
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    });
    let whole = Callback::new(move |()| {
        let again = Callback::new(move |()| chosen.notify());
        view! {
            {form_failure(problem)}
            {loaded(arrival, Shape::Lines(8), again, move |arrival| shown(arrival, release))}
        }
        .into_any()
    });
    Room {
        lead: say::ARRIVALS_LEAD,
        lines,
        ask,
        line,
        empty: (say::ARRIVALS_EMPTY_TITLE, say::ARRIVALS_EMPTY_TEXT),
        chosen,
        whole,
    }
    .shown()
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

fn shown(arrival: Arrival, release: Callback<String>) -> AnyView {
    let ArrivalLine { id, from, subject, state, why, .. } = arrival.line;
    let is_held = state == ArrivalState::Held;
    let why = why.map(|code| {
        let words = match code.as_str() {
            "foreign_sender" if is_held => say::ARRIVALS_RELEASE_TEXT,
            code => named(say::GROUP_ARRIVAL_WHY, code, say::ARRIVAL_WHY_RULES),
        };
        view! { <p>{t(words)}</p> }
    });
    let pass = is_held.then(|| {
        let press = Callback::new(move |()| release.run(id.clone()));
        view! { <Button label=say::ARRIVALS_RELEASE look=Look::Primary press /> }
    });
    // In the words that mail servers have for it, as the operator finds them in their logs.
    let found = arrival.authentication.map(|found| view! { <p>{found}</p> });
    let is_noted = why.is_some() || found.is_some();
    let note = is_noted.then(|| view! { class = MAILS, <div class="note">{why}{found}{pass}</div> });
    let head = move || format!("{} {from}", t(say::ARRIVALS_FROM)());
    sheet((subject, head()), note.into_any(), arrival.text.into_any(), arrival.source)
}
