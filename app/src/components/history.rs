//! The newest part of the history, newest first, with day lines (N6). What is older has a component of its own, so
//! that ten thousand entries open as quickly as ten.

use crate::browser;
use crate::components::entry::{Reach, entry};
use crate::intl;
use crate::styles::HISTORY;
use crate::words::{said, say};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::ids::EntryId;
use shared::time::{Millis, Timestamp};
use shared::view::{Content, Entry};
use std::hash::{Hash, Hasher};

/// `entries` are oldest first, as they happened.
#[component]
pub fn History(entries: RwSignal<Vec<Entry>>, reach: Reach, children: Children) -> AnyView {
    let shown = move || entries.with(|all| with_days(all.iter().rev(), None));
    view! { class = HISTORY,
        <div class="history" id="history" role="log" aria-live="polite" aria-relevant="additions">
            {lines(shown, reach)}
            {children()}
        </div>
    }
    .into_any()
}

/// An entry, or the day of those below it.
pub enum Line {
    Day(Timestamp),
    Entry(Entry),
}

impl Line {
    /// What it is, and as what it is drawn: where that changes it is drawn anew.
    fn key(&self) -> (Option<EntryId>, u64) {
        match self {
            Self::Day(at) => (None, intl::local_day(*at).num_days_from_ce().unsigned_abs().into()),
            Self::Entry(entry) => (Some(entry.id.clone()), look(entry)),
        }
    }
}

/// Lines that stay as they are while others come and go.
pub fn lines(shown: impl Fn() -> Vec<Line> + Send + Sync + 'static, reach: Reach) -> AnyView {
    let draw = move |line| match line {
        Line::Day(at) => day_line(at),
        Line::Entry(found) => entry(found, reach),
    };
    view! { <For each=shown key=Line::key children=draw /> }.into_any()
}

/// What can be done with an entry, and what became of it, as one number. That it was read or looked into is written
/// into what stands: whoever is about to press something there still can.
fn look(entry: &Entry) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    match &entry.content {
        Content::Quote { quote, .. } => {
            (quote.status, &quote.may).hash(&mut hasher);
            quote.order.as_ref().map(|order| order.paid_at).hash(&mut hasher);
        }
        Content::Incident(incident) => (incident.state, &incident.may).hash(&mut hasher),
        _ => {}
    }
    hasher.finish()
}

/// Entries, newest first, below one of the day `above`.
pub fn with_days<'a>(entries: impl Iterator<Item = &'a Entry>, above: Option<NaiveDate>) -> Vec<Line> {
    let (mut last, mut lines) = (above, Vec::new());
    for entry in entries {
        let day = intl::local_day(entry.at);
        if last.replace(day) != Some(day) {
            lines.push(Line::Day(entry.at));
        }
        lines.push(Line::Entry(entry.clone()));
    }
    lines
}

fn day_line(at: Timestamp) -> AnyView {
    let words = move |at| {
        let now = browser::now();
        let day = intl::local_day(at);
        match () {
            () if day == intl::local_day(now) => said(say::HISTORY_TODAY),
            () if day == intl::local_day(now - Millis::days(1)) => said(say::HISTORY_YESTERDAY),
            () => intl::day(at),
        }
    };
    view! { class = HISTORY, <p class="day">{move || words(at)}</p> }.into_any()
}
