//! How the buyer can pay, in the terms of a quote that is being written: online where there is a service for it, and
//! by transfer to an account, which is the one of the last quote until another is typed.

use super::talk::Talk;
use crate::client::call;
use crate::components::draft::{AccountDraft, TermsDraft};
use crate::components::field::{self, Field, Kind};
use crate::styles::ENCLOSURE;
use crate::words::{say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::payments::{PaymentOptions, ReadPaymentOptions};
use shared::api::{Nothing, Problem};

pub fn payment_terms(talk: Talk, problem: Signal<Option<Problem>>) -> AnyView {
    let terms = talk.draft.terms;
    let online = RwSignal::new(false);
    spawn_local(async move {
        // Without an answer nothing is offered beforehand; everything can be typed.
        let Ok(options) = call::<ReadPaymentOptions>(&[&talk.id()], &Nothing {}).await else { return };
        let PaymentOptions { online: can, account } = options;
        online.try_set(can);
        let untouched = terms.account.try_typed().is_some_and(|typed| typed.is_empty());
        if let Some(account) = account.filter(|_| untouched) {
            terms.account.put(account);
        }
    });
    view! {
        {move || online.get().then(|| choice(terms, problem))}
        {account(terms.account, problem)}
    }
    .into_any()
}

fn choice(terms: TermsDraft, problem: Signal<Option<Problem>>) -> AnyView {
    let (value, id) = (terms.payable_online, field::new_id());
    let wrong = Memo::new(move |_| field::wrong(problem, "payable_online"));
    let described = format!("{id}-more");
    view! { class = ENCLOSURE,
        <div>
            <label class="choice">
                <input id=id type="checkbox" name="payable_online" aria-describedby=described.clone()
                    aria-invalid=move || wrong.get().is_some().then_some("true")
                    prop:checked=move || value.get() on:change=move |event| value.set(event_target_checked(&event)) />
                <span>{t(say::QUOTE_PAYABLE_ONLINE)}</span>
            </label>
            {field::more(described, None, wrong)}
        </div>
    }
    .into_any()
}

/// Folded until something stands in it, or something in it is wrong.
fn account(account: AccountDraft, problem: Signal<Option<Problem>>) -> AnyView {
    let is_wrong = move || {
        problem.with(|problem| {
            let field = problem.as_ref().and_then(|problem| problem.field.as_deref());
            field.is_some_and(|field| field.starts_with("account."))
        })
    };
    let AccountDraft { holder, number, bic, bank } = account;
    let filled = Memo::new(move |_| !number.with(String::is_empty) || is_wrong());
    view! { class = ENCLOSURE,
        <details class="account" prop:open=move || filled.get()>
            <summary class="fold">{t(say::PAYMENT_ACCOUNT)}</summary>
            <div class="pairs">
                <Field label=say::PAYMENT_HOLDER name="account.holder" kind=Kind::COMPANY value=holder optional=true problem />
                <Field label=say::PAYMENT_NUMBER name="account.number" kind=Kind::TEXT value=number optional=true problem />
                <Field label=say::PAYMENT_BIC name="account.bic" kind=Kind::TEXT value=bic optional=true problem />
                <Field label=say::PAYMENT_BANK name="account.bank" kind=Kind::TEXT value=bank optional=true problem />
            </div>
            <p class="replaces">{t(say::PAYMENT_ACCOUNT_HINT)}</p>
        </details>
    }
    .into_any()
}
