//! One quiet line: somebody of the other side is here, or writes; and the way to the first of the new messages.

use crate::components::icon::small_icon;
use crate::styles::COMPANY;
use crate::words::{said, say};
use leptos::prelude::*;

/// `known` is nobody, or who it is by name and whether that one writes. `waited` messages were unread; there is a
/// way to the first of them where there are several.
#[component]
pub fn Company(known: Memo<Option<(String, bool)>>, waited: u32, jump: Option<Callback<()>>) -> AnyView {
    let line = move || {
        let (name, writes) = known.get()?;
        let words = move || match writes {
            true => said(say::presence_writing(&name)),
            false => said(say::presence_here(&name)),
        };
        Some(view! { class = COMPANY,
            <p class="company" data-writing=writes><span class="dot" aria-hidden="true"></span><span>{words}</span></p>
        })
    };
    let jump = jump.map(|jump| {
        view! { class = COMPANY,
            <button type="button" class="jump" on:click=move |_| jump.run(())>
                {small_icon("arrow-down")}
                <span>{move || said(say::requests_unread(u64::from(waited)))}</span>
            </button>
        }
    });
    view! { class = COMPANY, <div class="row">{line}{jump}</div> }.into_any()
}
