//! What every kind of mail looks like, in a language that the operator chooses. A mail is shown in a frame that may do
//! nothing: it is a page of its own, with styles of its own.

use super::{Line, beside, drawn, sheet};
use crate::client::question;
use crate::components::field;
use crate::components::skeleton::Shape;
use crate::load::{Place, fetch, loaded};
use crate::styles::MAILS;
use crate::words::{self, say, t};
use leptos::prelude::*;
use shared::api::Nothing;
use shared::api::operation::{ListMailKinds, MAIL_KIND_PAGE_PATH, MailExample, MailKindLine, ReadMailKind};
use shared::language::Language;

pub fn kinds() -> AnyView {
    let language = RwSignal::new(untrack(words::language));
    let chosen = RwSignal::new(None::<String>);
    let lines = Place::<Vec<MailKindLine>>::new();
    let mail = Place::<MailExample>::new();
    let ask = move || fetch(lines, question::<ListMailKinds>(&[language.get().code()], &Nothing {}));
    let read = move || {
        if let Some(kind) = chosen.get() {
            fetch(mail, question::<ReadMailKind>(&[language.get().code(), &kind], &Nothing {}));
        }
    };
    Effect::new(move |_| ask());
    Effect::new(move |_| read());
    let list = move |lines: Vec<MailKindLine>| {
        let lines: Vec<_> = lines.into_iter().map(|one| drawn(line(one), chosen)).collect();
        view! { class = MAILS, <div class="list">{lines}</div> }.into_any()
    };
    let again = Callback::new(move |()| untrack(read));
    let opened = move || loaded(mail, Shape::Lines(8), again, move |mail| shown(mail, language));
    let lines = loaded(lines, Shape::Blocks(6), Callback::new(move |()| untrack(ask)), list);
    view! { class = MAILS,
        <p class="lead">{t(say::MAILS_KINDS_LEAD)}</p>
        <div class="language">{language_of(language)}</div>
        {beside(lines, chosen, opened)}
    }
    .into_any()
}

fn line(line: MailKindLine) -> Line {
    // Mails of several kinds have the same subject.
    let who = format!("{} · {}", line.to, line.kind.replace('_', " "));
    Line { id: line.kind, subject: line.subject, at: line.at, who, badge: ().into_any() }
}

fn language_of(language: RwSignal<Language>) -> AnyView {
    let option = move |one: Language| {
        view! { <option value=one.code() selected=move || language.get() == one>{one.own_name()}</option> }
    };
    let changed = move |event| {
        let code = event_target_value(&event);
        if let Some(one) = Language::ALL.into_iter().find(|one| one.code() == code) {
            language.set(one);
        }
    };
    let id = field::new_id();
    let control = view! {
        <select id=id.clone() on:change=changed>{Language::ALL.map(option).collect_view()}</select>
    };
    field::framed(id, say::MAILS_LANGUAGE, false, control.into_any(), ().into_any())
}

fn shown(mail: MailExample, language: RwSignal<Language>) -> AnyView {
    let MailKindLine { kind, subject, to, .. } = mail.line;
    let page = MAIL_KIND_PAGE_PATH.replace("{language}", untrack(move || language.get()).code());
    let page = page.replace("{kind}", &kind);
    let title = subject.clone();
    let paper = view! { class = MAILS, <iframe class="paper" src=page title=title sandbox=""></iframe> };
    let text = view! { class = MAILS,
        <details>
            <summary class="open">{t(say::MAILS_AS_TEXT)}</summary>
            {mail.text}
        </details>
    };
    sheet((subject, format!("{} → {to}", mail.from)), paper.into_any(), text.into_any(), mail.source)
}
