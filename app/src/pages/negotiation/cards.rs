//! What came with an entry, drawn. It arrives with the first entry that needs it.

use crate::chunks;
use crate::components::entry::{Card, Reach};
use crate::components::skeleton::Shape;
use crate::components::{document, incident, quote};
use crate::load::{Place, loaded};
use leptos::prelude::*;

/// Draws a card.
pub type Draw = fn(Card, Reach) -> AnyView;

/// The card, once what draws it is there.
pub fn card(card: Card, reach: Reach) -> AnyView {
    let place = Place::<Draw>::new();
    let ask = move || place.show(chunks::whole(chunks::cards()));
    ask();
    loaded(place, Shape::Lines(3), Callback::new(move |()| ask()), move |draw| draw(card.clone(), reach))
}

/// Only the file of the cards may name this.
pub fn draw(card: Card, reach: Reach) -> AnyView {
    match card {
        Card::Document(entry, found) => document::card(&entry, &found, reach),
        Card::Quote(entry, found) => quote::quote(entry, *found, reach),
        Card::Wishes(amount, wanted_by) => quote::wishes(amount, wanted_by),
        Card::Incident(entry, found) => incident::incident(entry, *found, reach),
    }
}
