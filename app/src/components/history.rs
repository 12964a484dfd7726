//! The history, newest first, with day lines (N6). Long ones show their newest part; the rest follows
//! on demand, so that ten thousand entries open as quickly as ten.

use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::entry::{Reach, entry};
use crate::intl;
use crate::styles::HISTORY;
use crate::words::{said, say};
use leptos::prelude::*;
use shared::time::{Millis, Timestamp};
use shared::view::{Content, Entry};
use std::hash::{Hash, Hasher};

const PART: usize = 60;

/// `entries` are oldest first, as they happened.
#[component]
pub fn History(
    entries: RwSignal<Vec<Entry>>,
    /// Whether there are entries before those, and how to ask for them.
    earlier: RwSignal<bool>,
    more: Callback<()>,
    reach: Reach,
) -> AnyView {
    let limit = RwSignal::new(PART);
    let shown = move || entries.with(|all| with_days(all, limit.get()));
    let rest = Memo::new(move |_| entries.with(Vec::len) > limit.get() || earlier.get());
    let earlier = move || {
        rest.get().then(|| {
            let more = move |()| {
                limit.update(|limit| *limit += PART);
                if entries.with_untracked(Vec::len) < limit.get_untracked() {
                    more.run(());
                }
            };
            view! { class = HISTORY,
                <div class="earlier"><Button label=say::HISTORY_EARLIER look=Look::Quiet icon_name="chevron-down" press=more /></div>
            }
        })
    };
    view! { class = HISTORY,
        <div class="history" role="log" aria-live="polite" aria-relevant="additions">
            <For each=shown key=|(day, entry)| (*day, entry.id.clone(), look(entry)) let:line>
                {day_line(line.0)}
                {entry(line.1, reach)}
            </For>
            {earlier}
        </div>
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

/// The newest entries, newest first; each with its time when it is the first of its day on the way down.
fn with_days(entries: &[Entry], limit: usize) -> Vec<(Option<Timestamp>, Entry)> {
    let mut last = None;
    let line = |entry: &Entry| {
        let day = intl::local_day(entry.at);
        let first = last.replace(day) != Some(day);
        (first.then_some(entry.at), entry.clone())
    };
    entries.iter().rev().take(limit).map(line).collect()
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
