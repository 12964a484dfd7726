//! What the decision was made of, and the decision made again (R12).

use crate::client::question;
use crate::components::receipt;
use crate::components::skeleton::Shape;
use crate::load::{Place, fetch, loaded};
use crate::pages::negotiation::dialogs::Dialogs;
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::negotiations::ReadDecision;
use shared::routing::Trace;

/// Of the negotiation on show.
pub fn decision() -> AnyView {
    let Dialogs { talk, .. } = expect_context();
    let place = Place::<Trace>::new();
    let ask = move || fetch(place, question::<ReadDecision>(&[&talk.id()], &Nothing {}));
    ask();
    loaded(place, Shape::Lines(3), Callback::new(move |()| ask()), receipt::trace)
}
