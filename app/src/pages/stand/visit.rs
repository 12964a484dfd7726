//! What a buyer has chosen so far on a stand, and the questions to the server that follow from it.

use crate::browser;
use crate::client::{call, question};
use crate::load::{Load, Place, fetch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exhibition::{BuyerPlace, PlacePrefix, ReadSellers, SuggestPlaces};
use shared::view::{InquiryReceipt, PlaceLine, Sellers};
use std::time::Duration;

const SETTLED: Duration = Duration::from_millis(250);
const COUNTRY_KEPT_AS: &str = "country";
const TOWN_KEPT_AS: &str = "town";

/// A handle to the signals of the page.
#[derive(Clone, Copy)]
pub struct Visit {
    pub stand: StoredValue<String>,
    pub product: RwSignal<Option<String>>,
    pub country: RwSignal<String>,
    pub town: RwSignal<String>,
    /// The town that the list of sellers stands for.
    settled: RwSignal<String>,
    pub suggestions: RwSignal<Vec<String>>,
    pub sellers: Place<Sellers>,
    /// What the buyer picked; none leaves it to the order (R11).
    pub pick: RwSignal<Option<String>>,
    /// Who would get the inquiry: the pick while it is shown, else the first.
    pub chosen: Memo<Option<String>>,
    pub sent: RwSignal<Option<InquiryReceipt>>,
    typing: StoredValue<Option<TimeoutHandle>>,
}

impl Visit {
    pub fn new(stand: String, product: Option<String>) -> Self {
        let kept = |key| browser::kept(key).unwrap_or_default();
        let (sellers, pick) = (Place::new(), RwSignal::new(None));
        let visit = Self {
            stand: StoredValue::new(stand),
            product: RwSignal::new(product),
            country: RwSignal::new(kept(COUNTRY_KEPT_AS)),
            town: RwSignal::new(kept(TOWN_KEPT_AS)),
            settled: RwSignal::new(kept(TOWN_KEPT_AS)),
            suggestions: RwSignal::new(Vec::new()),
            sellers,
            pick,
            chosen: Memo::new(move |_| sellers.with(|load| chosen(load, pick.get()))),
            sent: RwSignal::new(None),
            typing: StoredValue::new(None),
        };
        Effect::new(move |_| visit.ask());
        Effect::new(move |before: Option<String>| {
            let country = visit.country.get();
            if before.is_some_and(|before| before != country) {
                visit.town.set(String::new());
                visit.settle();
            }
            country
        });
        visit
    }

    /// Asks who is shown for the place and product chosen.
    pub fn ask(self) {
        let place = self.place();
        browser::keep(COUNTRY_KEPT_AS, &self.country.get());
        browser::keep(TOWN_KEPT_AS, &self.settled.get());
        if place.country.is_some() {
            let stand = self.stand.get_value();
            fetch(self.sellers, question::<ReadSellers>(&[&stand], &place));
        }
    }

    /// What was typed counts after a moment; until then towns are suggested.
    pub fn typed(self) {
        if let Some(earlier) = self.typing.try_update_value(Option::take).flatten() {
            earlier.clear();
        }
        let settle = move || {
            self.settle();
            self.suggest();
        };
        self.typing.set_value(set_timeout_with_handle(settle, SETTLED).ok());
    }

    /// Takes the town as it stands.
    pub fn settle(self) {
        self.settled.set(self.town.get_untracked().trim().to_owned());
    }

    fn suggest(self) {
        let prefix = self.settled.get_untracked();
        let country = Some(self.country.get_untracked()).filter(|country| !country.is_empty());
        if prefix.chars().count() < 2 || is_postcode(&prefix) {
            return self.suggestions.set(Vec::new());
        }
        spawn_local(async move {
            let asked = PlacePrefix { country, prefix: prefix.clone() };
            let Ok(places) = call::<SuggestPlaces>(&[], &asked).await else { return };
            // An answer to an older question is no help any more.
            if self.settled.try_get_untracked() == Some(prefix) {
                self.suggestions.try_set(names(places));
            }
        });
    }

    /// Where the buyer is, as the server wants to hear it.
    pub fn place(self) -> BuyerPlace {
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let town = given(self.settled.get());
        let (postcode, town) =
            if town.as_deref().is_some_and(is_postcode) { (town, None) } else { (None, town) };
        BuyerPlace {
            country: given(self.country.get()),
            town,
            postcode,
            product: self.product.get(),
            ..BuyerPlace::default()
        }
    }
}

/// Towns have no digits in their names; postcodes have some.
fn is_postcode(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

fn names(places: Vec<PlaceLine>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for place in places {
        if !names.contains(&place.name) {
            names.push(place.name);
        }
    }
    names
}

fn chosen(load: &Load<Sellers>, pick: Option<String>) -> Option<String> {
    let Load::Ready(found) = load else { return None };
    let shown = |id: &String| found.sellers.iter().any(|seller| seller.id.0 == *id);
    pick.filter(shown).or_else(|| found.sellers.first().map(|seller| seller.id.0.clone()))
}
