//! A document of the history: the picture of its first page, what it is, and the way to it.

use crate::components::entry::{Act, Reach};
use crate::components::icon::{icon, small_icon};
use crate::intl;
use crate::styles::DOCUMENT;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::api::documents::{document_url, preview_url};
use shared::ids::EntryId;
use shared::negotiation::Document;

/// A document by itself.
pub fn card(entry: &EntryId, found: &Document, reach: Reach) -> AnyView {
    let inside = document(entry, found, reach);
    view! { class = DOCUMENT, <div class="card" role="group" aria-label=t(say::DOCUMENT_CARD)>{inside}</div> }
        .into_any()
}

/// What is told of a document, and the way to it.
pub fn document(entry: &EntryId, document: &Document, reach: Reach) -> AnyView {
    let negotiation = reach.negotiation.get_value();
    let (href, picture) = (document_url(&negotiation, entry), preview_url(&negotiation, entry));
    let opened = entry.clone();
    view! { class = DOCUMENT,
        <div class="document">
            {page(picture, document.name.clone())}
            <div class="about">
                <span class="name" dir="auto">{document.name.clone()}</span>
                {measures(document)}
                <a class="get" href=href download=document.name.clone() rel="external"
                    on:click=move |_| reach.act.run(Act::Opened(opened.clone()))>
                    {small_icon("download")}
                    <span>{t(say::DOCUMENT_DOWNLOAD)}</span>
                </a>
            </div>
        </div>
    }
    .into_any()
}

/// The first page; where it could not be drawn, a sign.
pub fn page(address: String, name: String) -> AnyView {
    let failed = RwSignal::new(false);
    let shown = move || match failed.get() {
        true => view! { class = DOCUMENT, <span class="sign">{icon("file-text")}</span> }.into_any(),
        false => {
            let (address, name) = (address.clone(), name.clone());
            view! { class = DOCUMENT,
                <img class="picture" src=address alt=move || said(say::document_preview(&name)) loading="lazy"
                    width="96" height="128" on:error=move |_| failed.set(true) />
            }
            .into_any()
        }
    };
    view! { class = DOCUMENT, <div class="page">{shown}</div> }.into_any()
}

/// How large it is.
pub fn measures(document: &Document) -> AnyView {
    let (bytes, pages) = (document.bytes, document.pages);
    let words = move || format!("{} · {}", said(say::document_pages(pages.into())), intl::bytes(bytes));
    view! { class = DOCUMENT, <span class="measures">{words}</span> }.into_any()
}
