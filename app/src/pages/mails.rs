//! The newest outgoing mails, for the operator. Links in them open in a page of their own.

use crate::client::question;
use crate::components::badge::{Tone, badge};
use crate::components::empty::Empty;
use crate::components::icon::small_icon;
use crate::components::skeleton::Shape;
use crate::components::summary::time;
use crate::load::{Load, fetch, loaded};
use crate::pages::payments::payments;
use crate::styles::MAILS;
use crate::words::{say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::operation::{ListMails, Mail, MailLine, MailState, ReadMail};

pub fn mails() -> AnyView {
    let lines = RwSignal::new(Load::<Vec<MailLine>>::Loading);
    let chosen = RwSignal::new(None::<String>);
    let mail = RwSignal::new(Load::<Mail>::Loading);
    let ask = move || fetch(lines, question::<ListMails>(&[], &Nothing {}));
    ask();
    let read = move || {
        if let Some(id) = chosen.get() {
            fetch(mail, question::<ReadMail>(&[&id], &Nothing {}));
        }
    };
    Effect::new(move |_| read());
    let retry = Callback::new(move |()| ask());
    let has_lines =
        Memo::new(move |_| lines.with(|lines| matches!(lines, Load::Ready(lines) if !lines.is_empty())));
    let opened = move || match (chosen.with(Option::is_some), has_lines.get()) {
        (true, _) => {
            let again = Callback::new(move |()| chosen.notify());
            let mail = loaded(mail, Shape::Lines(8), again, whole);
            let back = move |_| chosen.set(None);
            view! { class = MAILS,
                <button type="button" class="back" on:click=back>{small_icon("arrow-left")}{t(say::MAILS_BACK)}</button>
                {mail}
            }
            .into_any()
        }
        (false, true) => none_chosen(),
        (false, false) => ().into_any(),
    };
    view! { class = MAILS,
        <h1>{t(say::NAV_MAILS)}</h1>
        <p class="lead">{t(say::MAILS_LEAD)}</p>
        {payments()}
        <div class="page" data-chosen=move || chosen.with(Option::is_some).then_some("")>
            <div class="lines">{loaded(lines, Shape::Blocks(6), retry, move |lines| list(lines, chosen))}</div>
            <div>{opened}</div>
        </div>
    }
    .into_any()
}

fn list(lines: Vec<MailLine>, chosen: RwSignal<Option<String>>) -> AnyView {
    if lines.is_empty() {
        return view! { <Empty icon_name="mail" title=say::MAILS_EMPTY_TITLE text=say::MAILS_EMPTY_TEXT /> }
            .into_any();
    }
    let line = move |line: MailLine| {
        let (id, same) = (line.id.clone(), line.id);
        view! { class = MAILS,
            <button type="button" class="line"
                aria-pressed=move || chosen.with(|chosen| chosen.as_ref() == Some(&same)).to_string()
                on:click=move |_| chosen.set(Some(id.clone()))>
                <span class="subject">{line.subject}</span>
                <span class="when">{time(line.at)}</span>
                <span class="to">{line.to}</span>
                <span class="state">{state(line.state)}</span>
            </button>
        }
    };
    view! { class = MAILS, <div class="list">{lines.into_iter().map(line).collect_view()}</div> }.into_any()
}

/// Where a mail will stand beside the list; below it there is no need to say so.
fn none_chosen() -> AnyView {
    view! { class = MAILS,
        <div class="none">
            <Empty icon_name="mail" title=say::MAILS_NONE_TITLE text=say::MAILS_NONE_TEXT />
        </div>
    }
    .into_any()
}

fn state(state: MailState) -> AnyView {
    match state {
        MailState::Waiting => badge(Tone::Warn, "clock", t(say::MAIL_STATE_WAITING)),
        MailState::Sent => badge(Tone::Good, "check", t(say::MAIL_STATE_SENT)),
        MailState::Unwritten => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_UNWRITTEN)),
        MailState::Failed => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_FAILED)),
    }
}

fn whole(mail: Mail) -> AnyView {
    view! { class = MAILS,
        <article class="mail">
            <h2>{mail.line.subject}</h2>
            <p class="to">{mail.line.to}</p>
            <div class="text">{with_links(&mail.text)}</div>
            <details class="source">
                <summary class="open">{t(say::MAILS_SOURCE)}</summary>
                <pre class="raw">{mail.source}</pre>
            </details>
        </article>
    }
    .into_any()
}

/// The text with its addresses made into links.
fn with_links(text: &str) -> AnyView {
    let piece = |piece: &str| {
        let address = piece.trim_end();
        if !address.starts_with("http://") && !address.starts_with("https://") {
            return piece.to_owned().into_any();
        }
        let rest = piece[address.len()..].to_owned();
        view! { class = MAILS, <a href=address.to_owned() target="_blank" rel="noopener">{address.to_owned()}</a>{rest} }
            .into_any()
    };
    text.split_inclusive(char::is_whitespace).map(piece).collect_view().into_any()
}
