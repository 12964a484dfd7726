//! One thing that can be set: a field with its name, and what it means.

use crate::styles::SETTING;
use crate::words::{Key, t};
use leptos::ev::Event;
use leptos::prelude::*;

/// Turned on or off by itself.
pub fn switch(
    (name, what): (Key, impl Fn() -> String + Send + 'static),
    chosen: impl Fn() -> bool + Send + 'static,
    changed: impl Fn(Event) + 'static,
) -> AnyView {
    field("checkbox", None, (name, what), chosen, changed)
}

/// One of a group, of which one is chosen.
pub fn one_of(
    group: &'static str,
    (name, what): (Key, impl Fn() -> String + Send + 'static),
    chosen: impl Fn() -> bool + Send + 'static,
    changed: impl Fn(Event) + 'static,
) -> AnyView {
    field("radio", Some(group), (name, what), chosen, changed)
}

fn field(
    kind: &'static str,
    group: Option<&'static str>,
    (name, what): (Key, impl Fn() -> String + Send + 'static),
    chosen: impl Fn() -> bool + Send + 'static,
    changed: impl Fn(Event) + 'static,
) -> AnyView {
    view! { class = SETTING,
        <label class="setting">
            <input type=kind name=group prop:checked=chosen on:change=changed />
            <span class="name">{t(name)}</span>
            <span class="what">{what}</span>
        </label>
    }
    .into_any()
}
