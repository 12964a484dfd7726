//! R12: who received the inquiry and why; with what it was decided on, the decision made again.

use crate::components::icon::{icon, small_icon};
use crate::intl;
use crate::styles::RECEIPT;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::ids::SellerId;
use shared::routing::{Because, Candidate, Excluded, Own, Reason, Shown, Trace, UNRATED, Whole};
use shared::view::Receipt;

/// How many of the excluded are named.
const NAMED_AT_MOST: usize = 12;

/// `more` tells what it was decided on; it is made when the panel is first opened.
#[component]
pub fn ReceiptPanel(receipt: Receipt, more: fn() -> AnyView) -> AnyView {
    let opened = RwSignal::new(false);
    let explained = receipt.explained;
    let more = move || (explained && opened.get()).then(more);
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
                {more}
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

/// What a viewer may know of the decision, made again here from what it was made of.
pub fn trace(trace: Trace) -> AnyView {
    let verdict = trace.holds().map(|same| {
        let (sign, word) = match same {
            true => ("circle-check", say::TRACE_SAME),
            false => ("triangle-alert", say::TRACE_DIFFERS),
        };
        view! { class = RECEIPT, <p class="verdict" data-same=same>{icon(sign)}<span>{t(word)}</span></p> }
    });
    let Trace { whole, order, own } = trace;
    view! { class = RECEIPT,
        {verdict}
        {whole.map(whole_network)}
        {order.map(shown_to_buyer)}
        {own.map(own_part)}
    }
    .into_any()
}

/// Who was shown, and why the others were not.
fn whole_network(whole: Whole) -> AnyView {
    let Whole { decision, inputs } = whole;
    let sellers = inputs.map(|inputs| inputs.network.sellers).unwrap_or_default();
    let name = |id: &SellerId| {
        let member = sellers.iter().find(|member| member.id == *id);
        member.map_or_else(|| id.0.clone(), |member| member.name.clone())
    };
    let shown = |(at, one): (usize, &Shown)| {
        let far = one.distance_m;
        let words = move || {
            let parts = [Some(said(say::trace_shown(at + 1))), far.map(intl::distance)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        };
        line(name(&one.id), words)
    };
    let excluded = |one: &Excluded| {
        let (because, distance) = (one.because, one.distance_m);
        line(name(&one.id), move || because_of(because, distance))
    };
    let first = decision.shown.iter().enumerate().map(shown).collect_view();
    let others = decision.excluded.iter().take(NAMED_AT_MOST).map(excluded).collect_view();
    view! { class = RECEIPT,
        <p class="title">{t(say::TRACE_NETWORK)}</p>
        <ul class="others">{first}{others}</ul>
    }
    .into_any()
}

fn shown_to_buyer(shown: Vec<Candidate>) -> AnyView {
    if shown.is_empty() {
        return ().into_any();
    }
    let candidate = |one: Candidate| {
        let (far, score) = (one.distance_m, one.rating.rank_score.unwrap_or(UNRATED));
        let words = move || {
            let score = said(say::trace_score(intl::number(score, 2)));
            let parts = [far.map(intl::distance), Some(score)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        };
        line(one.name, words)
    };
    view! { class = RECEIPT,
        <p class="title">{t(say::TRACE_SHOWN_TO_YOU)}</p>
        <ul class="others">{shown.into_iter().map(candidate).collect_view()}</ul>
        <p class="title">{t(say::TRACE_ORDER)}</p>
    }
    .into_any()
}

/// The seller's own distance, radius and range, and what followed.
fn own_part(own: Own) -> AnyView {
    let Own { member, inquiry, place, distance_m, excluded } = own;
    let because = excluded.map(|excluded| excluded.because);
    let far = move || distance_m.map_or_else(|| said(say::PLACE_UNKNOWN), intl::distance);
    let limit = member.radius.map(|radius| u32::try_from(radius.limit_m()).unwrap_or(u32::MAX));
    let radius = move || limit.map_or_else(|| said(say::TRACE_NO_RADIUS), intl::distance);
    let sells =
        member.range.as_ref().zip(inquiry.product.as_ref()).is_none_or(|(range, id)| range.contains(id));
    let range = move || said(if sells { say::TRACE_IN_RANGE } else { say::EXCLUDED_OUT_OF_RANGE });
    let result = move || match (place, because) {
        (Some(place), _) => said(say::trace_shown(place)),
        (None, Some(because)) => because_of(because, distance_m),
        (None, None) => String::new(),
    };
    view! { class = RECEIPT,
        <p class="title">{t(say::TRACE_OWN)}</p>
        <ul class="others">
            {fact(say::TRACE_DISTANCE, far)}
            {fact(say::TRACE_RADIUS, radius)}
            {inquiry.product.is_some().then(|| fact(say::TRACE_RANGE, range))}
            {fact(say::TRACE_RESULT, result)}
        </ul>
    }
    .into_any()
}

/// Why a seller is not shown, with the figures.
pub fn because_of(because: Because, distance_m: Option<u32>) -> String {
    let far = || distance_m.map_or_else(|| said(say::PLACE_UNKNOWN), intl::distance);
    match because {
        Because::Unavailable => said(say::EXCLUDED_UNAVAILABLE),
        Because::OutOfRange => said(say::EXCLUDED_OUT_OF_RANGE),
        Because::OutOfRadius { limit_m } => said(say::excluded_out_of_radius(
            far(),
            intl::distance(u32::try_from(limit_m).unwrap_or(u32::MAX)),
        )),
        Because::OutOfCountry => said(say::EXCLUDED_OUT_OF_COUNTRY),
        Because::RankedBelow { rank } => said(say::excluded_ranked_below(rank)),
    }
}

fn fact(word: Key, words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { class = RECEIPT,
        <li class="other"><span>{t(word)}</span><span class="because">{words}</span></li>
    }
    .into_any()
}

fn line(name: String, words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { class = RECEIPT,
        <li class="other"><span dir="auto">{name}</span><span class="because">{words}</span></li>
    }
    .into_any()
}
