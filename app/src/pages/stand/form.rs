//! The inquiry form of a stand. What was typed stays until the inquiry is sent.

use super::visit::Visit;
use crate::browser;
use crate::client::call;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::field::{Field, Kind, wrong};
use crate::load::Load;
use crate::session;
use crate::styles::FORM;
use crate::words::{self, said, say, t};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Problem;
use shared::api::exhibition::{NewInquiry, SendInquiry};
use shared::ids::CommandId;

/// The fields.
#[derive(Clone, Copy)]
struct Form {
    visit: Visit,
    text: RwSignal<String>,
    name: RwSignal<String>,
    company: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    consent: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    /// One id for one inquiry, however often sending is tried.
    command: StoredValue<String>,
}

pub fn form(visit: Visit) -> AnyView {
    let empty = || RwSignal::new(String::new());
    let form = Form {
        visit,
        text: empty(),
        name: empty(),
        company: empty(),
        email: empty(),
        phone: empty(),
        consent: RwSignal::new(false),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        command: StoredValue::new(browser::new_id()),
    };
    view! { class = FORM,
        <form class="form" novalidate=true on:submit=move |event| form.submit(&event)>
            <h2>{t(say::INQUIRY_TITLE)}</h2>
            <Field label=say::INQUIRY_TEXT name="text" kind=Kind::AREA value=form.text hint=say::INQUIRY_TEXT_HINT problem=form.problem />
            <div class="pair">
                <Field label=say::INQUIRY_NAME name="name" kind=Kind::NAME value=form.name problem=form.problem />
                <Field label=say::INQUIRY_COMPANY name="company" kind=Kind::COMPANY value=form.company optional=true problem=form.problem />
                <Field label=say::INQUIRY_EMAIL name="email" kind=Kind::EMAIL value=form.email hint=say::INQUIRY_EMAIL_HINT problem=form.problem />
                <Field label=say::INQUIRY_PHONE name="phone" kind=Kind::PHONE value=form.phone optional=true hint=say::INQUIRY_PHONE_HINT problem=form.problem />
            </div>
            <label class="consent">
                <input type="checkbox" name="consent" bind:checked=form.consent />
                <span>{t(say::INQUIRY_CONSENT)}</span>
            </label>
            {move || wrong(form.problem.into(), "consent").map(|text| view! { class = FORM, <p class="fault">{text}</p> })}
            {form_failure(form.problem)}
            <div class="foot">
                <p class="whom">{move || whom(visit)}</p>
                <Button label=say::INQUIRY_SEND look=Look::Primary icon_name="send" busy=form.busy />
            </div>
        </form>
    }
    .into_any()
}

/// "Goes to …", as soon as that is known.
fn whom(visit: Visit) -> Option<String> {
    let chosen = visit.chosen.get()?;
    visit.sellers.with(|load| match load {
        Load::Ready(found) => found
            .sellers
            .iter()
            .find(|seller| seller.id.0 == chosen)
            .map(|seller| said(say::inquiry_goes_to(&seller.name))),
        _ => None,
    })
}

impl Form {
    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        self.busy.set(true);
        self.problem.set(None);
        let inquiry = self.inquiry();
        let stand = self.visit.stand.get_value();
        spawn_local(async move {
            match call::<SendInquiry>(&[&stand], &inquiry).await {
                Ok(receipt) => {
                    session::refresh();
                    self.visit.sent.try_set(Some(receipt));
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
            self.busy.try_set(false);
        });
    }

    fn inquiry(self) -> NewInquiry {
        let typed = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let optional = |value| Some(typed(value)).filter(|text| !text.is_empty());
        NewInquiry {
            command: CommandId(self.command.get_value()),
            pick: self.visit.pick.get_untracked(),
            place: untrack(|| self.visit.place()),
            text: typed(self.text),
            name: typed(self.name),
            company: optional(self.company),
            email: typed(self.email),
            phone: optional(self.phone),
            language: untrack(words::language),
            consent: self.consent.get_untracked(),
        }
    }
}
