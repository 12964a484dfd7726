//! An empty place that teaches the next step: one sentence, one action.

use crate::components::icon::icon;
use crate::styles::EMPTY;
use crate::words::{Key, t};
use leptos::prelude::*;

#[component]
pub fn Empty(
    icon_name: &'static str,
    title: Key,
    text: Key,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    view! { class = EMPTY,
        <div class="empty">
            <span class="mark">{icon(icon_name)}</span>
            <h2 class="title">{t(title)}</h2>
            <p class="text">{t(text)}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
