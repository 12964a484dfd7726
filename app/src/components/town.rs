//! A town or postcode with suggestions: a combobox. It asks through a callback and picks by keyboard,
//! mouse or touch; what is typed counts too, without a pick.

use crate::components::field;
use crate::components::icon::small_icon;
use crate::styles::TOWN;
use crate::words::{say, t};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// `suggestions` are the names to offer for what was typed; `picked` hears the name taken.
#[component]
pub fn TownField(
    value: RwSignal<String>,
    #[prop(into)] suggestions: Signal<Vec<String>>,
    typed: Callback<()>,
    picked: Callback<String>,
) -> AnyView {
    let (open, marked) = (RwSignal::new(false), RwSignal::new(None::<usize>));
    let id = field::new_id();
    let list_id = format!("{id}-list");
    let shown = move || open.get() && !suggestions.with(Vec::is_empty);
    let pick = move |name: String| {
        value.set(name.clone());
        open.set(false);
        picked.run(name);
    };
    let key = move |event: KeyboardEvent| {
        let count = suggestions.with_untracked(Vec::len);
        let at = marked.get_untracked();
        match (event.key().as_str(), count) {
            ("ArrowDown", 1..) => marked.set(Some(at.map_or(0, |at| (at + 1) % count))),
            ("ArrowUp", 1..) => marked.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            ("Enter", _) => match at.and_then(|at| suggestions.with_untracked(|all| all.get(at).cloned())) {
                Some(name) if open.get_untracked() => pick(name),
                _ => {
                    open.set(false);
                    typed.run(());
                }
            },
            ("Escape", _) => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let input = move |event| {
        value.set(event_target_value(&event));
        marked.set(None);
        open.set(true);
        typed.run(());
    };
    let choices = choices(list_id.clone(), suggestions, marked, Callback::new(pick));
    let active = {
        let list_id = list_id.clone();
        move || marked.get().map(|at| format!("{list_id}-{at}"))
    };
    let control = view! { class = TOWN,
        <div class="wrap">
            <input id=id.clone() name="town" autocomplete="off" role="combobox" aria-autocomplete="list"
                aria-controls=list_id aria-expanded=move || shown().to_string() aria-activedescendant=active
                prop:value=move || value.get() on:input=input on:keydown=key
                on:blur=move |_| open.set(false) />
            {move || shown().then(|| choices.run())}
        </div>
    };
    field::framed(id, say::PLACE_TOWN, true, control.into_any(), ().into_any())
}

/// The list itself. Its lines react before the field loses the focus.
fn choices(
    id: String,
    suggestions: Signal<Vec<String>>,
    marked: RwSignal<Option<usize>>,
    pick: Callback<String>,
) -> ViewFn {
    ViewFn::from(move || {
        let choice = |(at, name): (usize, String)| {
            let chosen = name.clone();
            view! { class = TOWN,
                <div
                    class="choice"
                    role="option"
                    id=format!("{id}-{at}")
                    aria-selected=move || (marked.get() == Some(at)).to_string()
                    on:pointerdown=move |event| {
                        event.prevent_default();
                        pick.run(chosen.clone());
                    }
                >
                    <span class="pin">{small_icon("map-pin")}</span>
                    {name}
                </div>
            }
        };
        let lines = suggestions.get().into_iter().enumerate().map(choice).collect_view();
        view! { class = TOWN,
            <div class="list" role="listbox" id=id.clone() aria-label=t(say::PLACE_TOWN)>{lines}</div>
        }
        .into_any()
    })
}
