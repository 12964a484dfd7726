//! One line icon of the sprite. It is decoration: the words beside it carry the meaning.

use crate::styles::ICON;
use leptos::prelude::*;

/// The icon `name` of a sprite in `public/`, 20 pixels wide.
pub fn icon(name: &str) -> AnyView {
    sized(name, false)
}

/// The same at 16 pixels, for lines of small text.
pub fn small_icon(name: &str) -> AnyView {
    sized(name, true)
}

fn sized(name: &str, small: bool) -> AnyView {
    view! { class = ICON,
        <svg class="icon" data-small=small aria-hidden="true" inner_html=drawing(name)></svg>
    }
    .into_any()
}

/// What is inside of an icon's `svg`: the sprite's drawing, which [`put_sprite`] brings into the page.
pub fn drawing(name: &str) -> String {
    format!("<use href=\"#icon-{name}\"></use>")
}

/// Puts the sprite into the page, where drawing one of it costs a fraction of drawing out of another file.
pub fn put_sprite(sprite: &str) {
    if let Some(body) = document().body() {
        // The one place where it can be put.
        drop(body.insert_adjacent_html("beforeend", &format!("<div hidden>{sprite}</div>")));
    }
}
