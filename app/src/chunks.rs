//! Pages and parts that arrive as files of their own when they are first shown, so that nobody loads
//! what is not looked at. Only the page that most people come for, by the link of a mail, is there from the start.

use crate::client;
use crate::components::skeleton::Shape;
use crate::load::{Place, loaded};
use crate::pages;
use crate::pages::negotiation::Tools;
use crate::pages::negotiation::cards::Draw;
use crate::{shell, styles, words};
use futures_util::future::join3;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use shared::api::Problem;
use std::pin::Pin;

/// Makes the page, once its file is there.
pub type Build = fn() -> AnyView;

/// A page whose file is on its way.
pub type Arriving = Pin<Box<dyn Future<Output = Result<Build, SplitLoaderError>>>>;

macro_rules! chunks {
    ($($chunk:ident { $($name:ident: $page:path,)+ })+) => {$($(
        #[wasm_split($chunk, fallible, wasm_split_path = leptos::wasm_split)]
        pub fn $name() -> Result<Build, SplitLoaderError> {
            Ok($page)
        }
    )+)+};
}

// What the same people look at comes in one file.
chunks! {
    exhibition {
        home: pages::home::home,
        stand: pages::stand::stand,
    }
    door {
        link: pages::link::link,
        sign_in: pages::sign_in::sign_in,
        mail_settings: pages::mail_settings::mail_settings,
        unsubscribe: pages::unsubscribe::unsubscribe,
        languages: shell::menus::languages,
        themes: shell::menus::themes,
        account: shell::menus::account,
    }
    talk {
        dialogs: pages::negotiation::dialogs::dialogs,
        decision: pages::negotiation::decision::decision,
        enclosure: pages::negotiation::enclosure::enclosure,
        notices: pages::negotiation::notices::notices,
    }
    writing {
        company: pages::negotiation::company::company,
        past: pages::negotiation::past::past,
        held: pages::negotiation::held::held,
    }
    desk {
        requests: pages::requests::requests,
        network: pages::network::network,
        mails: pages::mails::mails,
        rules: pages::rules::rules,
        incidents: pages::incidents::incidents,
        hours: pages::hours::hours,
    }
}

/// What writing needs once somebody begins to write.
#[wasm_split(writing, fallible, wasm_split_path = leptos::wasm_split)]
pub fn tools() -> Result<Tools, SplitLoaderError> {
    Ok(Tools::new())
}

/// What draws documents, quotes and incidents: where there are none, it is not needed.
#[wasm_split(cards, fallible, wasm_split_path = leptos::wasm_split)]
pub fn cards() -> Result<Draw, SplitLoaderError> {
    Ok(pages::negotiation::cards::draw)
}

/// A chunk, with the words and styles that the first screen does without.
pub async fn whole<T>(chunk: impl Future<Output = Result<T, SplitLoaderError>>) -> Result<T, Problem> {
    let (chunk, words, styles) = join3(chunk, words::complete(), styles::complete()).await;
    words.and(styles).and(chunk.map_err(|_| client::lost()))
}

/// The page's shape until its file is there; when it cannot be fetched, the way to try again.
pub fn arriving(page: fn() -> Arriving, shape: Shape) -> AnyView {
    let place = Place::<Build>::new();
    let ask = move || place.show(whole(page()));
    ask();
    loaded(place, shape, Callback::new(move |()| ask()), |build| untrack(build))
}
