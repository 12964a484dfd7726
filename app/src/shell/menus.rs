//! What the menus of the bar hold: languages, appearances, the account.

use super::ways;
use crate::client::call;
use crate::components::menu;
use crate::route::{self, Page};
use crate::session::{self, session};
use crate::styles::SHELL;
use crate::theme::{self, Theme};
use crate::words::{self, Key, said, say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::sessions::{ReadIn, ReaderLanguage};
use shared::language::Language;

pub fn languages() -> AnyView {
    let choice = |language: Language| {
        let chosen = words::language() == language;
        menu::item("", move || language.own_name().to_owned(), Some(chosen), move || choose(language))
    };
    (move || Language::ALL.map(choice).collect_view()).into_any()
}

/// Mails come in it too.
fn choose(language: Language) {
    words::choose(language);
    if untrack(session).is_some() {
        // What cannot be told now is told with the next link or code.
        spawn_local(async move { drop(call::<ReadIn>(&[], &ReaderLanguage { language }).await) });
    }
}

pub fn themes() -> AnyView {
    let word = |theme| match theme {
        Theme::System => say::THEME_SYSTEM,
        Theme::Light => say::THEME_LIGHT,
        Theme::Dark => say::THEME_DARK,
    };
    let choice = move |theme: Theme| {
        let chosen = Some(theme::chosen() == theme);
        menu::item(theme.sign(), t(word(theme)), chosen, move || theme::choose(theme))
    };
    (move || Theme::ALL.map(choice).collect_view()).into_any()
}

/// On a phone it also holds the ways of the bar.
pub fn account() -> AnyView {
    let narrow = move || {
        let line = |(page, word): (Page, Key)| menu::item("", t(word), None, move || route::go(page.clone()));
        ways().into_iter().map(line).collect_view()
    };
    let account = move || match session() {
        Some(session) => view! { class = SHELL,
            <p class="person">{said(say::nav_signed_in(session.email))}</p>
            {session.complete.then(settings)}
            {menu::item("log-out", t(say::NAV_SIGN_OUT), None, session::sign_out)}
        }
        .into_any(),
        None => menu::item("user", t(say::NAV_SIGN_IN), None, || route::go(Page::SignIn)),
    };
    view! { class = SHELL, <div class="narrow">{narrow}</div>{account} }.into_any()
}

fn settings() -> AnyView {
    menu::item("mail", t(say::MAIL_SETTINGS_TITLE), None, || route::go(Page::MailSettings))
}
