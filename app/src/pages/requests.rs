//! The negotiations of whoever is signed in: filtered by status, by words, by who waits for an answer.
//! `/` searches, `j` and `k` move, Enter opens.

use crate::client::{call, question};
use crate::components::button::{Button, Look};
use crate::components::empty::Empty;
use crate::components::icon::icon;
use crate::components::request_row::request_row;
use crate::components::skeleton::Shape;
use crate::load::{Load, Place, fetch, loaded};
use crate::route::{self, Page};
use crate::session::{self, Who};
use crate::shell::requests_word;
use crate::styles::REQUESTS;
use crate::words::{named, said, say, t};
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::api::negotiations::{ListRequests, RequestsFilter};
use shared::view::{Requests, Status, StatusCount};
use std::time::Duration;
use web_sys::HtmlElement;

const SETTLED: Duration = Duration::from_millis(250);

/// The state of the list.
#[derive(Clone, Copy)]
struct List {
    filter: RwSignal<RequestsFilter>,
    /// The figures of the tabs; they stay while rows are being fetched.
    counts: RwSignal<Vec<StatusCount>>,
    place: Place<Requests>,
}

pub fn requests() -> AnyView {
    let list = List {
        filter: RwSignal::new(RequestsFilter::default()),
        counts: RwSignal::new(Vec::new()),
        place: Place::new(),
    };
    Effect::new(move |_| list.ask(list.filter.get()));
    Effect::new(move |_| {
        list.place.with(|load| {
            if let Load::Ready(requests) = load {
                list.counts.set(requests.counts.clone());
            }
        });
    });
    // Who is not signed in must be first; who is not known yet, soon is.
    Effect::new(|_| {
        if session::who() == Who::Nobody {
            session::sign_in_first();
        }
    });
    let keys = window_event_listener(ev::keydown, |event| press(&event));
    on_cleanup(move || keys.remove());
    let title =
        move || said(session::session().map_or(say::REQUESTS_TITLE, |session| requests_word(&session)));
    let retry = Callback::new(move |()| list.ask(list.filter.get_untracked()));
    view! { class = REQUESTS,
        <div class="head">
            <h1>{title}</h1>
            {tools(list)}
        </div>
        <div class="filters" role="group" aria-label=t(say::REQUESTS_STATUS)>{move || filters(list)}</div>
        {loaded(list.place, Shape::Blocks(6), retry, move |requests| rows(list, requests))}
    }
    .into_any()
}

impl List {
    fn ask(self, filter: RequestsFilter) {
        fetch(self.place, question::<ListRequests>(&[], &filter));
    }

    /// Fetches the next page behind the rows that are there.
    fn more(self, after: String) {
        let filter = RequestsFilter { after: Some(after), ..self.filter.get_untracked() };
        self.place.add(async move { call::<ListRequests>(&[], &filter).await }, |requests, next| {
            requests.rows.extend(next.rows);
            requests.next = next.next;
        });
    }
}

fn tools(list: List) -> AnyView {
    let typed = debounce(SETTLED, move |words: String| {
        let words = words.trim().to_owned();
        list.filter.update(|filter| filter.search = (!words.is_empty()).then_some(words));
    });
    let input = StoredValue::new_local(typed);
    let on_input = move |event| input.update_value(|typed| typed(event_target_value(&event)));
    let awaiting = move |event| {
        let on = event_target_checked(&event);
        list.filter.update(|filter| filter.awaiting = on.then_some(true));
    };
    view! { class = REQUESTS,
        <div class="tools no-print">
            <label class="awaiting">
                <input type="checkbox" on:change=awaiting />
                {t(say::REQUESTS_AWAITING)}
            </label>
            <label class="search">
                <span class="glass">{icon("search")}</span>
                <input class="words" id="search" type="search" aria-label=t(say::REQUESTS_SEARCH)
                    placeholder=t(say::REQUESTS_SEARCH) on:input=on_input />
            </label>
        </div>
    }
    .into_any()
}

/// One filter a status that occurs, and one for all.
fn filters(list: List) -> AnyView {
    let counts = list.counts.get();
    let total = counts.iter().map(|one| one.count).sum();
    let filter = move |status: Option<Status>, count: u32| {
        let on = move || list.filter.with(|filter| filter.status == status);
        let word = status.map_or(say::REQUESTS_ALL, named::status);
        view! { class = REQUESTS,
            <button type="button" class="filter" aria-pressed=move || on().to_string()
                on:click=move |_| list.filter.update(|filter| filter.status = status)>
                {t(word)}
                <span class="count">{count}</span>
            </button>
        }
        .into_any()
    };
    let each = counts.into_iter().filter(|one| one.count > 0).map(|one| filter(Some(one.status), one.count));
    std::iter::once(filter(None, total)).chain(each).collect_view().into_any()
}

fn rows(list: List, requests: Requests) -> AnyView {
    if requests.rows.is_empty() {
        let unfiltered = list.filter.with_untracked(|filter| *filter == RequestsFilter::default());
        return if unfiltered { nothing_yet() } else { nothing_found(list) };
    }
    let more = requests.next.map(|next| {
        let press = move |()| list.more(next.clone());
        view! { class = REQUESTS, <div class="more"><Button label=say::REQUESTS_MORE press /></div> }
    });
    view! { class = REQUESTS,
        <div class="list">{requests.rows.into_iter().map(request_row).collect_view()}</div>
        {more}
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    view! {
        <Empty icon_name="inbox" title=say::REQUESTS_EMPTY_TITLE text=say::REQUESTS_EMPTY_TEXT>
            <Button label=say::NAV_HOME look=Look::Primary press=|()| route::go(Page::Home) />
        </Empty>
    }
    .into_any()
}

fn nothing_found(list: List) -> AnyView {
    let clear = move |()| {
        if let Some(search) = document().get_element_by_id("search") {
            search.unchecked_into::<web_sys::HtmlInputElement>().set_value("");
        }
        list.filter.set(RequestsFilter::default());
    };
    view! {
        <Empty icon_name="search" title=say::REQUESTS_NONE_TITLE text=say::REQUESTS_NONE_TEXT>
            <Button label=say::REQUESTS_CLEAR press=clear />
        </Empty>
    }
    .into_any()
}

/// The keys of the list, while nothing is being written.
fn press(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let writing =
        target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    if writing || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "/" => focus(document().get_element_by_id("search")),
        "j" => step(1),
        "k" => step(-1),
        _ => return,
    }
    event.prevent_default();
}

fn step(by: i32) {
    let Ok(rows) = document().query_selector_all("a[data-row]") else { return };
    let active = document().active_element();
    let is_active = |at: &i32| rows.item(*at as u32).as_ref() == active.as_ref().map(AsRef::as_ref);
    let last = rows.length() as i32 - 1;
    let next = (0..=last).find(is_active).map_or(0, |at| (at + by).clamp(0, last));
    focus(rows.item(next as u32).and_then(|row| row.dyn_into().ok()));
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // An element of the page takes the focus.
        drop(element.focus());
    }
}
