//! The app: its pages in their frame, and nothing else.

use crate::components::menu::close_others;
use crate::components::toast::{ToastPlace, Toasts};
use crate::pages;
use crate::route::{self, Page};
use crate::shell::Bar;
use crate::styles::SHELL;
use crate::words::{self, Key, said, say, t};
use crate::{session, theme};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Mounts the app in place of the page's skeleton.
pub fn start() {
    theme::show(theme::chosen());
    words::start();
    session::refresh();
    route::listen();
    drop(window_event_listener(ev::pointerdown, |event| {
        close_others(event.target().and_then(|target| target.dyn_into().ok()).as_ref());
    }));
    drop(window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape" {
            close_others(None);
        }
    }));
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    // The skeleton of index.html stays until there are words to show.
    let ready = Memo::new(|_| words::ready());
    Effect::new(move |_| {
        if let (true, Some(skeleton)) = (ready.get(), document().get_element_by_id("skeleton")) {
            skeleton.remove();
        }
    });
    Effect::new(|_| {
        document().set_title(&format!("{} · {}", said(title(&route::current())), said(say::BRAND)))
    });
    provide_context(Toasts::new());
    move || ready.get().then(frame)
}

fn frame() -> AnyView {
    let toasts = expect_context::<Toasts>();
    let page = Memo::new(|_| route::current());
    view! { class = SHELL,
        <a class="skip" href="#main">{t(say::NAV_SKIP)}</a>
        <Bar />
        <main class="main" id="main" tabindex="-1">{move || show(page.get())}</main>
        <ToastPlace toasts />
    }
    .into_any()
}

fn show(page: Page) -> AnyView {
    if !matches!(page, Page::Stand { .. }) {
        theme::accent(None);
    }
    match page {
        Page::Home => pages::home::home(),
        Page::Stand { stand, product } => pages::stand::stand(stand, product),
        Page::Link { token } => pages::link::link(token),
        Page::SignIn => pages::sign_in::sign_in(),
        Page::Requests => pages::requests::requests(),
        Page::Negotiation(id) => pages::negotiation::negotiation(id),
        Page::Network(manufacturer) => pages::network::network(manufacturer),
        Page::Mails => pages::mails::mails(),
        Page::NotFound => pages::not_found::not_found(),
    }
}

fn title(page: &Page) -> Key {
    match page {
        Page::Home => say::NAV_HOME,
        Page::Stand { .. } => say::STAND_TITLE,
        Page::Link { .. } => say::LINK_TITLE,
        Page::SignIn => say::SIGN_IN_TITLE,
        Page::Requests => say::REQUESTS_TITLE,
        Page::Negotiation(_) => say::NEGOTIATION_TITLE,
        Page::Network(_) => say::NAV_NETWORK,
        Page::Mails => say::NAV_MAILS,
        Page::NotFound => say::NOT_FOUND_TITLE,
    }
}
