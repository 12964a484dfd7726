//! Whether the file is the one that was accepted: fetched anew, its digest made by this very browser, compared
//! with the one that the acceptance holds (N3).

use super::talk::Talk;
use crate::client;
use crate::components::icon::icon;
use crate::components::skeleton::Shape;
use crate::load::{Place, loaded};
use crate::styles::DIALOGS;
use crate::words::{say, t};
use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use shared::api::documents::document_url;
use shared::ids::EntryId;
use wasm_bindgen_futures::JsFuture;

/// Compares, and says what came out.
pub fn verify(talk: Talk, quote: EntryId) -> AnyView {
    let accepted = talk.quote(&quote).and_then(|quote| quote.order).map(|order| order.sha256.into());
    let accepted: String = accepted.unwrap_or_default();
    let place = Place::<String>::new();
    let url = StoredValue::new(document_url(&talk.id(), &quote));
    let ask = move || place.show(async move { digest(&url.get_value()).await });
    ask();
    let verdict = move |found: String| {
        let same = found == accepted;
        let (sign, word) = match same {
            true => ("circle-check", say::QUOTE_VERIFIED),
            false => ("triangle-alert", say::QUOTE_ALTERED),
        };
        view! { class = DIALOGS,
            <p class="verdict" data-same=same role="status">{icon(sign)}<span>{t(word)}</span></p>
            <p class="digest">{found}</p>
        }
        .into_any()
    };
    loaded(place, Shape::Lines(2), Callback::new(move |()| ask()), verdict)
}

/// The SHA-256 of what is at the address.
async fn digest(url: &str) -> Result<String, Problem> {
    let response = Request::get(url).send().await.map_err(|_| client::lost())?;
    if !response.ok() {
        return Err(client::read::<Problem>(&response.text().await.map_err(|_| client::lost())?)
            .unwrap_or_else(|problem| problem));
    }
    let bytes = response.binary().await.map_err(|_| client::lost())?;
    hashed(&bytes).await.ok_or_else(client::unsupported)
}

/// None where the page has no safe address: browsers make digests only there.
async fn hashed(bytes: &[u8]) -> Option<String> {
    let subtle = window().crypto().ok()?.subtle();
    let made = subtle.digest_with_str_and_u8_array("SHA-256", bytes).ok()?;
    let buffer = JsFuture::from(made).await.ok()?.dyn_into::<js_sys::ArrayBuffer>().ok()?;
    let digest = js_sys::Uint8Array::new(&buffer).to_vec();
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
