//! The words of the app in the reader's language. Their texts are fetched once a language, those of the first
//! screen before the others; what is said follows the choice at once, everywhere.

use crate::browser;
use crate::client::{self, Answer};
use futures_util::FutureExt;
use futures_util::future::Shared;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Problem;
use shared::language::Language;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use web_sys::UrlSearchParams;
use words::{Catalogue, Phrase};

pub use words::Key;
/// The catalogue's keys: `say::COMPOSER_SEND`.
pub use words::app as say;
/// The keys of what the domain names: `named::role(role)`.
pub use words::named;

const KEPT_AS: &str = "language";

thread_local! {
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(preferred());
    static CATALOGUE: ArcRwSignal<Option<Arc<Catalogue>>> = ArcRwSignal::new(None);
    /// Whether more is wanted than the first screen says.
    static WHOLE: Cell<bool> = const { Cell::new(false) };
    /// That, while it is on its way.
    static COMING: RefCell<Option<(Language, Shared<Answer>)>> = const { RefCell::new(None) };
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
pub fn coded(group: &[(&str, Key)], code: &str, otherwise: Key) -> Key {
    words::find(group, code).unwrap_or(otherwise)
}

/// What went wrong, in the reader's language once there are words for the code.
pub fn fault(problem: &Problem) -> String {
    if !WHOLE.get() {
        spawn_local(async { drop(complete().await) });
    }
    let words = words::find(say::GROUP_PROBLEM, &problem.code).map(said);
    words.filter(|words| !words.is_empty()).unwrap_or_else(|| problem.detail.clone())
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
        // Without connection the old words stay, which is better than none.
        let Ok(first) = texts(language, &say::FILE_NAMES).await else { return };
        let Ok(mut words) = Catalogue::of(language.code(), first, say::COUNT) else { return };
        if WHOLE.get() {
            let Ok(later) = texts(language, &say::LATER_FILE_NAMES).await else { return };
            words = words.with_later(later);
        }
        show(words);
        LANGUAGE.with(|current| current.set(language));
        if let Some(root) = document().document_element() {
            // The root element takes every attribute.
            drop(root.set_attribute("lang", language.code()));
        }
    });
}

/// Fetches the words that the first screen does not say, unless they are there.
///
/// # Errors
/// As [`client::text`].
pub async fn complete() -> Result<(), Problem> {
    WHOLE.set(true);
    let Some(first) = partial() else { return Ok(()) };
    let later = later(LANGUAGE.with(|language| language.get_untracked())).await?;
    // Another language may have come meanwhile, or somebody else may have been quicker.
    if partial().is_some_and(|now| now.code() == first.code()) {
        show(first.with_later(later));
    }
    Ok(())
}

/// Whoever wants them while they are on their way waits for the same.
async fn later(language: Language) -> Result<Vec<String>, Problem> {
    let coming = COMING.with_borrow(|coming| {
        coming.as_ref().filter(|(known, _)| *known == language).map(|(_, answer)| answer.clone())
    });
    let answer = coming.unwrap_or_else(|| {
        let answer = client::text(&address(language, &say::LATER_FILE_NAMES)).shared();
        COMING.set(Some((language, answer.clone())));
        answer
    });
    let text = answer.await;
    // What failed is asked for anew the next time.
    COMING.set(None);
    client::read(&text?)
}

/// The words on show, if they are only the first.
fn partial() -> Option<Arc<Catalogue>> {
    CATALOGUE.with(|catalogue| catalogue.get_untracked()).filter(|words| words.count() == say::COUNT)
}

fn show(words: Catalogue) {
    CATALOGUE.with(|catalogue| catalogue.set(Some(Arc::new(words))));
}

async fn texts(language: Language, names: &[&str; 9]) -> Result<Vec<String>, Problem> {
    client::read(&client::text(&address(language, names)).await?)
}

fn address(language: Language, names: &[&str; 9]) -> String {
    let at = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
    format!("/words/{}", names[at])
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
