//! The addresses of the pages, written once: `parse` and `path` are each other's inverse. A router
//! of our own, because a matched `enum` is all that these few pages need and a tenth of the size.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use std::cell::RefCell;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// A page with what its address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Stand {
        stand: String,
        product: Option<String>,
    },
    /// A link of a mail; the token stands behind `#`, where no server log sees it.
    Link {
        token: String,
    },
    SignIn,
    Requests,
    Negotiation(String),
    Network(Option<String>),
    Mails,
    NotFound,
}

impl Page {
    /// Reads path, query and fragment as the browser's location gives them.
    pub fn parse(path: &str, query: &str, fragment: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(decoded);
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        let product = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("product="));
        match (first.as_deref(), second, third) {
            (None, None, None) => Self::Home,
            (Some("stands"), Some(stand), None) => Self::Stand { stand, product: product.map(decoded) },
            (Some("link"), None, None) => Self::Link { token: fragment.trim_start_matches('#').to_owned() },
            (Some("sign-in"), None, None) => Self::SignIn,
            (Some("requests"), None, None) => Self::Requests,
            (Some("negotiations"), Some(id), None) => Self::Negotiation(id),
            (Some("network"), manufacturer, None) => Self::Network(manufacturer),
            (Some("mails"), None, None) => Self::Mails,
            _ => Self::NotFound,
        }
    }

    /// The address that `parse` reads back.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::Stand { stand, product: None } => format!("/stands/{}", encoded(stand)),
            Self::Stand { stand, product: Some(product) } => {
                format!("/stands/{}?product={}", encoded(stand), encoded(product))
            }
            Self::Link { token } => format!("/link#{token}"),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Requests => "/requests".to_owned(),
            Self::Negotiation(id) => format!("/negotiations/{}", encoded(id)),
            Self::Network(None) => "/network".to_owned(),
            Self::Network(Some(manufacturer)) => format!("/network/{}", encoded(manufacturer)),
            Self::Mails => "/mails".to_owned(),
        }
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn decoded(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), Into::into)
}

thread_local! {
    static CURRENT: ArcRwSignal<Page> = ArcRwSignal::new(here());
}

fn here() -> Page {
    let location = window().location();
    let part = |text: Result<String, _>| text.unwrap_or_default();
    Page::parse(&part(location.pathname()), &part(location.search()), &part(location.hash()))
}

/// The page on show; reactive.
pub fn current() -> Page {
    CURRENT.with(|page| page.get())
}

/// Goes to a page, as if its link had been followed.
pub fn go(page: Page) {
    change(page, true);
}

/// The same, but Back does not return to the page left.
pub fn replace(page: Page) {
    change(page, false);
}

fn change(page: Page, keep_old: bool) {
    let Ok(history) = window().history() else { return };
    let (nothing, path) = (JsValue::NULL, page.path());
    let changed = match keep_old {
        true => history.push_state_with_url(&nothing, "", Some(&path)),
        false => history.replace_state_with_url(&nothing, "", Some(&path)),
    };
    if changed.is_ok() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        CURRENT.with(|current| current.set(page));
    }
}

/// Listens to Back, Forward and to clicks on links into the app. Called once at the start.
pub fn listen() {
    thread_local! {
        static LISTENERS: RefCell<Vec<Closure<dyn FnMut(MouseEvent)>>> = const { RefCell::new(Vec::new()) };
    }
    let moved = Closure::new(|_: MouseEvent| CURRENT.with(|current| current.set(here())));
    let clicked = Closure::new(|event: MouseEvent| follow(&event));
    // Adding a listener cannot fail.
    drop(window().add_event_listener_with_callback("popstate", moved.as_ref().unchecked_ref()));
    drop(document().add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref()));
    LISTENERS.with(|listeners| listeners.borrow_mut().extend([moved, clicked]));
}

/// A plain click on a link to one of our pages changes the page; everything else is the browser's.
fn follow(event: &MouseEvent) {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(link) = target.closest("a[href]").ok().flatten() else { return };
    let Ok(link) = link.dyn_into::<HtmlAnchorElement>() else { return };
    let foreign = Ok(link.origin()) != window().location().origin();
    if modified || event.button() != 0 || event.default_prevented() || foreign || !link.target().is_empty() {
        return;
    }
    let page = Page::parse(&link.pathname(), &link.search(), &link.hash());
    // A place within the page, and files that the server answers, stay ordinary links.
    let within =
        link.pathname() == window().location().pathname().unwrap_or_default() && !link.hash().is_empty();
    if page != Page::NotFound && !within {
        event.prevent_default();
        go(page);
    }
}
