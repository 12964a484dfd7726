//! R5: the addresses to which no mail can be brought, for the operator. Nothing where there are none.

use crate::client::question;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::load::{Load, Place, fetch};
use crate::styles::PAYMENTS;
use crate::words::{named, say, t};
use leptos::prelude::*;
use shared::api::operation::{ListUnreachable, MendAddress, MendedAddress, UnreachableLine};
use shared::api::{Nothing, Problem};

pub fn unreachable() -> AnyView {
    let lines = Place::<Vec<UnreachableLine>>::new();
    fetch(lines, question::<ListUnreachable>(&[], &Nothing {}));
    let mend = Callback::new(move |email| {
        fetch(lines, question::<MendAddress>(&[], &MendedAddress { email }));
    });
    let problem = RwSignal::new(None::<Problem>);
    Effect::new(move |_| {
        problem.set(match lines.get() {
            Load::Failed(failed) => Some(failed),
            _ => None,
        });
    });
    // What could not be asked for stays as it was.
    let known = Memo::new(move |before: Option<&Vec<UnreachableLine>>| match lines.get() {
        Load::Ready(lines) => lines,
        _ => before.cloned().unwrap_or_default(),
    });
    (move || {
        let lines = known.get();
        (!lines.is_empty()).then(|| {
            view! { class = PAYMENTS,
                <details class="payments" open>
                    <summary class="title">{t(say::UNREACHABLE_TITLE)}</summary>
                    <p class="lead">{t(say::UNREACHABLE_TEXT)}</p>
                    <ul class="lines">{lines.into_iter().map(|one| line(one, mend)).collect_view()}</ul>
                    {form_failure(problem)}
                </details>
            }
        })
    })
    .into_any()
}

fn line(line: UnreachableLine, mend: Callback<String>) -> AnyView {
    let UnreachableLine { email, role, name } = line;
    let shown = email.clone();
    let press = Callback::new(move |()| mend.run(email.clone()));
    view! { class = PAYMENTS,
        <li class="payment">
            <span class="email">{shown}</span>
            <span class="quiet">{t(named::role(role))}</span>
            <span class="quiet">{name}</span>
            <span class="act"><Button label=say::UNREACHABLE_MENDED look=Look::Quiet press /></span>
        </li>
    }
    .into_any()
}
