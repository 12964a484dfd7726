//! One line icon of the sprite. It is decoration: the words beside it carry the meaning.

use crate::styles::ICON;
use leptos::prelude::*;

/// The icon `name` of `public/icons.svg`, 20 pixels wide.
pub fn icon(name: &str) -> AnyView {
    sized(name, false)
}

/// The same at 16 pixels, for lines of small text.
pub fn small_icon(name: &str) -> AnyView {
    sized(name, true)
}

fn sized(name: &str, small: bool) -> AnyView {
    let shape = format!("<use href=\"/icons.svg#{name}\"></use>");
    view! { class = ICON,
        <svg class="icon" data-small=small aria-hidden="true" inner_html=shape></svg>
    }
    .into_any()
}
