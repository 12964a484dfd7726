//! A seller as buyers see it (R7): name, town, distance, figures, badge. The whole card is the choice.

use crate::components::badge::{Tone, badge};
use crate::components::icon::small_icon;
use crate::components::stars::stars;
use crate::intl;
use crate::styles::SELLER_CARD;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::language::Language;
use shared::view;

/// `chosen` is the id of the seller that would get the inquiry; `pick` hears another.
pub fn seller_card(
    seller: view::SellerCard,
    chosen: Memo<Option<String>>,
    pick: Callback<String>,
) -> AnyView {
    let id = seller.id.0.clone();
    let same = id.clone();
    let chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&same)));
    let far = seller.distance_m.map(|metres| {
        view! { class = SELLER_CARD, <span class="far">{move || intl::distance(metres)}</span> }
    });
    let country = seller.country;
    let place = move || said(say::place_line(intl::country(country.as_str()), &seller.town));
    view! { class = SELLER_CARD,
        <label class="card" data-chosen=move || chosen.get()>
            <input class="choose" type="radio" name="seller" prop:checked=move || chosen.get()
                on:change=move |_| pick.run(id.clone()) />
            <span class="ring">{move || chosen.get().then(|| small_icon("check"))}</span>
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
    view! { class = SELLER_CARD, <span class="languages">{names}</span> }.into_any()
}
