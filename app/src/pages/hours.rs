//! When the seller before the page is there: for each seller that this person is, a week and a time zone.

use crate::browser;
use crate::client::{call, question};
use crate::components::button::{Button, Look};
use crate::components::empty::Empty;
use crate::components::failure::Failure;
use crate::components::field;
use crate::components::settings::Settings;
use crate::components::skeleton::Shape;
use crate::components::toast::Toasts;
use crate::intl;
use crate::load::{Place, fetch, loaded};
use crate::styles::HOURS;
use crate::words::{Key, said, say, t};
use leptos::ev::SubmitEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::sellers::{ChangeHours, ListOwnHours, NewHours, OwnHours};
use shared::api::{Nothing, Problem};
use shared::ids::CommandId;
use shared::seller::{BusinessHours, Opening};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a day begins with once it is ticked: eight to five.
const USUAL: Opening = Opening { from: 480, until: 1020 };

/// The field of the time zone, as a refusal names it.
const ZONE: &str = "zone";

pub fn hours() -> AnyView {
    let place = Place::<Vec<OwnHours>>::new();
    let ask = move || fetch(place, question::<ListOwnHours>(&[], &Nothing {}));
    ask();
    let ready = |own: Vec<OwnHours>| match own.is_empty() {
        true => nothing(),
        false => own.into_iter().map(Week::form).collect_view().into_any(),
    };
    view! {
        <Settings title=say::NAV_HOURS lead=say::HOURS_LEAD>
            {loaded(place, Shape::Blocks(1), Callback::new(move |()| ask()), ready)}
        </Settings>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <Empty icon_name="clock" title=say::HOURS_NOTHING_TITLE text=say::HOURS_NOTHING_TEXT /> }
        .into_any()
}

/// The form of one seller.
#[derive(Clone, Copy)]
struct Week {
    seller: StoredValue<String>,
    zone: RwSignal<String>,
    days: [RwSignal<Option<Opening>>; 7],
    said: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

impl Week {
    fn form(own: OwnHours) -> AnyView {
        let OwnHours { seller, name, hours } = own;
        let (zone, days) = match &hours {
            Some(hours) => (hours.zone.clone(), hours.week),
            None => (
                intl::own_zone(),
                [Some(USUAL), Some(USUAL), Some(USUAL), Some(USUAL), Some(USUAL), None, None],
            ),
        };
        let week = Self {
            seller: StoredValue::new(seller.0),
            zone: RwSignal::new(zone),
            days: days.map(RwSignal::new),
            said: RwSignal::new(hours.is_some()),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
        };
        week.view(name)
    }

    fn view(self, name: String) -> AnyView {
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let week = self.days.map(|day| day.get_untracked());
            self.change(Some(BusinessHours { zone: self.zone.get_untracked(), week }), say::HOURS_SAVED);
        };
        let remove = move |()| self.change(None, say::HOURS_REMOVED);
        let days = (0..self.days.len()).map(|at| self.day_line(at)).collect_view();
        // What is wrong with one field stands there.
        let stands_there = |field: &str| field == ZONE || field.starts_with("week.");
        let whole = move || {
            let elsewhere = |problem: &Problem| !problem.field.as_deref().is_some_and(stands_there);
            let problem = self.problem.get().filter(elsewhere);
            problem.map(|problem| view! { <Failure problem /> })
        };
        view! { class = HOURS,
            <form class="seller" novalidate=true on:submit=submit>
                <h2 class="name" dir="auto">{name}</h2>
                {self.zone_field()}
                <fieldset class="week" aria-label=t(say::NAV_HOURS)>{days}</fieldset>
                {whole}
                <div class="foot">
                    {move || self.said.get().then(|| view! {
                        <Button label=say::HOURS_REMOVE look=Look::Plain busy=self.busy press=remove />
                    })}
                    <Button label=say::HOURS_SAVE look=Look::Primary busy=self.busy />
                </div>
            </form>
        }
        .into_any()
    }

    /// The zones that this browser knows, and the one that was said before.
    fn zone_field(self) -> AnyView {
        let mut zones = intl::zones();
        let said = self.zone.get_untracked();
        if !zones.contains(&said) {
            zones.insert(0, said);
        }
        let option = |zone: String| {
            let (value, shown) = (zone.clone(), zone.replace('_', " "));
            view! { <option value=value.clone() selected=move || self.zone.get() == value>{shown}</option> }
        };
        let id = field::new_id();
        let described = format!("{id}-more");
        let wrong = Memo::new(move |_| field::wrong(self.problem.into(), ZONE));
        let control = view! {
            <select id=id.clone() name=ZONE aria-describedby=described.clone()
                aria-invalid=move || wrong.get().is_some().then_some("true") on:change=move |event| self.zone.set(event_target_value(&event))>
                {zones.into_iter().map(option).collect_view()}
            </select>
        };
        let more = field::more(described, None, wrong);
        field::framed(id, say::HOURS_ZONE, false, control.into_any(), more)
    }

    /// A day: whether somebody is there, from when until when.
    fn day_line(self, at: usize) -> AnyView {
        let day = self.days[at];
        let wrong = Memo::new(move |_| field::wrong(self.problem.into(), &format!("week.{at}")));
        let described = field::new_id();
        let more = field::more(described.clone(), None, wrong);
        let line = NodeRef::<Div>::new();
        // The page may be long, and the button that was pressed is at its end.
        let is_wrong = Memo::new(move |_| wrong.get().is_some());
        Effect::new(move |_| {
            let Some(line) = line.get().filter(|_| is_wrong.get()) else { return };
            let field = line.query_selector(".time").ok().flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                // A browser that does not move there still shows what is wrong.
                drop(field.focus());
            }
        });
        let open = move || day.get().is_some();
        let toggle = move |event| {
            self.problem.set(None);
            day.set(event_target_checked(&event).then_some(USUAL));
        };
        let time = move |word: Key, of: fn(&mut Opening) -> &mut u16| {
            let value =
                move || day.get().map(|mut opening| field_time(*of(&mut opening))).unwrap_or_default();
            let changed = move |event| {
                self.problem.set(None);
                if let Some(minute) = minute_of(&event_target_value(&event)) {
                    day.update(|opening| {
                        if let Some(opening) = opening {
                            *of(opening) = minute;
                        }
                    });
                }
            };
            view! { class = HOURS,
                <input class="time" type="time" aria-label=move || format!("{} {}", intl::weekday(at, "long"), said(word))
                    disabled=move || !open() prop:value=value on:change=changed
                    aria-invalid=move || is_wrong.get().then_some("true") aria-describedby=described.clone() />
            }
        };
        view! { class = HOURS,
            <div class="day" node_ref=line>
                <label class="open">
                    <input type="checkbox" prop:checked=open on:change=toggle />
                    <span>{move || intl::weekday(at, "long")}</span>
                </label>
                {time(say::HOURS_FROM, |opening| &mut opening.from)}
                <span aria-hidden="true">"–"</span>
                {time(say::HOURS_UNTIL, |opening| &mut opening.until)}
                <div class="fault">{more}</div>
            </div>
        }
        .into_any()
    }

    fn change(self, hours: Option<BusinessHours>, done: Key) {
        let toasts = expect_context::<Toasts>();
        let said_now = hours.is_some();
        let new = NewHours { command: CommandId(browser::new_id()), hours };
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = call::<ChangeHours>(&[&self.seller.get_value()], &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(_) => {
                    self.said.try_set(said_now);
                    toasts.say(said(done));
                }
                Err(refused) => drop(self.problem.try_set(Some(refused))),
            }
        });
    }
}

/// As time fields give it: `08:30`.
fn field_time(minute: u16) -> String {
    // The end of the day has no name of its own in such a field.
    let minute = minute.min(24 * 60 - 1);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.get(..5)?.split_once(':')?;
    Some(hours.parse::<u16>().ok()? * 60 + minutes.parse::<u16>().ok()?)
}
