//! The newest outgoing mails, and the one that is chosen; what has failed can be sent again.

use super::{Line, Room, sheet};
use crate::client::{call, question};
use crate::components::badge::{Tone, badge};
use crate::components::button::Button;
use crate::components::failure::form_failure;
use crate::components::skeleton::Shape;
use crate::load::{Load, fetch, loaded};
use crate::pages::payments::payments;
use crate::styles::MAILS;
use crate::words::{say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::operation::{ListMails, Mail, MailLine, MailState, ReadMail, RetryMail};
use shared::api::{Nothing, Problem};

pub fn sent() -> AnyView {
    let lines = RwSignal::new(Load::<Vec<MailLine>>::Loading);
    let chosen = RwSignal::new(None::<String>);
    let mail = RwSignal::new(Load::<Mail>::Loading);
    let ask = Callback::new(move |()| fetch(lines, question::<ListMails>(&[], &Nothing {})));
    ask.run(());
    Effect::new(move |_| {
        if let Some(id) = chosen.get() {
            fetch(mail, question::<ReadMail>(&[&id], &Nothing {}));
        }
    });
    let problem = RwSignal::new(None::<Problem>);
    let retry = Callback::new(move |id: String| {
        problem.set(None);
        spawn_local(async move {
            match call::<RetryMail>(&[&id], &Nothing {}).await {
                Ok(now) => {
                    drop(mail.try_set(Load::Ready(now)));
                    ask.run(());
                }
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    });
    let whole = Callback::new(move |()| {
        let again = Callback::new(move |()| chosen.notify());
        view! {
            {form_failure(problem)}
            {loaded(mail, Shape::Lines(8), again, move |mail| shown(mail, retry))}
        }
        .into_any()
    });
    let room = Room {
        lead: say::MAILS_LEAD,
        lines,
        ask,
        line,
        empty: (say::MAILS_EMPTY_TITLE, say::MAILS_EMPTY_TEXT),
        chosen,
        whole,
    };
    view! { {payments()} {room.shown()} }.into_any()
}

fn line(line: MailLine) -> Line {
    let badge = state(line.state);
    Line { id: line.id, subject: line.subject, at: line.at, who: line.to, badge }
}

fn state(state: MailState) -> AnyView {
    match state {
        MailState::Waiting => badge(Tone::Warn, "clock", t(say::MAIL_STATE_WAITING)),
        MailState::Sent => badge(Tone::Good, "check", t(say::MAIL_STATE_SENT)),
        MailState::Failed => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_FAILED)),
        MailState::Unwritten => badge(Tone::Bad, "triangle-alert", t(say::MAIL_STATE_UNWRITTEN)),
    }
}

fn shown(mail: Mail, retry: Callback<String>) -> AnyView {
    let MailLine { id, to, subject, state, problem, .. } = mail.line;
    let again = (state == MailState::Failed).then(|| {
        let press = Callback::new(move |()| retry.run(id.clone()));
        view! { <Button label=say::MAILS_RETRY press /> }
    });
    let note = problem.map(|problem| {
        view! { class = MAILS,
            <div class="note">
                <p><strong>{t(say::MAILS_PROBLEM)}</strong>" "{problem}</p>
                {again}
            </div>
        }
    });
    sheet((subject, to), note.into_any(), with_links(&mail.text), mail.source)
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
