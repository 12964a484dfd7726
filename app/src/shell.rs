//! What stands around every page: the bar with the ways to go, language, appearance, account. What its menus hold
//! arrives when one is opened.

pub mod menus;

use crate::chunks::{self, Arriving, arriving};
use crate::components::icon::{drawing, icon};
use crate::components::menu::Menu;
use crate::components::skeleton::Shape;
use crate::route::{self, Page};
use crate::session::session;
use crate::styles::SHELL;
use crate::theme;
use crate::words::{self, Key, said, say, t};
use leptos::prelude::*;
use shared::api::sessions::Session;

#[component]
pub fn Bar() -> AnyView {
    view! { class = SHELL,
        <header class="bar" role="banner">
            <div class="inner">
                <a class="brand" href="/">
                    <svg class="sign" aria-hidden="true" inner_html=drawing("kontor")></svg>
                    {t(say::BRAND)}
                </a>
                <nav class="links" aria-label=t(say::NAV_NAME)>
                    {move || ways().into_iter().map(|(page, word)| way(page, word)).collect_view()}
                </nav>
                <div class="end">
                    {language_menu()}
                    {theme_menu()}
                    {account_menu()}
                </div>
            </div>
        </header>
    }
    .into_any()
}

/// Where whoever is signed in may go.
fn ways() -> Vec<(Page, Key)> {
    let mut ways = vec![(Page::Home, say::NAV_HOME)];
    if let Some(session) = session().filter(|session| session.complete) {
        ways.push((Page::Requests, requests_word(&session)));
        if !session.manufacturers.is_empty() {
            ways.push((Page::Network(None), say::NAV_NETWORK));
        }
        if session.is_seller {
            ways.push((Page::Hours, say::NAV_HOURS));
        }
        if session.is_operator {
            ways.push((Page::Incidents, say::NAV_INCIDENTS));
            ways.push((Page::Mails, say::NAV_MAILS));
            ways.push((Page::Rules, say::NAV_RULES));
        }
    }
    ways
}

/// What the list of negotiations is called for this person.
pub fn requests_word(session: &Session) -> Key {
    match session {
        Session { is_operator: true, .. } => say::NAV_REQUESTS_OPERATOR,
        Session { manufacturers, .. } if !manufacturers.is_empty() => say::NAV_REQUESTS_MANUFACTURER,
        Session { is_seller: true, .. } => say::NAV_REQUESTS_SELLER,
        _ => say::NAV_REQUESTS_BUYER,
    }
}

fn way(page: Page, word: Key) -> AnyView {
    let path = page.path();
    let here = move || (route::page() == page).then_some("page");
    view! { class = SHELL, <a class="link" href=path aria-current=here>{t(word)}</a> }.into_any()
}

fn language_menu() -> AnyView {
    let code = view! { class = SHELL,
        {icon("languages")}
        <span class="code">{move || words::language().code()}</span>
    };
    // What is seen is part of what is heard.
    let name = || format!("{} {}", said(say::LANGUAGE_NAME), words::language().code());
    menu(code.into_any(), Signal::derive(name), || Box::pin(chunks::languages()))
}

fn theme_menu() -> AnyView {
    let handle = (move || icon(theme::chosen().sign())).into_any();
    menu(handle, Signal::derive(t(say::THEME_NAME)), || Box::pin(chunks::themes()))
}

fn account_menu() -> AnyView {
    menu(icon("menu"), Signal::derive(t(say::NAV_MENU)), || Box::pin(chunks::account()))
}

fn menu(handle: AnyView, name: Signal<String>, lines: fn() -> Arriving) -> AnyView {
    view! { <Menu handle name>{arriving(lines, Shape::Lines(3))}</Menu> }.into_any()
}
