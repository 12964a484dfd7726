//! When a seller is usually there, in one quiet line, with the time of day where it is. No clock of the product
//! looks at it (S6).

use crate::components::icon::small_icon;
use crate::intl;
use crate::styles::BUSINESS_HOURS;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::seller::{BusinessHours, Stretch};

/// Of somebody else.
pub fn usual_hours(hours: BusinessHours) -> AnyView {
    let open = intl::clock_in(&hours.zone).is_some_and(|(day, minute)| hours.open_at(day, minute));
    let words = move || {
        let there = intl::time_in(&hours.zone).map(|time| said(say::hours_there(time)));
        let usual = said(say::hours_usual(week(&hours)));
        [Some(usual), there].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let state = move || said(if open { say::HOURS_OPEN } else { say::HOURS_CLOSED });
    view! { class = BUSINESS_HOURS,
        <p class="hours" data-open=open>
            {small_icon("clock")}
            <span><span class="state">{state}</span>" · "{words}</span>
        </p>
    }
    .into_any()
}

/// Of the reader; `change` is where they are changed, if that is possible from here.
pub fn own_hours(hours: Option<BusinessHours>, change: Option<String>) -> AnyView {
    let words = move || match &hours {
        Some(hours) => said(say::hours_own(week(hours))),
        None => said(say::HOURS_UNSAID),
    };
    let change = change
        .map(|path| view! { class = BUSINESS_HOURS, <a class="change" href=path>{t(say::HOURS_CHANGE)}</a> });
    view! { class = BUSINESS_HOURS, <p class="hours">{small_icon("clock")}<span>{words}</span>{change}</p> }
        .into_any()
}

/// "Mon–Thu 08:00–17:00, Fri 08:00–15:00".
fn week(hours: &BusinessHours) -> String {
    let days = |Stretch { first, last, .. }: Stretch| match first == last {
        true => intl::weekday(first, "short"),
        false => format!("{}–{}", intl::weekday(first, "short"), intl::weekday(last, "short")),
    };
    let stretch = |one: Stretch| {
        let (from, until) = (intl::minute(one.opening.from), intl::minute(one.opening.until));
        format!("{} {from}–{until}", days(one))
    };
    hours.stretches().into_iter().map(stretch).collect::<Vec<_>>().join(", ")
}
