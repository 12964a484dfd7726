//! The app: its routes and nothing else.

use crate::pages::start::Start;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// Mounts the app in place of the page's skeleton.
pub fn start() {
    if let Some(skeleton) = document().get_element_by_id("skeleton") {
        skeleton.remove();
    }
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=Start>
                <Route path=path!("/") view=Start />
            </Routes>
        </Router>
    }
}
