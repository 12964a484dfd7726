//! The conversation to take away: printed, or as a text. Both hold what this viewer may see and nothing else,
//! because they are made of what the page shows.

use super::talk::Talk;
use super::transcript::transcript;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::styles::DIALOGS;
use crate::words::{say, t};
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use shared::view::Entry;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The two ways, with what goes wrong; `close` leaves the dialog, which would be printed too.
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
    view! { class = DIALOGS,
        <div class="form">
            <p class="text">{t(say::ACTION_KEEP_TEXT)}</p>
            {form_failure(problem)}
            <div class="foot">
                <Button label=say::KEEP_TEXT icon_name="download" look=Look::Plain busy=talk.busy press=move |()| whole(save) />
                <Button label=say::KEEP_PRINT icon_name="printer" look=Look::Primary busy=talk.busy press=move |()| whole(print) />
            </div>
        </div>
    }
    .into_any()
}

/// Once every part is drawn.
fn print(talk: Talk) {
    talk.whole.set(true);
    request_animation_frame(move || {
        request_animation_frame(move || {
            // Where printing is forbidden, nothing happens.
            drop(window().print());
            talk.whole.try_set(false);
        });
    });
}

fn save(talk: Talk) {
    let Some(header) = talk.header.get_untracked() else { return };
    let text = transcript(&header, &everything(talk));
    let name = format!("{}.txt", header.negotiation);
    // A browser that cannot make a file of it makes none.
    offer(&text, &name);
}

/// Oldest first.
fn everything(talk: Talk) -> Vec<Entry> {
    let parts = talk.past.get_untracked();
    let past = parts.iter().rev().flat_map(|part| part.entries.get_untracked());
    past.chain(talk.entries.get_untracked()).collect()
}

/// Gives the text to the browser as a file.
fn offer(text: &str, name: &str) -> Option<HtmlAnchorElement> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain;charset=utf-8");
    let file = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind).ok()?;
    let address = Url::create_object_url_with_blob(&file).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address).ok()?;
    Some(link)
}
