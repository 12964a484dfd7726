//! Whom to bring in, by forward or cc (N4): members of the network, searched for as one types, and addresses.

use super::talk::Talk;
use crate::client::call;
use crate::components::field::{self, Field, Kind};
use crate::components::members::{members, warning};
use crate::components::skeleton::Shape;
use crate::load::{Place, loaded};
use crate::styles::DIALOGS;
use crate::words::say;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::{ListMembers, MemberSearch};
use shared::negotiation::Party;
use shared::view::{MemberChoice, Members};
use std::time::Duration;

const SETTLED: Duration = Duration::from_millis(250);

/// What has been chosen and typed.
#[derive(Clone, Copy)]
pub struct People {
    talk: Talk,
    /// Addresses, as typed.
    pub to: RwSignal<String>,
    chosen: RwSignal<Vec<MemberChoice>>,
    search: RwSignal<String>,
    found: Place<Members>,
    typing: StoredValue<Option<TimeoutHandle>>,
}

impl People {
    pub fn new(talk: Talk) -> Self {
        Self {
            talk,
            to: RwSignal::new(String::new()),
            chosen: RwSignal::new(Vec::new()),
            search: RwSignal::new(String::new()),
            found: Place::new(),
            typing: StoredValue::new(None),
        }
    }

    /// The chosen members.
    pub fn members(self) -> Vec<Party> {
        self.chosen.with_untracked(|chosen| chosen.iter().map(|one| one.party.clone()).collect())
    }

    pub fn fields(self, problem: RwSignal<Option<Problem>>) -> AnyView {
        self.ask();
        Effect::new(move |before: Option<()>| {
            self.search.track();
            if before.is_some() {
                self.typed();
            }
        });
        // Enter in the search is no wish to send.
        let stay = move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
            }
        };
        let id = field::new_id();
        let control = view! {
            <input id=id.clone() name="search" type="search" autocomplete="off" bind:value=self.search on:keydown=stay />
        };
        let more = field::more(format!("{id}-more"), Some(say::MEMBER_HINT), Memo::new(|_| None));
        let choice = move |found| members(found, self.chosen);
        view! { class = DIALOGS,
            <div class="people">
                {field::framed(id, say::MEMBER_SEARCH, false, control.into_any(), more)}
                {loaded(self.found, Shape::Lines(4), Callback::new(move |()| self.ask()), choice)}
                {warning(self.chosen)}
            </div>
            <Field label=say::FORM_TO name="to" kind=Kind::ADDRESSES value=self.to optional=true hint=say::FORM_TO_HINT problem />
        }
        .into_any()
    }

    /// What was typed counts after a moment.
    fn typed(self) {
        if let Some(earlier) = self.typing.try_update_value(Option::take).flatten() {
            earlier.clear();
        }
        self.typing.set_value(set_timeout_with_handle(move || self.ask(), SETTLED).ok());
    }

    fn ask(self) {
        // The dialog may be closed by now.
        let Some(search) = self.search.try_get_untracked() else { return };
        let given = Some(search).filter(|search| !search.trim().is_empty());
        let wanted = MemberSearch { search: given, lane: self.talk.draft.lane.get_untracked() };
        let id = self.talk.id();
        self.found.show(async move { call::<ListMembers>(&[&id], &wanted).await });
    }
}
