//! The marketplaces with their stands.

use crate::client::question;
use crate::components::icon::icon;
use crate::components::skeleton::Shape;
use crate::load::{Place, fetch, loaded};
use crate::route::Page;
use crate::styles::HOME;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::exhibition::ListMarketplaces;
use shared::view::{Marketplace, StandLine};

/// How many stands a marketplace shows before it is asked for all.
const FIRST: usize = 5;

pub fn home() -> AnyView {
    let place = Place::<Vec<Marketplace>>::new();
    let ask = move || fetch(place, question::<ListMarketplaces>(&[], &Nothing {}));
    ask();
    let list = |markets: Vec<Marketplace>| {
        let cards = markets.into_iter().map(market).collect_view();
        view! { class = HOME, <div class="markets">{cards}</div> }.into_any()
    };
    view! { class = HOME,
        <div class="head">
            <h1>{t(say::HOME_TITLE)}</h1>
            <p class="lead">{t(say::HOME_LEAD)}</p>
        </div>
        {loaded(place, Shape::Blocks(4), Callback::new(move |()| ask()), list)}
    }
    .into_any()
}

fn market(market: Marketplace) -> AnyView {
    let all = RwSignal::new(market.stands.len() <= FIRST + 1);
    let stands = market.stands;
    let count = stands.len() as u64;
    let lines = move || {
        let shown = if all.get() { stands.len() } else { FIRST };
        stands.iter().take(shown).cloned().map(stand).collect_view()
    };
    let more = move || {
        (!all.get()).then(|| view! { class = HOME,
        <button type="button" class="more" on:click=move |_| all.set(true)>{move || said(say::home_all_stands(count))}</button>
    })
    };
    view! { class = HOME,
        <section class="market" style=format!("--brand: {}", market.accent)>
            <div class="sign">
                <span class="mark">{icon(sign(&market.id.0))}</span>
                <h2 class="name">{market.name}</h2>
                <p class="tagline">{market.tagline}</p>
            </div>
            <div class="stands">{lines}{more}</div>
        </section>
    }
    .into_any()
}

fn stand(stand: StandLine) -> AnyView {
    let path = Page::Stand(stand.id.0).path();
    let count = u64::from(stand.products);
    view! { class = HOME,
        <a class="stand" href=path>
            {stand.name}
            <span class="count">{move || said(say::home_products(count))}</span>
        </a>
    }
    .into_any()
}

/// A picture for the trades that we know; a shop for others.
fn sign(marketplace: &str) -> &'static str {
    const SIGNS: [(&str, &str); 6] = [
        ("industr", "factory"),
        ("medic", "stethoscope"),
        ("archi", "drafting-compass"),
        ("nautic", "anchor"),
        ("avia", "plane"),
        ("farm", "tractor"),
    ];
    SIGNS.iter().find(|(part, _)| marketplace.contains(part)).map_or("store", |(_, sign)| sign)
}
