//! The newest part of the history, newest first, with day lines (N6). What is older has a component of its own, so
//! that ten thousand entries open as quickly as ten.

use crate::browser;
use crate::components::entry::{Reach, entry};
use crate::intl;
use crate::styles::HISTORY;
use crate::words::{said, say};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::time::{Millis, Timestamp};
use shared::view::{Content, Entry};
use std::hash::{Hash, Hasher};

/// `entries` are oldest first, as they happened.
#[component]
pub fn History(entries: RwSignal<Vec<Entry>>, reach: Reach, children: Children) -> AnyView {
    let shown = move || entries.with(|all| with_days(all, None));
    view! { class = HISTORY,
        <div class="history" id="history" role="log" aria-live="polite" aria-relevant="additions">
            {lines(shown, reach)}
            {children()}
        </div>
    }
    .into_any()
}

/// An entry, with its time when it is the first of its day on the way down.
pub type Line = (Option<Timestamp>, Entry);

/// Lines that are drawn anew where they change.
pub fn lines(shown: impl Fn() -> Vec<Line> + Send + Sync + 'static, reach: Reach) -> AnyView {
    view! {
        <For each=shown key=|(day, entry)| (*day, entry.id.clone(), look(entry)) let:line>
            {day_line(line.0)}
            {entry(line.1, reach)}
        </For>
    }
    .into_any()
}

/// What of an entry can change, as one number: a changed one is drawn anew.
fn look(entry: &Entry) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    (entry.read_at, entry.unread).hash(&mut hasher);
    match &entry.content {
        Content::Quote { quote, .. } => {
            (quote.status, quote.opened_at, &quote.may).hash(&mut hasher);
            quote.order.as_ref().map(|order| order.paid_at).hash(&mut hasher);
        }
        Content::Incident(incident) => (incident.state, &incident.may).hash(&mut hasher),
        _ => {}
    }
    hasher.finish()
}

/// The entries, newest first, below one of the day `above`.
pub fn with_days(entries: &[Entry], above: Option<NaiveDate>) -> Vec<Line> {
    let mut last = above;
    let line = |entry: &Entry| {
        let day = intl::local_day(entry.at);
        let first = last.replace(day) != Some(day);
        (first.then_some(entry.at), entry.clone())
    };
    entries.iter().rev().map(line).collect()
}

fn day_line(at: Option<Timestamp>) -> AnyView {
    let words = move |at| {
        let now = browser::now();
        let day = intl::local_day(at);
        match () {
            () if day == intl::local_day(now) => said(say::HISTORY_TODAY),
            () if day == intl::local_day(now - Millis::days(1)) => said(say::HISTORY_YESTERDAY),
            () => intl::day(at),
        }
    };
    at.map(|at| view! { class = HISTORY, <p class="day">{move || words(at)}</p> }).into_any()
}
