//! The manufacturer's sales network: members with their figures, area managers, the worldwide contact,
//! who gets copies. Read only.

use crate::client::question;
use crate::components::badge::{Tone, badge};
use crate::components::icon::{icon, small_icon};
use crate::components::skeleton::{Shape, Skeleton};
use crate::components::stars::rating;
use crate::components::tabs::{Tab, Tabs};
use crate::intl;
use crate::load::{Place, fetch, loaded};
use crate::route::{self, Page};
use crate::session::{self, Who};
use crate::styles::NETWORK;
use crate::words::{Key, named, said, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::operation::ReadNetwork;
use shared::network::{Area, RadiusUnit, SellerKind};
use shared::time::Timestamp;
use shared::view::{AreaManagerLine, MemberLine, NetworkView};

/// Of the manufacturer named in the address, else of the person's first.
pub fn network() -> AnyView {
    let Page::Network(asked) = route::page() else { return ().into_any() };
    let place = Place::<NetworkView>::new();
    let whose = Memo::new(move |_| {
        let own = session::session().and_then(|session| session.manufacturers.first().cloned());
        asked.clone().or(own.map(|manufacturer| manufacturer.0))
    });
    let ask = move || {
        if let Some(manufacturer) = whose.get() {
            fetch(place, question::<ReadNetwork>(&[&manufacturer], &Nothing {}));
        }
    };
    Effect::new(move |_| ask());
    Effect::new(|_| {
        if session::who() == Who::Nobody {
            session::sign_in_first();
        }
    });
    let known = move || whose.with(Option::is_some);
    (move || match known() {
        true => {
            loaded(place, Shape::Blocks(5), Callback::new(move |()| whose.with_untracked(|_| ask())), page)
        }
        false => view! { <Skeleton shape=Shape::Blocks(5) /> }.into_any(),
    })
    .into_any()
}

fn page(network: NetworkView) -> AnyView {
    let selected = RwSignal::new(0_usize);
    let count = |length: usize| u32::try_from(length).ok();
    let tabs = vec![
        Tab { word: say::NETWORK_MEMBERS, count: count(network.members.len()) },
        Tab { word: say::NETWORK_AREA_MANAGERS, count: count(network.area_managers.len()) },
        Tab { word: say::NETWORK_CONTACTS, count: None },
    ];
    let name = network.manufacturer_name.clone();
    let figures = figures(&network);
    let panel = move || match selected.get() {
        0 => members(network.members.clone()),
        1 => area_managers(network.area_managers.clone(), &network),
        _ => contacts(&network),
    };
    view! { class = NETWORK,
        <div class="head">
            <h1>{t(say::NAV_NETWORK)}</h1>
            <p class="whose">{name}</p>
        </div>
        {figures}
        <Tabs name=say::NAV_NETWORK tabs selected />
        <div class="panel" role="tabpanel">{panel}</div>
    }
    .into_any()
}

fn figures(network: &NetworkView) -> AnyView {
    let sum = |figure: fn(&MemberLine) -> u32| network.members.iter().map(figure).sum::<u32>();
    let countries: std::collections::BTreeSet<_> =
        network.members.iter().map(|member| member.country).collect();
    let all = [
        (say::NETWORK_MEMBERS, u32::try_from(network.members.len()).unwrap_or(u32::MAX)),
        (say::NETWORK_COUNTRIES, u32::try_from(countries.len()).unwrap_or(u32::MAX)),
        (say::NETWORK_INQUIRIES, sum(|member| member.inquiries)),
        (say::NETWORK_SALES, sum(|member| member.sales)),
        (say::NETWORK_RATINGS, sum(|member| member.stars.ratings)),
    ];
    let figure = |(word, number): (Key, u32)| {
        view! { class = NETWORK,
            <div class="figure">
                <dd class="number">{move || intl::number(f64::from(number), 0)}</dd>
                <dt class="of">{t(word)}</dt>
            </div>
        }
    };
    view! { class = NETWORK, <dl class="figures">{all.map(figure).collect_view()}</dl> }.into_any()
}

fn members(members: Vec<MemberLine>) -> AnyView {
    let column = |word: Key, end: bool| {
        view! { class = NETWORK,
            <th class="column" class:end=end scope="col">{t(word)}</th>
        }
    };
    view! { class = NETWORK,
        <div class="frame">
            <table class="table">
                <thead>
                    <tr>
                        {column(say::NETWORK_MEMBER, false)}
                        {column(say::NETWORK_SERVES, false)}
                        {column(say::NETWORK_RATING, false)}
                        {column(say::NETWORK_RESPONSE, true)}
                        {column(say::NETWORK_INQUIRIES, true)}
                        {column(say::NETWORK_SALES, true)}
                    </tr>
                </thead>
                <tbody>{members.into_iter().map(member).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn member(member: MemberLine) -> AnyView {
    let country = member.country;
    let town = member.town.clone();
    let place = move || said(say::place_line(intl::country(country.as_str()), &town));
    let response = member.stars.response_minutes;
    let response = move || match response {
        Some(minutes) => intl::hours(f64::from(minutes) / 60.0),
        None => said(say::NETWORK_UNMEASURED),
    };
    let number = |number: u32| move || intl::number(f64::from(number), 0);
    let marks = marks(&member);
    view! { class = NETWORK,
        <tr class="row">
            <td class="cell" data-wide>
                <span class="name">{member.name.clone()}{marks}</span>
                <span class="quiet">{place}</span>
            </td>
            <td class="cell" data-wide>{serves(&member)}</td>
            <td class="cell" data-label=t(say::NETWORK_RATING)>{rating(member.stars)}</td>
            <td class="cell end" data-label=t(say::NETWORK_RESPONSE)>{response}</td>
            <td class="cell end" data-label=t(say::NETWORK_INQUIRIES)>{number(member.inquiries)}</td>
            <td class="cell end" data-label=t(say::NETWORK_SALES)>{number(member.sales)}</td>
        </tr>
    }
    .into_any()
}

fn marks(member: &MemberLine) -> AnyView {
    view! {
        {member.partner.then(|| badge(Tone::Accent, "badge-check", t(say::SELLER_PARTNER)))}
        {member.protected.then(|| badge(Tone::Neutral, "shield", t(say::SELLER_PROTECTED)))}
        {member.bouncing.then(gone)}
        {member.put_off_until.map(put_off)}
        {(!member.available && !member.bouncing && member.put_off_until.is_none()).then(|| badge(Tone::Warn, "clock", t(say::SELLER_UNAVAILABLE)))}
    }
    .into_any()
}

/// Kind, radius or country, and range: what decides whether it is asked (R2, R4).
fn serves(member: &MemberLine) -> AnyView {
    let (kind, country, radius, range) = (member.kind, member.country, member.radius, member.range);
    let kind = match kind {
        SellerKind::Local => say::SELLER_LOCAL,
        SellerKind::National => say::SELLER_NATIONAL,
    };
    let area = move || match radius {
        Some(radius) => {
            let unit = if radius.unit == RadiusUnit::Km { "km" } else { "mi" };
            said(say::network_radius(format!("{} {unit}", intl::number(radius.value, 1))))
        }
        None => intl::country(country.as_str()),
    };
    let range = move || match range {
        Some(products) => said(say::network_range(u64::from(products))),
        None => said(say::NETWORK_RANGE_ALL),
    };
    view! { class = NETWORK,
        <span>{t(kind)}" · "{area}</span><br />
        <span class="quiet">{range}</span>
    }
    .into_any()
}

fn area_managers(managers: Vec<AreaManagerLine>, network: &NetworkView) -> AnyView {
    let one = |manager: AreaManagerLine| {
        let areas = manager.areas.into_iter().map(|area| {
            view! { class = NETWORK,
                <span class="area">{move || area_name(area)}</span>
            }
        });
        view! { class = NETWORK,
            <li class="box">
                <h3>{manager.name}</h3>
                {addresses(manager.emails, network)}
                <div class="areas">{areas.collect_view()}</div>
            </li>
        }
    };
    view! { class = NETWORK, <ul class="cards">{managers.into_iter().map(one).collect_view()}</ul> }
        .into_any()
}

fn area_name(area: Area) -> String {
    match area {
        Area::Country(country) => intl::country(country.as_str()),
        Area::Continent(continent) => said(named::continent(continent)),
    }
}

fn contacts(network: &NetworkView) -> AnyView {
    let copies = &network.copies;
    let extra: Vec<_> = copies.extra.iter().map(ToString::to_string).collect();
    let no_extra =
        extra.is_empty().then(|| view! { class = NETWORK, <p class="quiet">{t(say::COPIES_NO_EXTRA)}</p> });
    view! { class = NETWORK,
        <ul class="cards">
            <li class="box">
                <h3>{t(say::NETWORK_WORLDWIDE)}</h3>
                <p class="quiet">{t(say::NETWORK_WORLDWIDE_TEXT)}</p>
                {addresses(network.worldwide_emails.clone(), network)}
            </li>
            <li class="box">
                <h3>{t(say::COPIES_TITLE)}</h3>
                {setting(say::COPIES_AREA_MANAGER, copies.area_manager)}
                {setting(say::COPIES_WORLDWIDE, copies.worldwide)}
                {setting(say::COPIES_WORLDWIDE_FOR_AREA_MANAGERS, copies.worldwide_for_area_managers)}
            </li>
            <li class="box">
                <h3>{t(say::COPIES_EXTRA)}</h3>
                {no_extra}
                {addresses(extra, network)}
            </li>
        </ul>
    }
    .into_any()
}

fn setting(word: Key, on: bool) -> AnyView {
    let state = if on { say::COPIES_ON } else { say::COPIES_OFF };
    view! { class = NETWORK,
        <p class="setting">
            <span class:on=on class:off=!on>{icon(if on { "circle-check" } else { "x" })}</span>
            <span>{t(word)}</span>
            <span class="quiet">{t(state)}</span>
        </p>
    }
    .into_any()
}

fn addresses(addresses: Vec<String>, network: &NetworkView) -> AnyView {
    let one = |address: String| {
        let is_gone = network.bouncing.contains(&address).then(gone);
        let is_put_off = || network.put_off.iter().find(|line| line.email == address);
        let mark = is_gone.or_else(|| is_put_off().map(|line| put_off(line.until)));
        let mark = mark.map(|mark| view! { class = NETWORK, <span class="mark">{mark}</span> });
        view! { class = NETWORK, <p class="mail">{small_icon("mail")}<span>{address}</span>{mark}</p> }
    };
    addresses.into_iter().map(one).collect_view().into_any()
}

/// R5: mails to an address do not arrive for the time being.
fn put_off(until: Timestamp) -> AnyView {
    badge(Tone::Warn, "hourglass", move || said(say::network_put_off(intl::short_time(until))))
}

/// R5: mails to an address come back.
fn gone() -> AnyView {
    badge(Tone::Bad, "triangle-alert", t(say::NETWORK_BOUNCING))
}
