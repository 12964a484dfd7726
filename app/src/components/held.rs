//! Messages that leave in a moment: with the time that is left, and the way back. One that could not leave says
//! why, and keeps its words.

use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::icon::small_icon;
use crate::intl;
use crate::styles::HELD;
use crate::words::{fault, said, say};
use leptos::prelude::*;
use shared::api::writing::{HOLD_LENGTH, Held, NewHeld};
use shared::ids::CommandId;
use shared::time::Timestamp;
use std::time::Duration;

/// A message that is held, and when it leaves by the clock of this page.
#[derive(Clone)]
pub struct Waiting {
    pub held: Held,
    pub due: Timestamp,
    /// Whether the server has it.
    pub known: bool,
}

impl Waiting {
    /// As the server has just told of it.
    pub fn new(held: Held) -> Self {
        let due = browser::now() + held.left;
        Self { held, due, known: true }
    }

    /// On its way to the server.
    pub fn leaving(new: NewHeld) -> Self {
        let NewHeld { command, writing } = new;
        Self { known: false, ..Self::new(Held { command, writing, left: HOLD_LENGTH, problem: None }) }
    }
}

/// What can be done with a message that is held.
#[derive(Clone, Copy)]
pub struct HeldActs {
    pub take_back: Callback<CommandId>,
    pub release: Callback<CommandId>,
    /// Its time was up a while ago, and it has not been seen to leave.
    pub overdue: Callback<()>,
}

/// How long after its time a message may still be on its way.
const GRACE: i64 = 2_500;
/// While one is late, the server is asked for it so often, in seconds.
const ASKS_EVERY: i64 = 4;

#[component]
pub fn HeldMessages(held: RwSignal<Vec<Waiting>>, acts: HeldActs) -> AnyView {
    let now = RwSignal::new(browser::now());
    let tick = move || {
        let waits = held.with_untracked(|held| held.iter().any(|one| one.held.problem.is_none()));
        if !waits {
            return;
        }
        now.set(browser::now());
        let late = |one: &Waiting| one.held.problem.is_none() && now.get_untracked().0 > one.due.0 + GRACE;
        // Now and then only: the line may be down.
        let asks = now.get_untracked().0 / 1_000 % ASKS_EVERY == 0;
        if asks && held.with_untracked(|held| held.iter().any(late)) {
            acts.overdue.run(());
        }
    };
    if let Ok(beat) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || beat.clear());
    }
    let newest_first = move || held.with(|held| held.iter().rev().cloned().collect::<Vec<_>>());
    view! {
        <For each=newest_first key=|one| (one.held.command.clone(), one.known, one.held.problem.is_some()) let:one>
            {message(one, now, acts)}
        </For>
    }
    .into_any()
}

fn message(Waiting { held, due, known }: Waiting, now: RwSignal<Timestamp>, acts: HeldActs) -> AnyView {
    let Held { command, writing, problem, .. } = held;
    let file = writing.document.map(|document| {
        view! { class = HELD, <p class="file" dir="auto">{small_icon("paperclip")}<span>{document.name}</span></p> }
    });
    let words = (!writing.text.is_empty())
        .then(|| view! { class = HELD, <p class="words" dir="auto">{writing.text}</p> });
    let is_stuck = problem.is_some();
    let state = match problem {
        Some(problem) => {
            let words = move || said(say::undo_failed(fault(&problem)));
            view! { class = HELD, <span class="stuck" role="alert">{words}</span> }.into_any()
        }
        None => {
            let seconds = move || ((due.0 - now.get().0).max(0) + 999) / 1000;
            view! { class = HELD, <span>{move || said(say::undo_sending(intl::seconds(seconds())))}</span> }
                .into_any()
        }
    };
    let (back, leave) = (command.clone(), command);
    let undo = if is_stuck { say::UNDO_RESTORE } else { say::UNDO_UNDO };
    let release = (known && !is_stuck).then(|| {
        let press = move |()| acts.release.run(leave.clone());
        view! { <Button label=say::UNDO_NOW look=Look::Quiet icon_name="send" press /> }
    });
    let take_back = known.then(|| {
        view! { <Button label=undo icon_name="undo-2" press=move |()| acts.take_back.run(back.clone()) /> }
    });
    view! { class = HELD,
        <article class="held" data-stuck=is_stuck>
            <div class="bubble">{words}{file}</div>
            <footer class="foot no-print">
                {state}
                {take_back}
                {release}
            </footer>
        </article>
    }
    .into_any()
}
