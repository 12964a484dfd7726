//! The choice of a country by its name in the reader's language. Native, so that it works everywhere.

use crate::components::field;
use crate::intl;
use crate::words::{say, t};
use leptos::prelude::*;
use shared::geo::countries;

/// `value` is the two-letter code, empty while nothing is chosen.
#[component]
pub fn CountrySelect(value: RwSignal<String>) -> AnyView {
    let options = move || {
        let name = |code: &str| (code.to_owned(), intl::country(code));
        let mut all: Vec<_> = countries().map(|country| name(country.as_str())).collect();
        intl::sort(&mut all);
        let option = |(code, name): (String, String)| {
            let chosen = value.get_untracked() == code;
            view! { <option value=code selected=chosen>{name}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    let id = field::new_id();
    let control = view! {
        <select
            id=id.clone()
            name="country"
            autocomplete="country"
            prop:value=move || value.get()
            on:change=move |event| value.set(event_target_value(&event))
        >
            <option value="">{t(say::PLACE_COUNTRY_CHOOSE)}</option>
            {options}
        </select>
    };
    field::framed(id, say::PLACE_COUNTRY, false, control.into_any(), ().into_any())
}
