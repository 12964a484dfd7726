//! A menu behind a handle, on the platform's own disclosure. `close_others` lets it go on a click
//! elsewhere and on Escape.

use crate::components::icon::icon;
use crate::styles::MENU;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

#[component]
pub fn Menu(
    /// What the handle shows.
    handle: AnyView,
    #[prop(into)] name: Signal<String>,
    /// Opens upwards: for bars at the bottom.
    #[prop(optional)]
    up: bool,
    /// What it holds; made when it is first opened.
    children: ChildrenFn,
) -> AnyView {
    let opened = RwSignal::new(false);
    view! { class = MENU,
        <details class="menu" data-menu data-up=up on:toggle=move |_| opened.set(true)>
            <summary class="handle" aria-label=name title=name>{handle}</summary>
            <div class="list">{move || opened.get().then(|| children())}</div>
        </details>
    }
    .into_any()
}

/// A line of a menu that does something.
pub fn item(
    icon_name: &str,
    word: impl Fn() -> String + Send + 'static,
    checked: Option<bool>,
    press: impl Fn() + 'static,
) -> AnyView {
    view! { class = MENU,
        <button
            type="button"
            class="item"
            role=checked.map(|_| "menuitemradio")
            aria-checked=checked.map(|checked| checked.to_string())
            on:click=move |event| {
                press();
                close(event.target().and_then(|target| target.dyn_into().ok()));
            }
        >
            {(!icon_name.is_empty()).then(|| icon(icon_name))}
            <span>{word}</span>
            {checked.unwrap_or(false).then(|| view! { class = MENU, <span class="tick">{icon("check")}</span> })}
        </button>
    }
    .into_any()
}

fn close(inside: Option<Element>) {
    if let Some(menu) = inside.and_then(|element| element.closest("details[data-menu]").ok().flatten()) {
        // Removing an attribute cannot fail.
        drop(menu.remove_attribute("open"));
    }
}

/// Closes every open menu that `target` is not in; with none, all, and the focus returns to the handle.
pub fn close_others(target: Option<&Node>) {
    let Ok(open) = document().query_selector_all("details[data-menu][open]") else { return };
    for at in 0..open.length() {
        let Some(menu) = open.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else { continue };
        if target.is_some() && menu.contains(target) {
            continue;
        }
        // Neither can fail on an element of the page.
        drop(menu.remove_attribute("open"));
        let handle = menu.query_selector("summary").ok().flatten();
        if let (None, Some(handle)) = (target, handle.and_then(|found| found.dyn_into::<HtmlElement>().ok()))
        {
            drop(handle.focus());
        }
    }
}
