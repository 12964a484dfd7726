//! The addresses of the pages, written once: `parse` and `path` are each other's inverse. History, links
//! and jumps are the router's; which page an address means is one `match` here, which weighs a tenth of a
//! tree of route components.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, Location, LocationProvider};
use std::cell::RefCell;
use std::rc::Rc;

/// A page with what its address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Stand(String),
    /// A link of a mail.
    Link,
    SignIn,
    Requests,
    Negotiation(String),
    /// Of the manufacturer named, else of the person's own.
    Network(Option<String>),
    Mails,
    /// What the operator decides for everybody.
    Rules,
    Incidents,
    /// When the seller is there.
    Hours,
    MailSettings,
    /// The link that turns mails off, with its code.
    Unsubscribe(String),
    NotFound,
}

impl Page {
    /// Reads a path.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("stands"), Some(stand), None) => Self::Stand(decoded(stand)),
            (Some("link"), None, _) => Self::Link,
            (Some("sign-in"), None, _) => Self::SignIn,
            (Some("requests"), None, _) => Self::Requests,
            (Some("negotiations"), Some(id), None) => Self::Negotiation(decoded(id)),
            (Some("network"), manufacturer, None) => Self::Network(manufacturer.map(decoded)),
            (Some("mails"), None, _) => Self::Mails,
            (Some("rules"), None, _) => Self::Rules,
            (Some("incidents"), None, _) => Self::Incidents,
            (Some("hours"), None, _) => Self::Hours,
            (Some("mail-settings"), None, _) => Self::MailSettings,
            (Some("unsubscribe"), Some(code), None) => Self::Unsubscribe(decoded(code)),
            _ => Self::NotFound,
        }
    }

    /// The path that `parse` reads back.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::Stand(stand) => format!("/stands/{}", encoded(stand)),
            Self::Link => "/link".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Requests => "/requests".to_owned(),
            Self::Negotiation(id) => format!("/negotiations/{}", encoded(id)),
            Self::Network(None) => "/network".to_owned(),
            Self::Network(Some(manufacturer)) => format!("/network/{}", encoded(manufacturer)),
            Self::Mails => "/mails".to_owned(),
            Self::Rules => "/rules".to_owned(),
            Self::Incidents => "/incidents".to_owned(),
            Self::Hours => "/hours".to_owned(),
            Self::MailSettings => "/mail-settings".to_owned(),
            Self::Unsubscribe(code) => format!("/unsubscribe/{}", encoded(code)),
        }
    }
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn decoded(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), Into::into)
}

type Navigate = dyn Fn(&str, NavigateOptions);

/// The router's two ends: where we are, and how to go on.
#[derive(Clone)]
struct Way {
    location: Location,
    navigate: Rc<Navigate>,
}

thread_local! {
    static WAY: RefCell<Option<Way>> = const { RefCell::new(None) };
}

/// Remembers the router, so that a click handler can use it too. Called once, inside of it.
pub fn begin() {
    let way = Way { location: use_location(), navigate: Rc::new(use_navigate()) };
    WAY.with(|place| place.replace(Some(way)));
    // A link that was followed stands in the address bar once its page is on show, which the router's own
    // routes would say.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        here();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
}

fn way() -> Option<Way> {
    WAY.with(|way| way.borrow().clone())
}

/// The page that the browser was opened with.
pub fn asked_for() -> Page {
    let path = window().location().pathname();
    path.map_or(Page::NotFound, |path| Page::parse(&path))
}

/// The path on show; reactive.
pub fn here() -> String {
    way().map(|way| way.location.pathname.get()).unwrap_or_default()
}

/// The page on show; reactive.
pub fn page() -> Page {
    Page::parse(&here())
}

/// What stands behind `#`, where no server log sees it; reactive.
pub fn fragment() -> String {
    let fragment = way().map(|way| way.location.hash.get()).unwrap_or_default();
    fragment.trim_start_matches('#').to_owned()
}

/// What the query says when the page is opened.
pub fn asked(name: &str) -> Option<String> {
    way()?.location.query.with_untracked(|query| query.get(name))
}

/// Goes to a page, as if its link had been followed.
pub fn go(page: Page) {
    change(&page.path(), false);
}

/// The same by its path, but Back does not return to the page left.
pub fn replace(path: &str) {
    change(path, true);
}

fn change(path: &str, replace: bool) {
    if let Some(way) = way() {
        (way.navigate)(path, NavigateOptions { replace, ..NavigateOptions::default() });
    }
}
