//! The buyer's way to the page of the payment service.

use super::dialogs::Form;
use crate::client::call;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Nothing;
use shared::api::payments::PayOrder;
use shared::ids::EntryId;

/// Asks where the order is paid and goes there. The button stays busy until the page is left.
pub fn leave_to_pay(form: Form, order: &EntryId) {
    let (talk, problem, order) = (form.talk, form.problem, order.clone());
    talk.busy.set(true);
    problem.set(None);
    spawn_local(async move {
        let page = call::<PayOrder>(&[&talk.id(), order.as_str()], &Nothing {}).await;
        let gone = page.map(|page| window().location().set_href(&page.url));
        match gone {
            Ok(Ok(())) => {}
            Ok(Err(_)) => drop(talk.busy.try_set(false)),
            Err(refused) => {
                talk.busy.try_set(false);
                problem.try_set(Some(refused));
            }
        }
    });
}
