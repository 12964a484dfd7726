//! What stands around every page: the bar with the ways to go, language, appearance, account.

use crate::components::icon::icon;
use crate::components::menu::{self, Menu};
use crate::route::{self, Page};
use crate::session::{self, session};
use crate::styles::SHELL;
use crate::theme::{self, Theme};
use crate::words::{self, Key, said, say, t};
use leptos::prelude::*;
use shared::api::sessions::Session;
use shared::language::Language;

#[component]
pub fn Bar() -> AnyView {
    view! { class = SHELL,
        <header class="bar" role="banner">
            <div class="inner">
                <a class="brand" href="/">
                    <img class="sign" src="/favicon.svg" alt="" width="24" height="24" />
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
        if session.is_operator {
            ways.push((Page::Incidents, say::NAV_INCIDENTS));
            ways.push((Page::Mails, say::NAV_MAILS));
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
    let choice = |language: Language| {
        let chosen = words::language() == language;
        menu::item("", move || language.own_name().to_owned(), Some(chosen), move || words::choose(language))
    };
    view! {
        <Menu handle=code.into_any() name=Signal::derive(name)>
            {move || Language::ALL.map(choice).collect_view()}
        </Menu>
    }
    .into_any()
}

fn theme_menu() -> AnyView {
    let chosen = RwSignal::new(theme::chosen());
    let sign = |theme| match theme {
        Theme::System => "monitor",
        Theme::Light => "sun",
        Theme::Dark => "moon",
    };
    let word = |theme| match theme {
        Theme::System => say::THEME_SYSTEM,
        Theme::Light => say::THEME_LIGHT,
        Theme::Dark => say::THEME_DARK,
    };
    let choice = move |theme| {
        let choose = move || {
            theme::choose(theme);
            chosen.set(theme);
        };
        menu::item(sign(theme), t(word(theme)), Some(chosen.get() == theme), choose)
    };
    let handle = (move || icon(sign(chosen.get()))).into_any();
    view! {
        <Menu handle name=Signal::derive(t(say::THEME_NAME))>
            {move || Theme::ALL.map(choice).collect_view()}
        </Menu>
    }
    .into_any()
}

/// On a phone it also holds the ways of the bar.
fn account_menu() -> AnyView {
    let narrow = move || {
        let line = |(page, word): (Page, Key)| menu::item("", t(word), None, move || route::go(page.clone()));
        ways().into_iter().map(line).collect_view()
    };
    let account = move || match session() {
        Some(session) => view! { class = SHELL,
            <p class="person">{said(say::nav_signed_in(session.email))}</p>
            {menu::item("log-out", t(say::NAV_SIGN_OUT), None, session::sign_out)}
        }
        .into_any(),
        None => menu::item("user", t(say::NAV_SIGN_IN), None, || route::go(Page::SignIn)),
    };
    view! { class = SHELL,
        <Menu handle=icon("menu") name=Signal::derive(t(say::NAV_MENU))>
            <div class="narrow">{narrow}</div>
            {account}
        </Menu>
    }
    .into_any()
}
