//! Whether an element is on the screen, or near it.

use js_sys::Array;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Follows an element; `margin` pixels beyond the edge of the window still count. It begins as near.
pub fn near<E>(element: NodeRef<E>, margin: u32) -> ReadSignal<bool>
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + AsRef<Element> + 'static,
{
    let (is_near, set_near) = signal(true);
    let seen = move |entries: Array| {
        // Several may have gathered: the last is how it is now.
        let last = entries.iter().last().map(JsCast::unchecked_into::<IntersectionObserverEntry>);
        if let Some(last) = last {
            set_near.try_set(last.is_intersecting());
        }
    };
    let seen = Closure::<dyn Fn(Array)>::new(seen);
    let settings = IntersectionObserverInit::new();
    settings.set_root_margin(&format!("{margin}px 0px"));
    let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &settings).ok();
    let kept = StoredValue::new_local(Some((observer.clone(), seen)));
    Effect::new(move |_| {
        if let (Some(element), Some(observer)) = (element.get(), &observer) {
            observer.observe(element.as_ref());
        }
    });
    on_cleanup(move || {
        if let Some(Some((Some(observer), _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
    is_near
}
