//! The frame of a page on which somebody sets something: what it is, what it does, and the settings below.

use crate::styles::SETTINGS;
use crate::words::{Key, t};
use leptos::prelude::*;

#[component]
pub fn Settings(title: Key, lead: Key, children: Children) -> AnyView {
    view! { class = SETTINGS,
        <div class="page">
            <h1>{t(title)}</h1>
            <p class="lead">{t(lead)}</p>
            {children()}
        </div>
    }
    .into_any()
}
