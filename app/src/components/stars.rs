//! S2, S4: stars, number of ratings and mean response time, as everybody may see them.

use crate::components::icon::small_icon;
use crate::intl;
use crate::styles::STARS;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::view::StarsView;

/// The figures that stand beside every seller.
pub fn stars(figures: StarsView) -> AnyView {
    view! { class = STARS,
        <span class="stars">{rating(figures)}{response(figures.response_minutes)}</span>
    }
    .into_any()
}

/// Stars and number of ratings alone.
pub fn rating(figures: StarsView) -> AnyView {
    let Some(tenths) = figures.tenths else {
        return view! { class = STARS, <span class="figure">{t(say::STARS_NONE)}</span> }.into_any();
    };
    let value = move || intl::stars(tenths);
    let name = move || said(say::stars_name(value()));
    let count = move || said(say::stars_count(u64::from(figures.ratings)));
    view! { class = STARS,
        <span class="figure">
            <span class="star">{small_icon("star")}</span>
            <span class="value" aria-hidden="true">{value}</span>
            <span class="hidden-visually">{name}</span>
            <span>{count}</span>
        </span>
    }
    .into_any()
}

/// How long this seller takes, or that nobody has measured yet.
pub fn response(minutes: Option<u32>) -> AnyView {
    let words = move || match minutes {
        Some(minutes) => said(say::stars_response(intl::hours(f64::from(minutes) / 60.0))),
        None => said(say::STARS_UNMEASURED),
    };
    view! { class = STARS, <span class="figure">{small_icon("timer")}<span>{words}</span></span> }.into_any()
}
