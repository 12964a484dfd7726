//! The conversation to take away: as a PDF, as a text, or printed. All hold what this viewer may see and nothing else:
//! the server makes the PDF of it, the others are made of what the page shows.

use super::printing::print;
use super::talk::Talk;
use super::transcript::transcript;
use crate::client;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::intl;
use crate::styles::DIALOGS;
use crate::words::{language, say, t};
use gloo_net::http::Request;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use shared::api::documents::{Printing, printed_url};
use shared::view::Entry;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The three ways, with what goes wrong; `close` leaves the dialog, which would be printed too.
pub fn keeping(talk: Talk, problem: RwSignal<Option<Problem>>, close: Callback<()>) -> AnyView {
    let whole = move |then: fn(Talk)| {
        talk.busy.set(true);
        spawn_local(async move {
            let answer = talk.read_all().await;
            talk.busy.try_set(false);
            match answer {
                Ok(()) => {
                    close.try_run(());
                    then(talk);
                }
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    };
    let sheet = move |()| {
        talk.busy.set(true);
        spawn_local(async move {
            let answer = fetched(talk).await;
            talk.busy.try_set(false);
            match answer {
                Ok(()) => drop(close.try_run(())),
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    };
    view! { class = DIALOGS,
        <div class="form">
            <p class="text">{t(say::ACTION_KEEP_TEXT)}</p>
            {form_failure(problem)}
            <div class="foot">
                <Button label=say::KEEP_TEXT icon_name="file-text" look=Look::Plain busy=talk.busy press=move |()| whole(save) />
                <Button label=say::KEEP_PRINT icon_name="printer" look=Look::Plain busy=talk.busy press=move |()| whole(print) />
                <Button label=say::KEEP_PDF icon_name="download" look=Look::Primary busy=talk.busy press=sheet />
            </div>
        </div>
    }
    .into_any()
}

fn save(talk: Talk) {
    let Some(header) = talk.header.get_untracked() else { return };
    let text = transcript(&header, &everything(talk));
    let name = format!("{}.txt", header.negotiation);
    // A browser that cannot make a file of it makes none.
    offer(&Array::of1(&text.into()), "text/plain;charset=utf-8", &name);
}

/// The PDF, in the language of the page and the time of this place.
async fn fetched(talk: Talk) -> Result<(), Problem> {
    let id = talk.id();
    let url = printed_url(&id, &Printing { language: language(), zone: intl::own_zone() });
    let response = Request::get(&url).send().await.map_err(|_| client::lost())?;
    if !response.ok() {
        let text = response.text().await.map_err(|_| client::lost())?;
        return Err(client::read(&text).unwrap_or_else(|problem| problem));
    }
    let bytes = response.binary().await.map_err(|_| client::lost())?;
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    offer(&parts, "application/pdf", &format!("{id}.pdf")).map(drop).ok_or_else(client::unsupported)
}

/// Oldest first.
fn everything(talk: Talk) -> Vec<Entry> {
    let parts = talk.past.get_untracked();
    let past = parts.iter().rev().flat_map(|part| part.entries.get_untracked());
    past.chain(talk.entries.get_untracked()).collect()
}

/// Gives the parts of a file to the browser to be saved; they are texts or bytes.
fn offer(parts: &Array, kind: &str, name: &str) -> Option<HtmlAnchorElement> {
    let about = BlobPropertyBag::new();
    about.set_type(kind);
    let file = Blob::new_with_str_sequence_and_options(parts, &about).ok()?;
    let address = Url::create_object_url_with_blob(&file).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address).ok()?;
    Some(link)
}
