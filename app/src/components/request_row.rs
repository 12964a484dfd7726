//! A negotiation in a list: one line at a desk, a card on a phone. Unread is weight, not colour alone.

use crate::components::clock48::clock48;
use crate::components::status::status;
use crate::intl;
use crate::route::Page;
use crate::styles::REQUEST_ROW;
use crate::words::{said, say};
use leptos::prelude::*;
use shared::view::{RequestRow, Role};

pub fn request_row(row: RequestRow) -> AnyView {
    let path = Page::Negotiation(row.negotiation.0.clone()).path();
    let is_buyer = row.role == Role::Buyer;
    // R18: an offer has no clock but that of whoever is faster.
    let clocked = !matches!(row.role, Role::Buyer | Role::Offered);
    let country = row.country;
    let company = row.buyer_company.clone();
    let whence = move || {
        let country = country.map(|country| intl::country(country.as_str()));
        company.clone().into_iter().chain(country).collect::<Vec<_>>().join(" · ")
    };
    let product = row.product_name.clone();
    let what = move || product.clone().unwrap_or_else(|| said(say::SUMMARY_WHOLE_STAND));
    let unread = row.unread;
    let news = (unread > 0).then(|| {
        view! { class = REQUEST_ROW,
            <span class="hidden-visually">{move || said(say::requests_unread(u64::from(unread)))}</span>
        }
    });
    let (last_at, waiting) = (row.last_at, row.waiting_since.filter(|_| clocked));
    view! { class = REQUEST_ROW,
        <a class="row" href=path data-unread=unread != 0 data-row>
            <span class="dot">{news}</span>
            <span class="cell" data-first>
                <span class="first">{if is_buyer { row.recipient_name.clone() } else { row.buyer_name.clone() }}</span>
                <span class="second">{whence}</span>
            </span>
            <span class="cell">
                <span class="first">{what}</span>
                <span class="second">{row.manufacturer_name}</span>
            </span>
            <span class="cell" data-whom>
                <span class="second">{if is_buyer { row.buyer_name } else { row.recipient_name }}</span>
            </span>
            <span class="state">{status(row.status)}{waiting.map(clock48)}</span>
            <time class="when" datetime=intl::machine(last_at) title=move || intl::exact(last_at)>
                {move || intl::short_time(last_at)}
            </time>
        </a>
    }
    .into_any()
}
