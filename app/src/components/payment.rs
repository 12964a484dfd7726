//! How an order can be paid, on its card: the seller's account with the reference of a transfer, and what is known
//! of a payment that was just made.

use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::intl;
use crate::route;
use crate::styles::PAYMENT;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::ids::EntryId;
use shared::money::Money;
use shared::negotiation::{BankAccount, written_reference};
use shared::view::{OrderView, QuoteStatus, QuoteView};

/// What the address of the page says when the buyer comes back from the payment service.
const PAID: &str = "paid";

/// Whether the buyer has just come back from paying this order, and it is not confirmed yet.
pub fn is_being_confirmed(entry: &EntryId, quote: &QuoteView) -> bool {
    let unpaid = quote.order.as_ref().is_some_and(|order| order.paid_at.is_none());
    unpaid && route::asked(PAID).as_deref() == Some(entry.as_str())
}

/// The ways to pay: in a line while it is a quote, in full once it is an order that is not paid.
pub fn ways(entry: &EntryId, quote: &QuoteView) -> AnyView {
    match (&quote.order, quote.status) {
        (Some(order), _) if order.paid_at.is_none() => {
            // Whoever has just paid must not be asked to pay in another way.
            if is_being_confirmed(entry, quote) {
                return confirming();
            }
            let account = quote.account.clone();
            account.map(|account| transfer(account, quote.price, order)).into_any()
        }
        (None, QuoteStatus::Open) => promised(quote),
        _ => ().into_any(),
    }
}

fn confirming() -> AnyView {
    view! { class = PAYMENT,
        <p class="confirming" role="status">{badge(Tone::Warn, "clock", t(say::PAYMENT_CONFIRMING))}</p>
    }
    .into_any()
}

fn promised(quote: &QuoteView) -> AnyView {
    let online = quote.payable_online.then_some(say::QUOTE_PAYABLE_ONLINE);
    let online = online.map(|words| view! { class = PAYMENT, <p class="promised">{t(words)}</p> });
    let account = quote.account.clone().map(|account| {
        let words = move || said(say::quote_payable_by_transfer(account.holder.clone()));
        view! { class = PAYMENT, <p class="promised" dir="auto">{words}</p> }
    });
    view! { {online}{account} }.into_any()
}

/// Everything that a transfer needs, each to be copied.
fn transfer(account: BankAccount, price: Money, order: &OrderView) -> AnyView {
    let number = account.written_number();
    let BankAccount { holder, number: plain_number, bic, bank } = account;
    let written = written_reference(&order.reference);
    view! { class = PAYMENT,
        <section class="transfer" aria-label=t(say::PAYMENT_BY_TRANSFER)>
            <p class="title">{t(say::PAYMENT_BY_TRANSFER)}</p>
            <dl class="lines">
                {line(say::QUOTE_AMOUNT, move || intl::money(price), price.amount())}
                {line(say::PAYMENT_HOLDER, same(&holder), holder)}
                {line(say::PAYMENT_NUMBER, same(&number), plain_number)}
                {bic.map(|bic| line(say::PAYMENT_BIC, same(&bic), bic))}
                {bank.map(|bank| line(say::PAYMENT_BANK, same(&bank), bank))}
                {line(say::PAYMENT_TRANSFER_REFERENCE, same(&written), order.reference.clone())}
            </dl>
            <p class="promised">{t(say::PAYMENT_TRANSFER_TEXT)}</p>
        </section>
    }
    .into_any()
}

fn same(text: &str) -> impl Fn() -> String + Send + 'static {
    let text = text.to_owned();
    move || text.clone()
}

/// A line with what is shown, and what is copied, which banks read without spaces.
fn line(word: Key, shown: impl Fn() -> String + Send + 'static, copied: String) -> AnyView {
    let done = RwSignal::new(false);
    let press = move |()| {
        // Whether it is allowed to is the browser's matter; the text can be marked by hand too.
        drop(window().navigator().clipboard().write_text(&copied));
        done.set(true);
    };
    let button = move || {
        let (label, icon_name) = match done.get() {
            true => (say::PAYMENT_COPIED, "check"),
            false => (say::PAYMENT_COPY, "copy"),
        };
        view! { <Button label icon_name look=Look::Quiet bare=true press=press.clone() /> }
    };
    view! { class = PAYMENT,
        <div class="line">
            <dt class="name">{t(word)}</dt>
            <dd class="value" dir="auto">{shown}</dd>
            <dd class="copy no-print">{button}</dd>
        </div>
    }
    .into_any()
}
