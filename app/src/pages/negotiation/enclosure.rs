//! What is attached to the message being written: how far its upload has come, and the terms of a quote.

use super::dialogs::Dialogs;
use super::payment_terms::payment_terms;
use super::talk::Talk;
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::document::{measures, page};
use crate::components::draft::{Attached, Progress, TermsDraft};
use crate::components::failure::Failure;
use crate::components::field::{self, Field, Kind, framed, more};
use crate::intl;
use crate::styles::ENCLOSURE;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::documents::upload_preview_url;
use shared::money::Currency;

pub fn enclosure() -> AnyView {
    let Dialogs { talk, .. } = expect_context();
    let attached = talk.draft.attached;
    let file = move || attached.get().map(|attached| file(talk, attached));
    let is_quote = Memo::new(move |_| attached.with(|found| found.as_ref().is_some_and(|found| found.quote)));
    let may_quote = Memo::new(move |_| {
        talk.header.with(|header| header.as_ref().is_some_and(|header| header.may.send_quotes))
    });
    let kinds = move || may_quote.get().then(|| kinds(talk));
    let terms = move || is_quote.get().then(|| terms(talk));
    view! { class = ENCLOSURE,
        <div class="enclosure">
            {kinds}
            {file}
            {terms}
        </div>
    }
    .into_any()
}

/// A quote, or another document.
fn kinds(talk: Talk) -> AnyView {
    let attached = talk.draft.attached;
    let is_quote = move || attached.with(|found| found.as_ref().is_some_and(|found| found.quote));
    let kind = |quote: bool, word| {
        let choose = move |_| {
            attached.update(|found| {
                if let Some(found) = found {
                    found.quote = quote;
                }
            });
        };
        view! { class = ENCLOSURE,
            <button type="button" class="kind" aria-pressed=move || (is_quote() == quote).to_string() on:click=choose>
                {t(word)}
            </button>
        }
    };
    view! { class = ENCLOSURE,
        <div class="kinds">{kind(true, say::ATTACH_QUOTE)}{kind(false, say::ATTACH_DOCUMENT)}</div>
    }
    .into_any()
}

fn file(talk: Talk, attached: Attached) -> AnyView {
    let Attached { upload, name, bytes, progress, .. } = attached;
    let remove = move |()| talk.detach();
    let state = match &progress {
        Progress::Sending(sent) => {
            let part = if bytes == 0 { 0.0 } else { *sent as f64 / bytes as f64 };
            view! { class = ENCLOSURE,
                <progress class="bar" max="1" value=part.min(1.0) aria-label=t(say::ATTACH_UPLOADING)></progress>
            }
            .into_any()
        }
        Progress::Stored(document) => measures(document),
        Progress::Failed(problem) => failure(talk, problem.clone()),
    };
    let picture = matches!(progress, Progress::Stored(_))
        .then(|| page(upload_preview_url(&talk.id(), &upload), name.clone()));
    let word = match progress {
        Progress::Sending(_) => say::ATTACH_CANCEL,
        _ => say::ATTACH_REMOVE,
    };
    view! { class = ENCLOSURE,
        <div class="file">
            {picture}
            <div class="about">
                <span class="name" dir="auto">{name}</span>
                {state}
            </div>
            <Button label=word icon_name="x" look=Look::Quiet bare=true press=remove />
        </div>
    }
    .into_any()
}

/// What the connection broke can be tried again; what is wrong with the file cannot.
fn failure(talk: Talk, problem: Problem) -> AnyView {
    let lost =
        [crate::client::LOST, "document_incomplete", "busy", "unavailable"].contains(&problem.code.as_str());
    match lost {
        true => view! { <Failure problem retry=Callback::new(move |()| talk.upload()) /> }.into_any(),
        false => view! { <Failure problem /> }.into_any(),
    }
}

fn terms(talk: Talk) -> AnyView {
    let (terms, problem) = (talk.draft.terms, talk.problem.into());
    let replaces = move || {
        terms.supersedes.get().map(|(_, price)| {
            view! { class = ENCLOSURE,
                <p class="replaces">{move || said(say::attach_replaces(intl::money(price)))}</p>
            }
        })
    };
    view! { class = ENCLOSURE,
        <fieldset class="terms" aria-label=t(say::QUOTE_TERMS)>
            {replaces}
            <div class="fields">
                <Field label=say::QUOTE_AMOUNT name="amount" kind=Kind::AMOUNT value=terms.amount problem />
                {currency(terms, problem)}
                {until(terms, problem)}
            </div>
            {payment_terms(talk, problem)}
        </fieldset>
    }
    .into_any()
}

/// The usual ones to choose from; any other can be typed.
fn currency(terms: TermsDraft, problem: Signal<Option<Problem>>) -> AnyView {
    let id = field::new_id();
    let wrong = Memo::new(move |_| field::wrong(problem, "currency"));
    let (list, described) = (format!("{id}-list"), format!("{id}-more"));
    let control = view! {
        <input id=id.clone() name="currency" list=list.clone() maxlength="3" autocapitalize="characters"
            autocomplete="off" spellcheck="false" aria-describedby=described.clone()
            aria-invalid=move || wrong.get().is_some().then_some("true") bind:value=terms.currency />
        <datalist id=list>{Currency::COMMON.map(|code| view! { <option value=code></option> }).collect_view()}</datalist>
    };
    framed(id, say::QUOTE_CURRENCY, false, control.into_any(), more(described, None, wrong))
}

fn until(terms: TermsDraft, problem: Signal<Option<Problem>>) -> AnyView {
    let id = field::new_id();
    let wrong = Memo::new(move |_| field::wrong(problem, "valid_until"));
    let described = format!("{id}-more");
    let control = view! {
        <input id=id.clone() name="valid_until" type="date" min=intl::date_field(browser::now())
            aria-describedby=described.clone() aria-invalid=move || wrong.get().is_some().then_some("true")
            bind:value=terms.valid_until />
    };
    framed(id, say::QUOTE_VALID_UNTIL, false, control.into_any(), more(described, None, wrong))
}
