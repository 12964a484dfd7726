//! What an operator is asked before something is done about a mail that cannot be taken back.

use super::super::Hands;
use crate::client::{call, question};
use crate::components::button::{Button, Look};
use crate::components::dialog::Dialog;
use crate::components::failure::form_failure;
use crate::components::field::{Field, Kind};
use crate::load::fetch;
use crate::styles::MAILS;
use crate::words::{said, say, t};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Nothing;
use shared::api::operation::{Arrival, Discard, DiscardArrival, ReadArrival, Relay, RevokeRelay};

/// Does away with a mail, once it is said why.
pub fn discarding(id: String, hands: Hands<Arrival>) -> AnyView {
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let id = StoredValue::new(id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        hands.act::<DiscardArrival>(id.get_value(), Discard { reason: reason.get_untracked() });
    };
    view! { class = MAILS,
        <Button label=say::ARRIVALS_DISCARD press=move |()| open.set(true) />
        <Dialog open title=say::ARRIVALS_DISCARD>
            <form class="asking" novalidate=true on:submit=submit>
                <p>{t(say::ARRIVALS_DISCARD_TEXT)}</p>
                <Field label=say::ARRIVALS_REASON name="reason" kind=Kind::TEXT value=reason />
                {form_failure(hands.problem)}
                <Button label=say::ARRIVALS_DISCARD look=Look::Danger />
            </form>
        </Dialog>
    }
    .into_any()
}

/// N12: takes an address from its holder.
pub fn revoking(relay: Relay, id: String, hands: Hands<Arrival>) -> AnyView {
    let open = RwSignal::new(false);
    let (address, id) = (StoredValue::new(relay.address), StoredValue::new(id));
    let press = Callback::new(move |()| {
        spawn_local(async move {
            match call::<RevokeRelay>(&[&address.get_value()], &Nothing {}).await {
                Ok(_) => fetch(hands.mail, question::<ReadArrival>(&[&id.get_value()], &Nothing {})),
                Err(refused) => drop(hands.problem.try_set(Some(refused))),
            }
        });
    });
    view! { class = MAILS,
        <Button label=say::ARRIVALS_REVOKE look=Look::Quiet press=move |()| open.set(true) />
        <Dialog open title=say::ARRIVALS_REVOKE>
            <div class="asking">
                <p>{move || said(say::arrivals_revoke_text(address.get_value()))}</p>
                {form_failure(hands.problem)}
                <Button label=say::ARRIVALS_REVOKE look=Look::Danger press />
            </div>
        </Dialog>
    }
    .into_any()
}
