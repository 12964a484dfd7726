//! The product's name as it stands in the bar.

use crate::styles::BRAND;
use leptos::prelude::*;

#[component]
pub fn Brand() -> impl IntoView {
    view! { class = BRAND, <a href="/" class="name">"Kontor"</a> }
}
