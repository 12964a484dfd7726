//! Tabs: one of several views at a time. Arrow keys move, as screen readers expect.

use crate::styles::TABS;
use crate::words::{Key, t};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One tab: its word and, where known, how many things it holds.
#[derive(Clone, Copy)]
pub struct Tab {
    pub word: Key,
    pub count: Option<u32>,
}

#[component]
pub fn Tabs(name: Key, #[prop(into)] tabs: Signal<Vec<Tab>>, selected: RwSignal<usize>) -> AnyView {
    let tab = move |(at, tab): (usize, Tab)| {
        let is_on = move || selected.get() == at;
        let count = tab.count.map(|count| view! { class = TABS, <span class="count">{count}</span> });
        view! { class = TABS,
            <button
                type="button"
                role="tab"
                class="tab"
                aria-selected=move || is_on().to_string()
                tabindex=move || if is_on() { "0" } else { "-1" }
                on:click=move |_| selected.set(at)
            >
                {t(tab.word)}
                {count}
            </button>
        }
    };
    let moved = move |event: KeyboardEvent| {
        let (at, last) = (selected.get_untracked(), tabs.with_untracked(Vec::len).saturating_sub(1));
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1).min(last),
            "ArrowLeft" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        selected.set(next);
        focus_tab(&event, next);
    };
    view! { class = TABS,
        <div class="tabs" role="tablist" aria-label=t(name) on:keydown=moved>
            {move || tabs.get().into_iter().enumerate().map(tab).collect_view()}
        </div>
    }
    .into_any()
}

fn focus_tab(event: &KeyboardEvent, at: usize) {
    let list = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let tab = list.and_then(|list| list.children().item(u32::try_from(at).ok()?));
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        // An element of the page takes the focus.
        drop(tab.focus());
    }
}
