//! What the app asks of the browser besides the page itself: clock, chance, storage. No rules here.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use shared::time::Timestamp;
use std::time::Duration;
use uuid::Builder;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Storage};

/// Now, in milliseconds since 1970; the user's clock, for showing only.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

thread_local! {
    static MINUTE: ArcRwSignal<Timestamp> = {
        let minute = ArcRwSignal::new(now());
        let next = minute.clone();
        // As long as the page is there.
        set_interval(move || next.set(now()), Duration::from_secs(60));
        minute
    };
}

/// Now, to the minute; reactive.
pub fn minute() -> Timestamp {
    MINUTE.with(|minute| minute.get())
}

/// A UUID of this moment and of chance (version 7): the idempotency key of one command. What is made one after
/// another lies side by side in the database.
pub fn new_id() -> String {
    let mut chance = [0_u8; 10];
    let crypto = window().crypto().expect("every browser that runs WebAssembly has it");
    // It fails only for more than 65,536 bytes.
    drop(crypto.get_random_values_with_u8_array(&mut chance));
    Builder::from_unix_timestamp_millis(js_sys::Date::now() as u64, &chance).into_uuid().to_string()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under `key`; none also where storage is forbidden.
pub fn kept(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps `value` for the next visit; an empty one is forgotten. Where storage is full or forbidden,
/// nothing is kept and nothing breaks.
pub fn keep(key: &str, value: &str) {
    let Some(storage) = storage() else { return };
    drop(if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) });
}

/// Forgets all that is kept under names with these beginnings.
pub fn forget(beginnings: &[&str]) {
    let Some(storage) = storage() else { return };
    let name = |at| storage.key(at).ok().flatten();
    let names: Vec<String> = (0..storage.length().unwrap_or_default()).filter_map(name).collect();
    for name in names.iter().filter(|name| beginnings.iter().any(|begin| name.starts_with(begin))) {
        drop(storage.remove_item(name));
    }
}

/// S1: where the stars are kept that a link was clicked with, until a person is before the page.
pub fn stars_of(negotiation: &str) -> String {
    format!("stars:{negotiation}")
}

/// Gives the first element that the selector finds the focus.
pub fn focus(selector: &str) -> Option<HtmlElement> {
    let element = document().query_selector(selector).ok()??.dyn_into::<HtmlElement>().ok()?;
    // An element of the page takes it.
    drop(element.focus());
    Some(element)
}

/// Until the browser is about to draw again.
pub async fn next_frame() {
    let drawn = Promise::new(&mut |resolve, _| {
        request_animation_frame(move || drop(resolve.call0(&JsValue::NULL)));
    });
    // It only ever resolves.
    drop(JsFuture::from(drawn).await);
}
