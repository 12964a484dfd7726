//! A surface with a hairline around it.

use crate::styles;
use leptos::prelude::*;

#[component]
pub fn Card(#[prop(default = true)] padded: bool, children: Children) -> AnyView {
    view! { class = styles::CARD,
        <div class="card" data-padded=padded>{children()}</div>
    }
    .into_any()
}
