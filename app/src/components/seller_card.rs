//! A seller as buyers see it (R7): name, town, distance, figures, badge. The whole card is the choice.

use crate::components::badge::{Tone, badge};
use crate::components::icon::small_icon;
use crate::components::stars::stars;
use crate::intl;
use crate::styles;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::language::Language;
use shared::view;

/// `picked` holds the id of the chosen seller.
pub fn seller_card(seller: view::SellerCard, picked: RwSignal<Option<String>>) -> AnyView {
    let id = seller.id.0.clone();
    let chosen = {
        let id = id.clone();
        move || picked.with(|picked| picked.as_ref() == Some(&id))
    };
    let mark = chosen.clone();
    let far = seller.distance_m.map(|metres| {
        view! { class = styles::SELLER_CARD, <span class="far">{move || intl::distance(metres)}</span> }
    });
    let country = seller.country;
    let place = move || said(say::place_line(&seller.town, intl::country(country.as_str())));
    view! { class = styles::SELLER_CARD,
        <label class="card" data-chosen=chosen>
            <input class="choose" type="radio" name="seller" prop:checked=mark.clone()
                on:change=move |_| picked.set(Some(id.clone())) />
            <span class="ring">{move || mark().then(|| small_icon("check"))}</span>
            <span class="name">
                {seller.name}
                {seller.partner.then(|| badge(Tone::Accent, "badge-check", t(say::SELLER_PARTNER)))}
            </span>
            <span class="place">{far}<span>{place}</span>{languages(seller.languages)}</span>
            {stars(seller.stars)}
        </label>
    }
    .into_any()
}

fn languages(spoken: Vec<Language>) -> AnyView {
    let names = move || {
        let names: Vec<_> = spoken.iter().map(|language| intl::language_name(language.code())).collect();
        names.join(" · ")
    };
    view! { class = styles::SELLER_CARD, <span class="languages">{names}</span> }.into_any()
}
