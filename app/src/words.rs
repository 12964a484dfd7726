//! The words of the app in the reader's language. Their texts are fetched once a language; what is
//! said follows the choice at once, everywhere.

use crate::browser;
use crate::client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Problem;
use shared::language::Language;
use std::sync::Arc;
use web_sys::UrlSearchParams;
use words::{Catalogue, Phrase};

pub use words::Key;
/// The catalogue's keys: `say::COMPOSER_SEND`.
pub use words::app as say;

const KEPT_AS: &str = "language";

thread_local! {
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(preferred());
    static CATALOGUE: ArcRwSignal<Option<Arc<Catalogue>>> = ArcRwSignal::new(None);
}

/// The language on show; reactive.
pub fn language() -> Language {
    LANGUAGE.with(|language| language.get())
}

/// Whether there are words to show.
pub fn ready() -> bool {
    CATALOGUE.with(|catalogue| catalogue.with(Option::is_some))
}

/// The text of a key, following the language: `<p>{t(say::LOAD_LOADING)}</p>`.
pub fn t(key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || said(key)
}

/// What a phrase says now; reactive where it is called.
pub fn said(phrase: impl Into<Phrase>) -> String {
    spoken(phrase.into())
}

fn spoken(phrase: Phrase) -> String {
    CATALOGUE.with(|catalogue| {
        catalogue.with(|words| words.as_ref().map(|words| words.say(phrase)).unwrap_or_default())
    })
}

/// The key under `code` in a group of the catalogue, else another.
pub fn named(group: &[(&str, Key)], code: &str, otherwise: Key) -> Key {
    words::find(group, code).unwrap_or(otherwise)
}

/// What went wrong, in the reader's language where there are words for the code.
pub fn fault(problem: &Problem) -> String {
    match words::find(say::GROUP_PROBLEM, &problem.code) {
        Some(key) => said(key),
        None => problem.detail.clone(),
    }
}

/// Changes the language and keeps the choice.
pub fn choose(language: Language) {
    browser::keep(KEPT_AS, language.code());
    fetch(language);
}

/// Fetches the words of the first language. Called once.
pub fn start() {
    fetch(LANGUAGE.with(|language| language.get_untracked()));
}

fn fetch(language: Language) {
    spawn_local(async move {
        let at = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
        let file = format!("/words/{}", say::FILE_NAMES[at]);
        // Without connection the old words stay, which is better than none.
        let Ok(array) = client::text(&file).await else { return };
        let Ok(texts) = client::read(&array) else { return };
        let Ok(words) = Catalogue::of(language.code(), texts, say::COUNT) else { return };
        CATALOGUE.with(|catalogue| catalogue.set(Some(Arc::new(words))));
        LANGUAGE.with(|current| current.set(language));
        if let Some(root) = document().document_element() {
            // The root element takes every attribute.
            drop(root.set_attribute("lang", language.code()));
        }
    });
}

/// `?lang=` of the address, else the last choice, else the first of the browser's that we speak.
fn preferred() -> Language {
    let query = window().location().search().unwrap_or_default();
    let asked = UrlSearchParams::new_with_str(&query).ok().and_then(|query| query.get("lang"));
    if let Some(asked) = asked.as_deref().and_then(Language::from_tag) {
        browser::keep(KEPT_AS, asked.code());
        return asked;
    }
    let spoken = window().navigator().languages();
    let spoken = spoken.iter().filter_map(|tag| tag.as_string());
    browser::kept(KEPT_AS)
        .into_iter()
        .chain(spoken)
        .find_map(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}
