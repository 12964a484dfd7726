//! A quote as a card: what it costs, how long it holds, what became of it, and what can be done now.

use crate::browser;
use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::components::document::document;
use crate::components::entry::{Act, Reach};
use crate::components::payment;
use crate::intl;
use crate::styles::QUOTE;
use crate::words::{Key, named, said, say, t};
use leptos::prelude::*;
use shared::ids::EntryId;
use shared::money::Money;
use shared::negotiation::OrderAddress;
use shared::time::Timestamp;
use shared::view::{Content, OrderView, QuoteAction, QuoteStatus, QuoteView};

pub fn quote(entry: EntryId, quote: QuoteView, reach: Reach) -> AnyView {
    let price = quote.price;
    let until = quote.valid_until;
    let id = entry.clone();
    let opened = move || {
        let at = reach.now(&id, |entry| match &entry.content {
            Content::Quote { quote, .. } => quote.opened_at,
            _ => None,
        });
        at.map(|at| view! { class = QUOTE, <p class="until">{said(say::quote_opened(intl::short_time(at)))}</p> })
    };
    let reason =
        quote.reason.clone().map(|text| view! { class = QUOTE, <p class="reason" dir="auto">{text}</p> });
    let order = quote.order.clone().map(order);
    let ways = payment::ways(&entry, &quote);
    let actions = actions(&entry, &quote, reach);
    let open = quote.status == QuoteStatus::Open;
    let over = !open && quote.status != QuoteStatus::Accepted;
    view! { class = QUOTE,
        <div class="quote" role="group" data-open=open data-over=over aria-label=t(say::QUOTE_TITLE)>
            <div class="head">
                <span class="price">{move || intl::money(price)}</span>
                {status(quote.status)}
            </div>
            <p class="until">{move || said(say::quote_until(intl::exact_minute(until)))}</p>
            {document(&entry, &quote.document, reach)}
            {reason}
            {opened}
            {order}
            {ways}
            {actions}
        </div>
    }
    .into_any()
}

fn status(status: QuoteStatus) -> AnyView {
    let (tone, sign) = match status {
        QuoteStatus::Open => (Tone::Accent, "circle-dot"),
        QuoteStatus::Accepted => (Tone::Good, "circle-check"),
        QuoteStatus::Refused => (Tone::Bad, "ban"),
        QuoteStatus::Withdrawn => (Tone::Neutral, "undo-2"),
        QuoteStatus::Expired => (Tone::Warn, "hourglass"),
        QuoteStatus::Superseded => (Tone::Neutral, "copy"),
    };
    badge(tone, sign, t(named::quote_status(status)))
}

/// What became of the order.
fn order(order: OrderView) -> AnyView {
    let delivery = order.delivery.map(|address| address_of(say::QUOTE_DELIVER_TO, address));
    let paid = match order.paid_at {
        Some(at) => {
            let words = move || said(say::quote_paid(intl::short_time(at)));
            badge(Tone::Good, "banknote", words)
        }
        None => badge(Tone::Neutral, "banknote", t(say::QUOTE_UNPAID)),
    };
    view! { class = QUOTE,
        <div class="order">
            <div>{paid}</div>
            <dl class="addresses">{address_of(say::QUOTE_BILL_TO, order.billing)}{delivery}</dl>
        </div>
    }
    .into_any()
}

fn address_of(word: Key, address: OrderAddress) -> AnyView {
    let OrderAddress { name, company, lines, tax_number } = address;
    let text: Vec<String> = [Some(name), company, Some(lines), tax_number].into_iter().flatten().collect();
    view! { class = QUOTE, <div><dt>{t(word)}</dt><dd dir="auto">{text.join("\n")}</dd></div> }.into_any()
}

fn actions(entry: &EntryId, quote: &QuoteView, reach: Reach) -> AnyView {
    let is_over = quote.status == QuoteStatus::Open && quote.valid_until < browser::now();
    let may = quote.may.iter().copied();
    let is_confirmed = payment::is_being_confirmed(entry, quote);
    let waits = |action| is_confirmed && action == QuoteAction::PayOnline;
    let offered: Vec<_> = may.filter(|action| !(waits(*action) || is_over && needs_time(*action))).collect();
    let verify = (quote.status == QuoteStatus::Accepted).then(|| {
        let entry = entry.clone();
        let press = move |()| reach.act.run(Act::Verify(entry.clone()));
        view! { <Button label=say::QUOTE_VERIFY look=Look::Quiet icon_name="file-check-2" press /> }
    });
    let button = |action: QuoteAction| {
        let entry = entry.clone();
        let (word, sign, look) = drawn(action);
        let press = move |()| reach.act.run(Act::Quote(entry.clone(), action));
        view! { <Button label=word icon_name=sign look press /> }
    };
    if offered.is_empty() && verify.is_none() {
        return ().into_any();
    }
    view! { class = QUOTE,
        <div class="acts no-print">{offered.into_iter().map(button).collect_view()}{verify}</div>
    }
    .into_any()
}

/// Too late once its last moment is past, also before the clock has said so.
const fn needs_time(action: QuoteAction) -> bool {
    matches!(action, QuoteAction::Accept | QuoteAction::Counter | QuoteAction::Refuse | QuoteAction::Withdraw)
}

/// Word, icon and weight of an action; one is primary.
pub const fn drawn(action: QuoteAction) -> (Key, &'static str, Look) {
    match action {
        QuoteAction::Accept => (say::QUOTE_ACTION_ACCEPT, "check", Look::Primary),
        QuoteAction::Counter => (say::QUOTE_ACTION_COUNTER, "arrow-down-up", Look::Plain),
        QuoteAction::Refuse => (say::QUOTE_ACTION_REFUSE, "ban", Look::Quiet),
        QuoteAction::Supersede => (say::QUOTE_ACTION_SUPERSEDE, "copy", Look::Plain),
        QuoteAction::Withdraw => (say::QUOTE_ACTION_WITHDRAW, "undo-2", Look::Quiet),
        QuoteAction::PayOnline => (say::QUOTE_ACTION_PAY_ONLINE, "banknote", Look::Primary),
        QuoteAction::ConfirmPayment => (say::QUOTE_ACTION_CONFIRM_PAYMENT, "banknote", Look::Plain),
        QuoteAction::OpenIncident => (say::QUOTE_ACTION_OPEN_INCIDENT, "life-buoy", Look::Quiet),
    }
}

/// What a counter-offer asks for, above its text.
pub fn wishes(amount: Option<Money>, wanted_by: Option<Timestamp>) -> AnyView {
    let price = amount.map(|amount| move || said(say::counter_wants_price(intl::money(amount))));
    let date = wanted_by.map(|at| move || said(say::counter_wants_by(intl::date_long(at))));
    view! { class = QUOTE,
        <div class="wishes">
            {price.map(|words| view! { class = QUOTE, <p class="wish">{words}</p> })}
            {date.map(|words| view! { class = QUOTE, <p class="wish">{words}</p> })}
        </div>
    }
    .into_any()
}
