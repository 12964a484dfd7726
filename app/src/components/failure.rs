//! What went wrong, in red and in words, with a way on where there is one.

use crate::components::button::Button;
use crate::components::icon::icon;
use crate::styles::FAILURE;
use crate::words::{fault, say};
use leptos::prelude::*;
use shared::api::Problem;

#[component]
pub fn Failure(problem: Problem, #[prop(optional)] retry: Option<Callback<()>>) -> AnyView {
    let again = retry.map(|retry| view! { <Button label=say::LOAD_RETRY press=retry /> });
    view! { class = FAILURE,
        <div class="failure" role="alert">
            {icon("circle-alert")}
            <p class="words">{move || fault(&problem)}</p>
            {again}
        </div>
    }
    .into_any()
}

/// The failure of a form while it stands.
pub fn form_failure(problem: RwSignal<Option<Problem>>) -> AnyView {
    (move || problem.get().map(|problem| view! { <Failure problem /> })).into_any()
}
