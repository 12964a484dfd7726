//! The class of each component's style file, made by the build script: `COMPOSER`.
//! Give it to a view as `view! { class = COMPOSER, … }`. And the sheet of what the first screen does not show.

use crate::{client, icons};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

include!(concat!(env!("OUT_DIR"), "/styles.rs"));

thread_local! {
    /// The later sheet, on its way or there.
    static LATER: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Fetches the styles and icons that the first screen does without, unless they are there.
///
/// # Errors
/// `connection_lost`.
pub async fn complete() -> Result<(), Problem> {
    let sheet = LATER.with_borrow_mut(|later| later.get_or_insert_with(later_sheet).clone());
    match JsFuture::from(sheet).await {
        Ok(_) => Ok(()),
        Err(_) => {
            LATER.take();
            Err(client::lost())
        }
    }
}

/// Puts the sheet on the page; kept when it is there.
fn later_sheet() -> Promise {
    icons::fetch(icons::LATER);
    Promise::new(&mut |there, lost| {
        let document = document();
        let Some((head, link)) = document.head().zip(document.create_element("link").ok()) else { return };
        let link: HtmlLinkElement = link.unchecked_into();
        link.set_rel("stylesheet");
        link.set_href(LATER_SHEET);
        link.set_onload(Some(&there));
        link.set_onerror(Some(&lost));
        // The head takes every link.
        drop(head.append_child(&link));
    })
}
