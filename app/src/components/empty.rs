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
    /// It is all there is on the page, so its title is the page's.
    #[prop(optional)]
    whole_page: bool,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let heading = match whole_page {
        true => view! { class = EMPTY, <h1 class="title">{t(title)}</h1> }.into_any(),
        false => view! { class = EMPTY, <h2 class="title">{t(title)}</h2> }.into_any(),
    };
    view! { class = EMPTY,
        <div class="empty">
            <span class="mark">{icon(icon_name)}</span>
            {heading}
            <p class="text">{t(text)}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
