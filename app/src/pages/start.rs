//! The first page.

use crate::components::brand::Brand;
use leptos::prelude::*;

#[component]
pub fn Start() -> impl IntoView {
    view! {
        <main>
            <Brand />
        </main>
    }
}
