//! A labelled control with its hint and its fault. The value is the caller's signal.

use crate::styles::FIELD;
use crate::words::{Key, fault, say, t};
use leptos::prelude::*;
use shared::api::Problem;
use std::sync::atomic::{AtomicU32, Ordering};

/// What the browser should know of a text: its type and what it may fill in.
#[derive(Clone, Copy)]
pub struct Kind {
    pub input: &'static str,
    pub autocomplete: &'static str,
}

impl Kind {
    pub const TEXT: Self = Self { input: "text", autocomplete: "off" };
    pub const NAME: Self = Self { input: "text", autocomplete: "name" };
    pub const COMPANY: Self = Self { input: "text", autocomplete: "organization" };
    pub const EMAIL: Self = Self { input: "email", autocomplete: "email" };
    pub const PHONE: Self = Self { input: "tel", autocomplete: "tel" };
    pub const CODE: Self = Self { input: "text", autocomplete: "one-time-code" };
    pub const AMOUNT: Self = Self { input: "text", autocomplete: "off" };
    pub const DAY: Self = Self { input: "date", autocomplete: "off" };
    /// Several addresses: the browser's own check knows only one.
    pub const ADDRESSES: Self = Self { input: "text", autocomplete: "off" };
    pub const AREA: Self = Self { input: "", autocomplete: "off" };
}

/// A text field, or an area for [`Kind::AREA`]. `name` is the one that a refusal gives.
#[component]
pub fn Field(
    label: Key,
    name: &'static str,
    kind: Kind,
    value: RwSignal<String>,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] hint: Option<Key>,
    #[prop(optional, into)] problem: Signal<Option<Problem>>,
) -> AnyView {
    let id = new_id();
    let wrong = Memo::new(move |_| wrong(problem, name));
    let invalid = move || wrong.get().is_some().then_some("true");
    let described = format!("{id}-more");
    let control = match kind.input {
        "" => view! { class = FIELD,
            <textarea class="area" id=id.clone() name=name required=!optional rows="5" aria-invalid=invalid
                aria-describedby=described.clone() bind:value=value></textarea>
        }
        .into_any(),
        input => view! { class = FIELD,
            <input id=id.clone() name=name type=input autocomplete=kind.autocomplete required=!optional
                aria-invalid=invalid aria-describedby=described.clone() bind:value=value />
        }
        .into_any(),
    };
    framed(id, label, optional, control, more(described, hint, wrong))
}

/// Any control under a label, in the same form.
pub fn framed(id: String, label: Key, optional: bool, control: AnyView, more: AnyView) -> AnyView {
    let mark =
        optional.then(|| view! { class = FIELD, <span class="optional">{t(say::FORM_OPTIONAL)}</span> });
    view! { class = FIELD,
        <div class="field">
            <label class="label" for=id><span>{t(label)}</span>{mark}</label>
            {control}
            {more}
        </div>
    }
    .into_any()
}

/// Hint and fault under a control.
pub fn more(id: String, hint: Option<Key>, wrong: Memo<Option<String>>) -> AnyView {
    let hint = move || match wrong.get() {
        Some(text) => view! { class = FIELD, <span class="fault" role="alert">{text}</span> }.into_any(),
        None => hint.map(|hint| view! { class = FIELD, <span class="hint">{t(hint)}</span> }).into_any(),
    };
    view! { <div id=id>{hint}</div> }.into_any()
}

/// The fault of one field, if that is where the problem lies.
pub fn wrong(problem: Signal<Option<Problem>>, name: &str) -> Option<String> {
    problem
        .with(|problem| problem.as_ref().filter(|problem| problem.field.as_deref() == Some(name)).map(fault))
}

/// An id that no other element of the page has.
pub fn new_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
