//! A modal dialog on the platform's own element: focus, Escape and inertness are the browser's.

use crate::components::button::{Button, Look};
use crate::styles::DIALOG;
use crate::words::{Key, say, t};
use leptos::prelude::*;

/// Shown while `open`; its content exists only then.
#[component]
pub fn Dialog(open: RwSignal<bool>, title: Key, children: ChildrenFn) -> AnyView {
    let element = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only when the element is not in the page any more: then nobody waits for it.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let content = move || open.get().then(|| children());
    view! { class = DIALOG,
        <dialog class="dialog" node_ref=element aria-label=t(title) on:close=move |_| open.set(false)>
            <div class="head">
                <h2 class="title">{t(title)}</h2>
                <Button label=say::DIALOG_CLOSE icon_name="x" look=Look::Quiet bare=true press=move |()| open.set(false) />
            </div>
            <div class="body">{content}</div>
        </dialog>
    }
    .into_any()
}
