//! The app: its pages in their frame, and nothing else.

use crate::chunks::{self, Arriving, arriving};
use crate::components::menu::close_others;
use crate::components::skeleton::Shape;
use crate::components::toast::{ToastPlace, Toasts};
use crate::pages;
use crate::pages::negotiation::early;
use crate::route::{self, Page};
use crate::shell::Bar;
use crate::styles::SHELL;
use crate::words::{self, Key, said, say, t};
use crate::{icons, session, stay, theme};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::components::Router;

/// Mounts the app in place of the page's skeleton.
pub fn start() {
    drop(window_event_listener(ev::pointerdown, |event| {
        close_others(event.target().and_then(|target| target.dyn_into().ok()).as_ref());
    }));
    drop(window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape" {
            close_others(None);
        }
    }));
    stay::start();
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    if let Page::Negotiation(id) = route::asked_for() {
        early::ask(&id);
    }
    words::start();
    icons::fetch(icons::FIRST);
    session::refresh();
    // The skeleton of index.html stays until there are words to show.
    let ready = Memo::new(|_| words::ready());
    Effect::new(move |_| {
        if let (true, Some(skeleton)) = (ready.get(), document().get_element_by_id("skeleton")) {
            skeleton.remove();
        }
    });
    provide_context(Toasts::new());
    view! { <Router>{move || ready.get().then(frame)}</Router> }
}

fn frame() -> AnyView {
    route::begin();
    let toasts = expect_context::<Toasts>();
    view! { class = SHELL,
        // The browser's own jump, which takes the focus along.
        <a class="skip" href="#main" rel="external">{t(say::NAV_SKIP)}</a>
        <Bar />
        <main class="main" id="main" tabindex="-1">{shown()}</main>
        <ToastPlace toasts />
    }
    .into_any()
}

/// The page that the address means, made anew when it means another one.
fn shown() -> AnyView {
    let page = Memo::new(|_| route::page());
    Effect::new(move |_| {
        let title = said(page.with(title));
        // The words of most pages come with the page.
        if !title.is_empty() {
            document().set_title(&format!("{title} · {}", said(say::BRAND)));
        }
    });
    (move || content(page.get())).into_any()
}

fn content(page: Page) -> AnyView {
    // A stand brings the accent of its marketplace itself.
    theme::accent(None);
    match page {
        Page::Home => arrive(|| Box::pin(chunks::home())),
        Page::Stand(_) => arrive(|| Box::pin(chunks::stand())),
        Page::Link => arrive(|| Box::pin(chunks::link())),
        Page::SignIn => arrive(|| Box::pin(chunks::sign_in())),
        Page::Requests => arrive(|| Box::pin(chunks::requests())),
        Page::Negotiation(id) => pages::negotiation::negotiation(id),
        Page::Network(_) => arrive(|| Box::pin(chunks::network())),
        Page::Mails => arrive(|| Box::pin(chunks::mails())),
        Page::Rules => arrive(|| Box::pin(chunks::rules())),
        Page::Incidents => arrive(|| Box::pin(chunks::incidents())),
        Page::Hours => arrive(|| Box::pin(chunks::hours())),
        Page::MailSettings => arrive(|| Box::pin(chunks::mail_settings())),
        Page::Unsubscribe(_) => arrive(|| Box::pin(chunks::unsubscribe())),
        Page::NotFound => pages::not_found::not_found(),
    }
}

const fn title(page: &Page) -> Key {
    match page {
        Page::Home => say::NAV_HOME,
        Page::Stand(_) => say::STAND_TITLE,
        Page::Link => say::LINK_TITLE,
        Page::SignIn => say::SIGN_IN_TITLE,
        Page::Requests => say::REQUESTS_TITLE,
        Page::Negotiation(_) => say::NEGOTIATION_TITLE,
        Page::Network(_) => say::NAV_NETWORK,
        Page::Mails => say::NAV_MAILS,
        Page::Rules => say::NAV_RULES,
        Page::Incidents => say::NAV_INCIDENTS,
        Page::Hours => say::NAV_HOURS,
        Page::MailSettings => say::MAIL_SETTINGS_TITLE,
        Page::Unsubscribe(_) => say::UNSUBSCRIBE_TITLE,
        Page::NotFound => say::NOT_FOUND_TITLE,
    }
}

/// A page that comes as a file of its own.
fn arrive(page: fn() -> Arriving) -> AnyView {
    arriving(page, Shape::Blocks(4))
}
