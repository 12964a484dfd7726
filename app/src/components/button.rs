//! A button: one action, one word for it. What it does is the caller's.

use crate::components::icon::icon;
use crate::styles::BUTTON;
use crate::words::{Key, t};
use leptos::prelude::*;

/// How much a button asks for attention; one primary a view.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    Primary,
    #[default]
    Plain,
    Quiet,
    Danger,
}

impl Look {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// Without `press` it submits the form around it.
#[component]
pub fn Button(
    label: Key,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon_name: &'static str,
    /// Only the icon is drawn; the word is for screen readers and the tooltip.
    #[prop(optional)]
    bare: bool,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] press: Option<Callback<()>>,
) -> AnyView {
    let pressed = move |_| {
        if let Some(press) = press {
            press.run(());
        }
    };
    view! { class = BUTTON,
        <button
            class="button"
            type=if press.is_some() { "button" } else { "submit" }
            data-look=look.name()
            data-bare=bare
            data-wide=wide
            title=move || bare.then(t(label))
            aria-busy=move || busy.get().to_string()
            prop:disabled=busy
            on:click=pressed
        >
            {(!icon_name.is_empty()).then(|| icon(icon_name))}
            <span class=("hidden-visually", bare)>{t(label)}</span>
        </button>
    }
    .into_any()
}
