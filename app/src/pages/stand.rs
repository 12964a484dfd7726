//! A stand as a buyer meets it: its products, who is near, the inquiry.

mod form;
mod sent;
mod visit;

use crate::client::question;
use crate::components::country::CountrySelect;
use crate::components::icon::icon;
use crate::components::seller_card::seller_card;
use crate::components::skeleton::Shape;
use crate::components::town::TownField;
use crate::load::{Load, Place, fetch, loaded};
use crate::route::{self, Page};
use crate::styles::STAND;
use crate::theme;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::exhibition::ReadStand;
use shared::view::{FallbackCard, ProductLine, Role, Sellers, Stand};
use visit::Visit;

pub fn stand() -> AnyView {
    match route::page() {
        Page::Stand(id) => one(id, route::asked("product")),
        _ => ().into_any(),
    }
}

fn one(id: String, product: Option<String>) -> AnyView {
    let place = Place::<Stand>::new();
    let visit = Visit::new(id.clone(), product);
    let ask = move || {
        fetch(place, question::<ReadStand>(&[&id], &Nothing {}));
    };
    ask();
    Effect::new(move |_| {
        place.with(|load| {
            if let Load::Ready(stand) = load {
                theme::accent(Some(&stand.accent));
            }
        });
    });
    let retry = Callback::new(move |()| ask());
    loaded(place, Shape::Blocks(4), retry, move |stand| page(stand, visit))
}

fn page(stand: Stand, visit: Visit) -> AnyView {
    let steps = move || match visit.sent.get() {
        Some(receipt) => sent::sent(receipt, visit),
        None => steps(visit),
    };
    let whole = ProductLine { id: "".into(), name: String::new(), description: String::new() };
    let products =
        std::iter::once(whole).chain(stand.products).map(|line| product(line, visit)).collect_view();
    let whose = (stand.manufacturer_name != stand.name)
        .then(|| view! { class = STAND, <p class="whose">{stand.manufacturer_name}</p> });
    view! { class = STAND,
        <header class="head">
            <a class="market" href="/">{stand.marketplace_name}</a>
            <h1>{stand.name}</h1>
            {whose}
        </header>
        <div class="page">
            <section class="section">
                <h2>{t(say::STAND_PRODUCTS)}</h2>
                <div class="products">{products}</div>
            </section>
            <div class="steps">{steps}</div>
        </div>
    }
    .into_any()
}

/// A product to ask about; the one without id stands for the whole stand.
fn product(line: ProductLine, visit: Visit) -> AnyView {
    let id = Some(line.id.0).filter(|id| !id.is_empty());
    let same = id.clone();
    let is_on = move || visit.product.with(|product| *product == same).to_string();
    let whole = id.is_none();
    let name = move || if whole { said(say::STAND_WHOLE) } else { line.name.clone() };
    let about = move || if whole { said(say::STAND_WHOLE_TEXT) } else { line.description.clone() };
    view! { class = STAND,
        <button type="button" class="product" aria-pressed=is_on on:click=move |_| visit.product.set(id.clone())>
            <span class="name">{name}</span>
            <span class="about">{about}</span>
        </button>
    }
    .into_any()
}

fn steps(visit: Visit) -> AnyView {
    let typed = Callback::new(move |()| visit.typed());
    let picked = Callback::new(move |_| visit.settle());
    let asked = move || !visit.country.with(String::is_empty);
    let asked = Memo::new(move |_| asked());
    let who = move || match asked.get() {
        true => loaded(visit.sellers, Shape::Blocks(3), Callback::new(move |()| visit.ask()), move |found| {
            sellers(found, visit)
        }),
        false => view! { class = STAND, <p class="hint">{icon("map-pin")}{t(say::STAND_WHERE_HINT)}</p> }
            .into_any(),
    };
    view! { class = STAND,
        <section class="section">
            <h2>{t(say::STAND_WHERE)}</h2>
            <div class="place">
                <CountrySelect value=visit.country />
                <TownField value=visit.town suggestions=visit.suggestions typed picked />
            </div>
        </section>
        <section class="section">
            <h2>{t(say::STAND_WHO)}</h2>
            <div class="section" aria-live="polite">{who}</div>
        </section>
        {form::form(visit)}
    }
    .into_any()
}

/// R7: at most four sellers, or who stands in for them (R9).
fn sellers(found: Sellers, visit: Visit) -> AnyView {
    if let Some(fallback) = found.fallback {
        return stand_in(fallback);
    }
    let pick = Callback::new(move |id| visit.pick.set(Some(id)));
    let cards =
        found.sellers.into_iter().map(|seller| seller_card(seller, visit.chosen, pick)).collect_view();
    view! { class = STAND,
        <p class="lead">{t(say::STAND_WHO_LEAD)}</p>
        <div class="sellers" role="radiogroup" aria-label=t(say::STAND_WHO)>{cards}</div>
    }
    .into_any()
}

fn stand_in(fallback: FallbackCard) -> AnyView {
    let words = move || match fallback.role {
        Role::AreaManager => said(say::stand_area_manager(&fallback.name)),
        _ => said(say::stand_worldwide(&fallback.name)),
    };
    view! { class = STAND, <p class="hint">{icon("globe")}<span>{words}</span></p> }.into_any()
}
