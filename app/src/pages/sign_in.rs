//! Signing in by a one-time code that comes by mail (§6).

use crate::client::call;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::field::{Field, Kind};
use crate::route;
use crate::session;
use crate::styles::SIGN_IN;
use crate::words::{self, said, say, t};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Problem;
use shared::api::sessions::{AskSignInCode, Credentials, SignIn, SignInCode};

/// What the two steps share.
#[derive(Clone, Copy)]
struct Form {
    email: RwSignal<String>,
    code: RwSignal<String>,
    code_sent: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

pub fn sign_in() -> AnyView {
    let form = Form {
        email: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        code_sent: RwSignal::new(false),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    let lead = move || match form.code_sent.get() {
        true => said(say::sign_in_code_sent(form.email.get())),
        false => said(say::SIGN_IN_LEAD),
    };
    view! { class = SIGN_IN,
        <div class="box">
            <div>
                <h1>{t(say::SIGN_IN_TITLE)}</h1>
                <p class="lead">{lead}</p>
            </div>
            {move || if form.code_sent.get() { enter_code(form) } else { ask_code(form) }}
        </div>
    }
    .into_any()
}

fn ask_code(form: Form) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.start();
        spawn_local(async move {
            let email = form.email.get_untracked().trim().to_owned();
            let language = Some(untrack(words::language));
            match call::<AskSignInCode>(&[], &SignInCode { email, language }).await {
                Ok(_) => form.code_sent.set(true),
                Err(problem) => form.problem.set(Some(problem)),
            }
            form.busy.set(false);
        });
    };
    view! { class = SIGN_IN,
        <form class="form" on:submit=submit>
            <Field label=say::SIGN_IN_EMAIL name="email" kind=Kind::EMAIL value=form.email problem=form.problem />
            {form_failure(form.problem)}
            <Button label=say::SIGN_IN_SEND_CODE look=Look::Primary wide=true busy=form.busy />
        </form>
    }
    .into_any()
}

fn enter_code(form: Form) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.start();
        spawn_local(async move {
            let email = form.email.get_untracked().trim().to_owned();
            let code = form.code.get_untracked().split_whitespace().collect();
            match call::<SignIn>(&[], &Credentials { email, code, language: Some(words::language()) }).await {
                Ok(session) => {
                    session::set(session);
                    route::replace(&session::wanted());
                }
                Err(problem) => form.problem.set(Some(problem)),
            }
            form.busy.set(false);
        });
    };
    let back = move |()| {
        form.problem.set(None);
        form.code_sent.set(false);
    };
    view! { class = SIGN_IN,
        <form class="form" on:submit=submit>
            <Field label=say::SIGN_IN_CODE name="code" kind=Kind::CODE value=form.code problem=form.problem />
            {form_failure(form.problem)}
            <Button label=say::SIGN_IN_ENTER look=Look::Primary wide=true busy=form.busy />
            <Button label=say::SIGN_IN_ANOTHER look=Look::Quiet wide=true press=back />
        </form>
    }
    .into_any()
}

impl Form {
    fn start(self) {
        self.busy.set(true);
        self.problem.set(None);
    }
}
