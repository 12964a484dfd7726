//! Payments that were begun online, for the operator: those first that somebody must look at. Nothing where there
//! are none.

use crate::client::question;
use crate::components::badge::{Tone, badge};
use crate::components::summary::time;
use crate::intl;
use crate::load::{Load, Place, fetch};
use crate::route::Page;
use crate::styles::PAYMENTS;
use crate::words::{coded, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::payments::{ListPayments, PaymentLine, PaymentState};

pub fn payments() -> AnyView {
    let lines = Place::<Vec<PaymentLine>>::new();
    fetch(lines, question::<ListPayments>(&[], &Nothing {}));
    (move || match lines.get() {
        Load::Ready(lines) if !lines.is_empty() => Some(list(lines)),
        // What the mails beside it say of a failure holds for this too.
        _ => None,
    })
    .into_any()
}

fn list(lines: Vec<PaymentLine>) -> AnyView {
    let urgent = lines.iter().any(|line| line.state == PaymentState::Astray);
    view! { class = PAYMENTS,
        <details class="payments" prop:open=urgent>
            <summary class="title">{t(say::PAYMENTS_TITLE)}</summary>
            <ul class="lines">{lines.into_iter().map(line).collect_view()}</ul>
        </details>
    }
    .into_any()
}

fn line(line: PaymentLine) -> AnyView {
    let PaymentLine { negotiation, price, state, problem, reference, at, .. } = line;
    let path = Page::Negotiation(negotiation.to_string()).path();
    view! { class = PAYMENTS,
        <li class="payment">
            <a class="amount" href=path>{move || intl::money(price)}</a>
            {standing(state)}
            <span class="quiet">{time(at)}</span>
            <span class="quiet">{reference}</span>
            {problem.map(|problem| view! { class = PAYMENTS, <span class="problem" lang="en">{problem}</span> })}
        </li>
    }
    .into_any()
}

fn standing(state: PaymentState) -> AnyView {
    let (tone, sign) = match state {
        PaymentState::Asked | PaymentState::Ended => (Tone::Neutral, "circle-dot"),
        PaymentState::Open => (Tone::Accent, "circle-dot"),
        PaymentState::Processing => (Tone::Warn, "clock"),
        PaymentState::Paid => (Tone::Good, "check"),
        PaymentState::Astray => (Tone::Bad, "triangle-alert"),
    };
    badge(tone, sign, t(coded(say::GROUP_PAYMENT_STATE, state.code(), say::PAYMENT_STATE_OPEN)))
}
