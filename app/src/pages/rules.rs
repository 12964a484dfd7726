//! What the operator decides for every conversation. A change holds at once; when it cannot be kept, the page shows
//! what holds.

use crate::browser;
use crate::client::{call, question};
use crate::components::failure::form_failure;
use crate::components::setting::switch;
use crate::components::settings::Settings;
use crate::components::skeleton::Shape;
use crate::load::{Load, Place, fetch, loaded};
use crate::words::{say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::operation::{ChangeRules, NewRules, ReadRules, Rules};
use shared::api::{Nothing, Problem};
use shared::ids::CommandId;

pub fn rules() -> AnyView {
    let place = Place::<Rules>::new();
    let problem = RwSignal::new(None::<Problem>);
    let ask = move || fetch(place, question::<ReadRules>(&[], &Nothing {}));
    ask();
    let change = Callback::new(move |rules: Rules| {
        problem.set(None);
        spawn_local(async move {
            let command = CommandId(browser::new_id());
            match call::<ChangeRules>(&[], &NewRules { command, rules }).await {
                Ok(now) => drop(place.try_set(Load::Ready(now))),
                Err(refused) => {
                    problem.try_set(Some(refused));
                    place.try_update(|_| ());
                }
            }
        });
    });
    let ready = move |rules| shown(rules, change);
    view! {
        <Settings title=say::NAV_RULES lead=say::RULES_LEAD>
            {loaded(place, Shape::Blocks(1), Callback::new(move |()| ask()), ready)}
            {form_failure(problem)}
        </Settings>
    }
    .into_any()
}

fn shown(rules: Rules, change: Callback<Rules>) -> AnyView {
    let changed = move |event| {
        change.run(Rules { blocks_disclosure: event_target_checked(&event) });
    };
    let words = (say::RULES_DISCLOSURE, t(say::RULES_DISCLOSURE_TEXT));
    switch(words, move || rules.blocks_disclosure, changed)
}
