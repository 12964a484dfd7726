//! The older parts of the history. A part far from what is on the screen keeps its height and lets go of its entries;
//! where the last one comes near, the next is asked for.

use crate::components::button::{Button, Look};
use crate::components::entry::Reach;
use crate::components::history::{lines, with_days};
use crate::intl;
use crate::near::near;
use crate::styles::PAST;
use crate::words::{say, t};
use chrono::NaiveDate;
use leptos::html::{Div, Section};
use leptos::prelude::*;
use shared::view::Entry;

/// Parts nearer than this to what is on the screen, in pixels, are drawn.
const NEAR: u32 = 1_600;
/// Entries drawn in one frame.
const SLICE: usize = 10;

/// One part, oldest entry first, with the day of the entry above it.
#[derive(Clone)]
pub struct Older {
    pub entries: ArcRwSignal<Vec<Entry>>,
    pub above: Option<NaiveDate>,
}

/// `all` draws every part, near or far: for printing. `more` asks for the next part; `lost` says that it failed.
#[component]
pub fn Past(
    #[prop(into)] parts: Signal<Vec<Older>>,
    #[prop(into)] earlier: Signal<bool>,
    lost: RwSignal<bool>,
    all: RwSignal<bool>,
    more: Callback<()>,
    reach: Reach,
) -> AnyView {
    let edge = NodeRef::<Div>::new();
    let reached = near(edge, NEAR);
    // Asked again with every part that came, for as long as the edge is near.
    Effect::new(move |_| {
        let count = parts.with(Vec::len);
        if reached.get() && earlier.get() && !lost.get() {
            more.run(());
        }
        count
    });
    let retry = move || {
        lost.get().then(|| {
            let press = move |()| {
                lost.set(false);
                more.run(());
            };
            view! { <Button label=say::HISTORY_EARLIER look=Look::Quiet icon_name="chevron-down" press /> }
        })
    };
    let numbered = move || parts.get().into_iter().enumerate().collect::<Vec<_>>();
    view! { class = PAST,
        <div class="past" aria-live="off">
            <For each=numbered key=|(number, _)| *number let:part>{older(part.1, all, reach)}</For>
            {move || earlier.get().then(|| view! { class = PAST, <div class="edge" node_ref=edge>{retry}</div> })}
            <p class="missing">{t(say::KEEP_MISSING)}</p>
        </div>
    }
    .into_any()
}

fn older(part: Older, all: RwSignal<bool>, reach: Reach) -> AnyView {
    let place = NodeRef::<Section>::new();
    let is_near = near(place, NEAR);
    let drawn = Memo::new(move |_| is_near.get() || all.get());
    // What it measured when it was last let go of.
    let tall = Memo::new(move |before: Option<&Option<i32>>| match drawn.get() {
        true => before.copied().flatten(),
        false => place.get_untracked().map(|place| place.offset_height()),
    });
    let count = RwSignal::new(0);
    let total = part.entries.with_untracked(Vec::len);
    Effect::new(move |_| match (all.get(), drawn.get(), count.get()) {
        (true, _, some) if some < total => count.set(total),
        (false, true, some) if some < total => request_animation_frame(move || {
            count.try_set(some + SLICE);
        }),
        (_, false, some) if some > 0 => count.set(0),
        _ => {}
    });
    let reach = Reach { among: RwSignal::from(part.entries.clone()), ..reach };
    let content = move || {
        // Measured first: afterwards there is nothing to measure.
        tall.track();
        drawn.get().then(|| {
            let entries = part.entries.clone();
            let above = part.above;
            let shown = move |entries: &Vec<Entry>| with_days(entries.iter().rev().take(count.get()), above);
            lines(move || entries.with(shown), reach)
        })
    };
    let style = move || match (drawn.get(), tall.get()) {
        (false, Some(tall)) => Some(format!("height: {tall}px")),
        (true, Some(tall)) if count.get() < total => Some(format!("min-height: {tall}px")),
        _ => None,
    };
    view! { class = PAST, <section class="part" node_ref=place style=style>{content}</section> }.into_any()
}

/// The day of a part's last entry on the way down, for the part below it.
pub fn ends_on(entries: &[Entry]) -> Option<NaiveDate> {
    entries.first().map(|entry| intl::local_day(entry.at))
}
