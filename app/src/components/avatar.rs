//! A person or company as initials. Decoration: the name stands beside it.

use crate::styles::AVATAR;
use leptos::prelude::*;

#[component]
pub fn Avatar(#[prop(into)] name: String, #[prop(optional)] own: bool) -> AnyView {
    view! { class = AVATAR,
        <span class="avatar" data-own=own aria-hidden="true">{initials(&name)}</span>
    }
    .into_any()
}

/// The first letters of the first and the last word: "Anna van Berg" becomes "AB". The style makes them large.
fn initials(name: &str) -> String {
    let is_letter = |c: &char| !c.is_ascii() || c.is_ascii_alphanumeric();
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(is_letter));
    let first = words.next();
    let last = words.next_back();
    [first, last].into_iter().flatten().collect()
}
