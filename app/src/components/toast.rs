//! Short news at the edge of the page: what was done. Faults stand next to their cause instead.

use crate::components::icon::icon;
use crate::styles::TOAST;
use leptos::prelude::*;
use std::time::Duration;

const SHOWN_FOR: Duration = Duration::from_secs(5);

/// The news on show, newest last. A handle to give away.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<(u32, String)>>);

impl Toasts {
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Shows `text` for five seconds.
    pub fn say(self, text: String) {
        let number = self.0.with_untracked(|shown| shown.last().map_or(0, |(number, _)| number + 1));
        self.0.update(|shown| shown.push((number, text)));
        set_timeout(move || self.0.update(|shown| shown.retain(|(other, _)| *other != number)), SHOWN_FOR);
    }
}

/// The place where toasts appear; stays in the page so that screen readers hear of them.
#[component]
pub fn ToastPlace(toasts: Toasts) -> AnyView {
    let toast = |(_, text)| {
        view! { class = TOAST,
            <p class="toast">{icon("circle-check")}<span>{text}</span></p>
        }
    };
    view! { class = TOAST,
        <div class="toasts" role="status">{move || toasts.0.get().into_iter().map(toast).collect_view()}</div>
    }
    .into_any()
}
