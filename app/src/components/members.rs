//! Members of a sales network to choose from (N4), nearest suitable seller first; whoever would not have got the
//! inquiry is marked and can be chosen all the same. Who is found is the page's.

use crate::components::badge::{Tone, badge};
use crate::components::icon::small_icon;
use crate::components::receipt::because_of;
use crate::intl;
use crate::styles::MEMBERS;
use crate::words::{named, said, say, t};
use leptos::prelude::*;
use shared::negotiation::Party;
use shared::view::{MemberChoice, Members, Role};

/// The chosen stay whatever is searched for, and nobody moves by being chosen; `chosen` is changed by clicking.
pub fn members(found: Members, chosen: RwSignal<Vec<MemberChoice>>) -> AnyView {
    let more = found.more;
    let shown = Memo::new(move |_| {
        let is_found = |pick: &MemberChoice| found.found.iter().any(|one| one.party == pick.party);
        let others = chosen.get().into_iter().filter(|pick| !is_found(pick));
        others.chain(found.found.iter().cloned()).collect::<Vec<_>>()
    });
    let none = move || {
        let empty = shown.with(Vec::is_empty);
        empty.then(|| view! { class = MEMBERS, <p class="quiet">{t(say::MEMBER_NONE)}</p> })
    };
    let line = move |choice: MemberChoice| row(choice, chosen);
    view! { class = MEMBERS,
        <div class="list" role="group" aria-label=t(say::MEMBER_SEARCH)>
            <For each=move || shown.get() key=|choice| choice.party.to_string() children=line />
        </div>
        {none}
        {more.then(|| view! { class = MEMBERS, <p class="quiet">{t(say::MEMBER_MORE)}</p> })}
    }
    .into_any()
}

/// The warning of N4, as long as somebody is chosen whom the rules would pass over.
pub fn warning(chosen: RwSignal<Vec<MemberChoice>>) -> AnyView {
    let outside = Memo::new(move |_| chosen.with(|all| all.iter().any(|one| one.outside.is_some())));
    let line = move || {
        outside.get().then(|| {
            view! { class = MEMBERS,
                <p class="warning">{small_icon("triangle-alert")}<span>{t(say::MEMBER_WARNING)}</span></p>
            }
        })
    };
    view! { <div role="status">{line}</div> }.into_any()
}

fn row(choice: MemberChoice, chosen: RwSignal<Vec<MemberChoice>>) -> AnyView {
    let (party, takes_part, outside) = (choice.party.clone(), choice.takes_part, choice.outside.clone());
    let checked = move || chosen.with(|all| all.iter().any(|one| one.party == party));
    let (name, about) = (choice.name.clone(), about(&choice));
    let toggle = move |_| {
        chosen.update(|all| match all.iter().position(|one| one.party == choice.party) {
            Some(at) => drop(all.remove(at)),
            None => all.push(choice.clone()),
        });
    };
    let mark = match (takes_part, outside) {
        (true, _) => Some(badge(Tone::Neutral, "circle-check", t(say::MEMBER_TAKES_PART))),
        (false, Some(outside)) => {
            let words = move || because_of(outside.because, outside.distance_m);
            Some(badge(Tone::Warn, "triangle-alert", words))
        }
        (false, None) => None,
    };
    view! { class = MEMBERS,
        <label class="member" data-off=takes_part>
            <input class="choose" type="checkbox" name="members" disabled=takes_part prop:checked=checked on:change=toggle />
            <span class="name" dir="auto">{name}</span>
            <span class="about">{about}</span>
            {mark.map(|mark| view! { class = MEMBERS, <span class="mark">{mark}</span> })}
        </label>
    }
    .into_any()
}

/// Where a seller is and how far, what somebody of the house is.
fn about(choice: &MemberChoice) -> impl Fn() -> String + Send + 'static {
    let (far, place) = (choice.distance_m, choice.place.clone());
    let house = match choice.party {
        Party::AreaManager(_) => Some(Role::AreaManager),
        Party::Worldwide => Some(Role::Worldwide),
        _ => None,
    };
    move || {
        let place = place
            .as_ref()
            .map(|place| said(say::place_line(intl::country(place.country.as_str()), &place.name)));
        let parts = [house.map(|house| said(named::role(house))), far.map(intl::distance), place];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
