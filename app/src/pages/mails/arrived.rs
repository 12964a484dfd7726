//! The newest mails that came, and the one that is chosen; what waits can be passed on, done away with, or sorted again.
//! Nothing in a stranger's mail is a link here.

mod deciding;

use super::{Hands, Kind, Line, room, sheet};
use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::intl;
use crate::styles::MAILS;
use crate::words::{coded, said, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::operation::{
    Arrival, ArrivalLine, ArrivalState, ListArrivals, ReadArrival, ReleaseArrival, RetryArrival, Settled,
};

pub fn arrived() -> AnyView {
    room::<ListArrivals, ReadArrival>(Kind {
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
        ArrivalState::Stuck => (Tone::Bad, "triangle-alert"),
        ArrivalState::Discarded => (Tone::Neutral, "x"),
    };
    badge(tone, icon, t(coded(say::GROUP_ARRIVAL_STATE, state.code(), say::ARRIVAL_STATE_NEW)))
}

fn shown(arrival: Arrival, hands: Hands<Arrival>) -> AnyView {
    let ArrivalLine { id, from, subject, state, why, .. } = arrival.line;
    let is_held = state == ArrivalState::Held;
    let why = why.map(|code| {
        let words = match code.as_str() {
            "foreign_sender" if is_held => say::ARRIVALS_RELEASE_TEXT,
            code => coded(say::GROUP_ARRIVAL_WHY, code, say::ARRIVAL_WHY_RULES),
        };
        view! { <p>{t(words)}</p> }
    });
    // In the words that mail servers have for it, as the operator finds them in their logs.
    let found = arrival.authentication.map(|found| view! { <p>{found}</p> });
    let problem =
        arrival.problem.map(|problem| view! { <p>{t(say::ARRIVALS_STUCK_TEXT)}</p><p>{problem}</p> });
    let revoked = arrival.relay.as_ref().and_then(|relay| relay.revoked);
    let revoked =
        revoked.map(|at| view! { <p>{move || said(say::arrivals_revoked(intl::short_time(at)))}</p> });
    let settled = arrival.settled.map(settled);
    let is_noted = why.is_some()
        || found.is_some()
        || problem.is_some()
        || revoked.is_some()
        || settled.is_some()
        || arrival.relay.is_some();
    let buttons = buttons(id.clone(), state, hands);
    let revoking = arrival.relay.filter(|relay| relay.revoked.is_none());
    let revoking = revoking.map(|relay| deciding::revoking(relay, id, hands));
    let note = is_noted.then(|| {
        view! { class = MAILS,
            <div class="note">
                {why}{problem}{found}{settled}{revoked}
                <div class="buttons">{buttons}{revoking}</div>
            </div>
        }
    });
    let head = move || format!("{} {from}", t(say::ARRIVALS_FROM)());
    sheet((subject, head()), note.into_any(), arrival.text.into_any(), arrival.source)
}

/// What an operator did with it.
fn settled(settled: Settled) -> AnyView {
    let Settled { by, at, reason } = settled;
    let is_passed_on = reason.is_none();
    let who = move || {
        let (by, time) = (by.clone(), intl::short_time(at));
        said(if is_passed_on {
            say::arrivals_released_by(time, by)
        } else {
            say::arrivals_discarded_by(time, by)
        })
    };
    view! { <p>{who}" "{reason}</p> }.into_any()
}

fn buttons(id: String, state: ArrivalState, hands: Hands<Arrival>) -> AnyView {
    let (passed, again) = (id.clone(), id.clone());
    let pass = Callback::new(move |()| hands.act::<ReleaseArrival>(passed.clone(), Nothing {}));
    let again = Callback::new(move |()| hands.act::<RetryArrival>(again.clone(), Nothing {}));
    let first = match state {
        ArrivalState::Held => view! { <Button label=say::ARRIVALS_RELEASE look=Look::Primary press=pass /> },
        ArrivalState::Stuck => view! { <Button label=say::ARRIVALS_RETRY look=Look::Primary press=again /> },
        _ => return ().into_any(),
    };
    view! { {first}{deciding::discarding(id, hands)} }.into_any()
}
