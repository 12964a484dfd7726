//! R12: who received the inquiry and why; for those who run the network, why not the others.

use crate::components::icon::{icon, small_icon};
use crate::intl;
use crate::styles::RECEIPT;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::routing::{Because, Decision, Excluded, Reason, Shown};
use shared::view::Receipt;

/// How many of the excluded are named.
const NAMED_AT_MOST: usize = 12;

/// `others` tells why the others did not get it; it is made when the panel is first opened.
#[component]
pub fn ReceiptPanel(receipt: Receipt, others: fn() -> AnyView) -> AnyView {
    let opened = RwSignal::new(false);
    let explained = receipt.explained;
    let others = move || (explained && opened.get()).then(others);
    let name = receipt.recipient_name.clone();
    view! { class = RECEIPT,
        <details class="receipt" on:toggle=move |_| opened.set(true)>
            <summary class="question">
                {icon("route")}
                {t(say::RECEIPT_QUESTION)}
                <span class="turn">{small_icon("chevron-down")}</span>
            </summary>
            <div class="answer">
                <p>{move || said(say::receipt_received(&name))}</p>
                <p>{why(&receipt)}</p>
                {others}
            </div>
        </details>
    }
    .into_any()
}

/// R18: after silence, how it came to the next one; else the reason of the first routing.
fn why(receipt: &Receipt) -> impl Fn() -> String + Send + 'static {
    let (reason, hours) = (reason(receipt.reason), receipt.after_silence_hours);
    move || match hours {
        Some(hours) => said(say::receipt_after_silence(intl::hours(f64::from(hours)))),
        None => said(reason),
    }
}

/// The sentence of a reason, for the receipt and for the buyer.
pub fn reason(reason: Reason) -> Key {
    match reason {
        Reason::Chosen => say::REASON_CHOSEN,
        Reason::Default => say::REASON_DEFAULT,
        Reason::Unavailable => say::REASON_UNAVAILABLE,
        Reason::OutOfRange => say::REASON_OUT_OF_RANGE,
        Reason::OutOfRadius => say::REASON_OUT_OF_RADIUS,
        Reason::OutOfCountry => say::REASON_OUT_OF_COUNTRY,
        Reason::NoSeller => say::REASON_NO_SELLER,
        Reason::NoLocation => say::REASON_NO_LOCATION,
    }
}

/// Who was shown, and why the others were not.
pub fn others(decision: Decision) -> AnyView {
    let shown = decision.shown.into_iter().enumerate().map(shown).collect_view();
    let excluded = decision.excluded.into_iter().take(NAMED_AT_MOST).map(excluded).collect_view();
    view! { class = RECEIPT,
        <p class="title">{t(say::RECEIPT_OTHERS)}</p>
        <ul class="others">{shown}{excluded}</ul>
    }
    .into_any()
}

fn shown((at, shown): (usize, Shown)) -> AnyView {
    let far = shown.distance_m;
    let words = move || {
        let distance = far.map(intl::distance).unwrap_or_default();
        format!("{} {distance}", said(say::receipt_shown(at + 1)))
    };
    line(shown.id.0, words)
}

fn excluded(excluded: Excluded) -> AnyView {
    let (because, distance) = (excluded.because, excluded.distance_m);
    let words = move || {
        let far = distance.map_or_else(|| said(say::PLACE_UNKNOWN), intl::distance);
        match because {
            Because::Unavailable => said(say::EXCLUDED_UNAVAILABLE),
            Because::OutOfRange => said(say::EXCLUDED_OUT_OF_RANGE),
            Because::OutOfRadius { limit_m } => said(say::excluded_out_of_radius(
                far,
                intl::distance(u32::try_from(limit_m).unwrap_or(u32::MAX)),
            )),
            Because::OutOfCountry => said(say::EXCLUDED_OUT_OF_COUNTRY),
            Because::RankedBelow { rank } => said(say::excluded_ranked_below(rank)),
        }
    };
    line(excluded.id.0, words)
}

fn line(name: String, words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { class = RECEIPT,
        <li class="other"><span>{name}</span><span class="because">{words}</span></li>
    }
    .into_any()
}
