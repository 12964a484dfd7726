//! The canned answers of a writer: to use, to change, to add one. What is kept and what is filled in is the page's.

use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::field::{Field, Kind};
use crate::styles::ANSWERS;
use crate::words::{Key, language, said, say, t};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::Problem;
use shared::canned::{AnswerCard, CannedAnswer, PLACES};
use shared::language::Language;

/// What can be done with them.
#[derive(Clone, Copy)]
pub struct AnswerActs {
    pub insert: Callback<CannedAnswer>,
    pub keep: Callback<(Option<String>, AnswerCard)>,
    pub forget: Callback<String>,
}

/// What is being written: a new answer, or a change of the one with this id.
#[derive(Clone, Copy)]
struct Form {
    id: RwSignal<Option<String>>,
    title: RwSignal<String>,
    text: RwSignal<String>,
    /// A change keeps the one that it was written in.
    language: RwSignal<Language>,
    shared: RwSignal<bool>,
}

/// `begun` is what stands in the message box: the text of a new answer to begin with.
#[component]
pub fn Answers(
    answers: RwSignal<Vec<CannedAnswer>>,
    begun: String,
    problem: RwSignal<Option<Problem>>,
    #[prop(into)] busy: Signal<bool>,
    acts: AnswerActs,
) -> AnyView {
    let form = Form {
        id: RwSignal::new(None),
        title: RwSignal::new(String::new()),
        text: RwSignal::new(begun),
        language: RwSignal::new(language()),
        shared: RwSignal::new(false),
    };
    let editing = RwSignal::new(false);
    let empty = move || {
        answers
            .with(Vec::is_empty)
            .then(|| view! { class = ANSWERS, <p class="empty">{t(say::ANSWERS_EMPTY)}</p> })
    };
    let list =
        move || answers.get().into_iter().map(|answer| line(answer, form, editing, acts)).collect_view();
    let write = move || match editing.get() {
        true => written(form, problem, busy, acts),
        false => {
            let press = move |()| {
                form.id.set(None);
                form.language.set(language());
                editing.set(true);
            };
            view! { <Button label=say::ANSWERS_NEW icon_name="plus" press /> }.into_any()
        }
    };
    // Kept: the form has done its work.
    Effect::new(move |before: Option<Vec<CannedAnswer>>| {
        let now = answers.get();
        if before.is_some_and(|before| before != now) {
            editing.set(false);
            form.title.set(String::new());
            form.text.set(String::new());
        }
        now
    });
    view! { class = ANSWERS,
        <div class="answers">
            <p class="lead">{t(say::ANSWERS_TEXT)}</p>
            {empty}
            <ul class="list">{list}</ul>
            {write}
        </div>
    }
    .into_any()
}

fn line(answer: CannedAnswer, form: Form, editing: RwSignal<bool>, acts: AnswerActs) -> AnyView {
    let shared = answer.card.shared.then(|| badge(Tone::Neutral, "users", t(say::ANSWERS_SHARED)));
    let (title, text) = (answer.card.title.clone(), answer.card.text.clone());
    let own = answer.own.then(|| {
        let changed = answer.clone();
        let change = move |()| {
            let CannedAnswer { id, card, .. } = changed.clone();
            form.id.set(Some(id));
            form.title.set(card.title);
            form.text.set(card.text);
            form.language.set(card.language);
            form.shared.set(card.shared);
            editing.set(true);
        };
        let id = answer.id.clone();
        let forget = move |()| acts.forget.run(id.clone());
        view! {
            <Button label=say::ANSWERS_EDIT look=Look::Quiet icon_name="pencil" press=change />
            <Button label=say::ANSWERS_FORGET look=Look::Quiet icon_name="trash-2" press=forget />
        }
    });
    let insert = move |()| acts.insert.run(answer.clone());
    view! { class = ANSWERS,
        <li class="answer">
            <div class="title"><span dir="auto">{title}</span>{shared}</div>
            <p class="words" dir="auto">{text}</p>
            <div class="acts"><Button label=say::ANSWERS_USE icon_name="corner-down-left" press=insert />{own}</div>
        </li>
    }
    .into_any()
}

fn written(form: Form, problem: RwSignal<Option<Problem>>, busy: Signal<bool>, acts: AnswerActs) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let card = AnswerCard {
            title: form.title.get_untracked(),
            text: form.text.get_untracked(),
            language: form.language.get_untracked(),
            shared: form.shared.get_untracked(),
        };
        acts.keep.run((form.id.get_untracked(), card));
    };
    let places = move || said(say::answers_places(PLACES.join(" ")));
    let label: Key = say::ANSWERS_KEEP;
    view! { class = ANSWERS,
        <form class="form" novalidate=true on:submit=submit>
            <Field label=say::ANSWERS_TITLE name="title" kind=Kind::TEXT value=form.title problem=problem />
            <Field label=say::ANSWERS_BODY name="text" kind=Kind::AREA value=form.text problem=problem />
            <p class="lead">{places}</p>
            <label class="share">
                <input type="checkbox" bind:checked=form.shared />
                <span>{t(say::ANSWERS_SHARE)}</span>
            </label>
            {form_failure(problem)}
            <div class="foot"><Button label look=Look::Primary icon_name="check" busy=busy /></div>
        </form>
    }
    .into_any()
}
