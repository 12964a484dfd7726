//! All incidents with their clocks, for the operator, and how often orders lead to one (N11).

use crate::browser;
use crate::client::{call, question};
use crate::components::badge::{Tone, badge};
use crate::components::button::Button;
use crate::components::empty::Empty;
use crate::components::skeleton::Shape;
use crate::components::summary::time;
use crate::intl;
use crate::load::{Load, Place, fetch, loaded};
use crate::route::{self, Page};
use crate::styles::INCIDENTS;
use crate::words::{named, said, say, t};
use leptos::prelude::*;
use shared::api::operation::{IncidentsFilter, ListIncidents};
use shared::negotiation::IncidentState;
use shared::time::Millis;
use shared::view::{IncidentCount, IncidentLine, IncidentRate, Incidents, SellerRate};

/// Less time than this is soon.
const SOON: Millis = Millis::hours(72);

#[derive(Clone, Copy)]
struct List {
    state: RwSignal<Option<IncidentState>>,
    /// The figures of the filters; they stay while lines are being fetched.
    counts: RwSignal<Vec<IncidentCount>>,
    place: Place<Incidents>,
}

pub fn incidents() -> AnyView {
    let list = List { state: RwSignal::new(None), counts: RwSignal::new(Vec::new()), place: Place::new() };
    Effect::new(move |_| list.ask(list.state.get()));
    Effect::new(move |_| {
        list.place.with(|load| {
            if let Load::Ready(incidents) = load {
                list.counts.set(incidents.counts.clone());
            }
        });
    });
    let retry = Callback::new(move |()| list.ask(list.state.get_untracked()));
    view! { class = INCIDENTS,
        <h1>{t(say::NAV_INCIDENTS)}</h1>
        <p class="lead">{t(say::INCIDENTS_LEAD)}</p>
        <div class="filters" role="group" aria-label=t(say::INCIDENTS_STATE)>{move || filters(list)}</div>
        {loaded(list.place, Shape::Blocks(6), retry, move |incidents| content(list, incidents))}
    }
    .into_any()
}

impl List {
    fn ask(self, state: Option<IncidentState>) {
        fetch(self.place, question::<ListIncidents>(&[], &IncidentsFilter { state, after: None }));
    }

    /// Fetches the next page behind the lines that are there.
    fn more(self, after: String) {
        let filter = IncidentsFilter { state: self.state.get_untracked(), after: Some(after) };
        self.place.add(async move { call::<ListIncidents>(&[], &filter).await }, |incidents, next| {
            incidents.rows.extend(next.rows);
            incidents.next = next.next;
        });
    }
}

/// One filter a state that occurs, and one for all.
fn filters(list: List) -> AnyView {
    let counts = list.counts.get();
    let total: u32 = counts.iter().map(|one| one.count).sum();
    let filter = move |state: Option<IncidentState>, count: u32| {
        let on = move || list.state.get() == state;
        view! { class = INCIDENTS,
            <button type="button" class="filter" aria-pressed=move || on().to_string()
                on:click=move |_| list.state.set(state)>
                {t(state.map_or(say::INCIDENTS_ALL, named::incident_state))}
                <span class="count">{count}</span>
            </button>
        }
        .into_any()
    };
    let each = counts.into_iter().map(|one| filter(Some(one.state), one.count));
    (total > 0).then(|| std::iter::once(filter(None, total)).chain(each).collect_view()).into_any()
}

fn content(list: List, incidents: Incidents) -> AnyView {
    let Incidents { rows, next, overall, sellers, counts } = incidents;
    let lines = match (rows.is_empty(), counts.is_empty()) {
        (true, true) => view! {
            <Empty icon_name="life-buoy" title=say::INCIDENTS_EMPTY_TITLE text=say::INCIDENTS_EMPTY_TEXT>
                <Button label=say::NAV_REQUESTS_OPERATOR press=|()| route::go(Page::Requests) />
            </Empty>
        }
        .into_any(),
        (true, false) => view! { class = INCIDENTS, <p class="none">{t(say::INCIDENTS_NONE)}</p> }.into_any(),
        (false, _) => {
            view! { class = INCIDENTS, <ul class="list">{rows.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        }
    };
    let more = next.map(|next| {
        let press = move |()| list.more(next.clone());
        view! { class = INCIDENTS, <div class="more"><Button label=say::REQUESTS_MORE press /></div> }
    });
    view! { class = INCIDENTS,
        <div class="page">
            <div class="lines">{lines}{more}</div>
            {(overall.orders > 0).then(|| rates(overall, sellers))}
        </div>
    }
    .into_any()
}

fn line(line: IncidentLine) -> AnyView {
    let path = Page::Negotiation(line.negotiation.0).path();
    let state = line.state;
    let tone = match state {
        IncidentState::Open => Tone::Warn,
        IncidentState::Disputed => Tone::Bad,
        IncidentState::Resolved => Tone::Accent,
        IncidentState::Closed | IncidentState::AutoClosed => Tone::Neutral,
    };
    let ended = matches!(state, IncidentState::Closed | IncidentState::AutoClosed);
    let left = line.closes_at - browser::now();
    let clock = (!ended && left > Millis(0)).then(|| {
        let tone = if left <= SOON { Tone::Warn } else { Tone::Neutral };
        badge(tone, "hourglass", move || said(say::incidents_closes_in(intl::length(left))))
    });
    let buyer = match line.buyer_company {
        Some(company) => format!("{}, {company}", line.buyer_name),
        None => line.buyer_name,
    };
    let seller = line.seller_name;
    let between = move || said(say::incidents_between(&buyer, &seller));
    let (product, price, house) = (line.product_name, line.price, line.manufacturer_name);
    let what = move || {
        let subject = product.clone().unwrap_or_else(|| said(say::SUMMARY_WHOLE_STAND));
        format!("{subject} · {house} · {}", intl::money(price))
    };
    view! { class = INCIDENTS,
        <li class="item">
            <a class="row" href=path>
                <span class="first">{between}</span>
                <span class="reason" dir="auto">{line.reason}</span>
                <span class="second">{what}</span>
                <span class="state">{badge(tone, "life-buoy", t(named::incident_state(state)))}{clock}</span>
                <span class="when">{time(line.opened_at)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// N11: orders with at least one incident, of all orders.
fn rates(overall: IncidentRate, sellers: Vec<SellerRate>) -> AnyView {
    let each = sellers.into_iter().map(|seller| figure(seller.name.into_any(), seller.rate)).collect_view();
    let all = t(say::INCIDENTS_RATE_ALL);
    view! { class = INCIDENTS,
        <section class="rates" aria-label=t(say::INCIDENTS_RATE)>
            <h2 class="title">{t(say::INCIDENTS_RATE)}</h2>
            <dl class="figures">{figure(all.into_any(), overall)}{each}</dl>
        </section>
    }
    .into_any()
}

fn figure(name: AnyView, rate: IncidentRate) -> AnyView {
    let words = move || {
        let percent = intl::percent(rate.percent().map_or(0, |percent| percent.0));
        said(say::incidents_rate_of(rate.orders.into(), percent, rate.with_incident))
    };
    view! { class = INCIDENTS, <dt class="name">{name}</dt><dd class="rate">{words}</dd> }.into_any()
}
