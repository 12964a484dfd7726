//! Whether somebody stays: has moved, pressed or scrolled anything, or is there for a while. What only who stays
//! needs waits for it: many only glance at a page, on a phone's network.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use std::time::Duration;
use web_sys::AddEventListenerOptions;

const SIGNS: [&str; 5] = ["pointermove", "pointerdown", "keydown", "wheel", "scroll"];
/// Nobody only glances for so long.
const GLANCE: Duration = Duration::from_secs(8);

thread_local! {
    static STAYS: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Looks out for the first sign of each kind.
pub fn start() {
    let stay = || STAYS.with(|stays| stays.set(true));
    set_timeout(stay, GLANCE);
    let seen = Closure::<dyn Fn()>::new(stay).into_js_value();
    let once = AddEventListenerOptions::new();
    once.set_once(true);
    once.set_passive(true);
    for sign in SIGNS {
        // A window takes them all.
        drop(window().add_event_listener_with_callback_and_add_event_listener_options(
            sign,
            seen.unchecked_ref(),
            &once,
        ));
    }
}

/// Whether somebody stays; reactive.
pub fn stays() -> bool {
    STAYS.with(|stays| stays.get())
}
