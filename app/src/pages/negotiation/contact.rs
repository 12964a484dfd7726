//! That contact and sale took place, for those who may know no more.

use super::part;
use super::talk::Talk;
use crate::components::icon::icon;
use crate::components::summary::time;
use crate::styles::NEGOTIATION;
use crate::words::{say, t};
use leptos::prelude::*;
use shared::view::{Contact, Role};

/// For those who run the network: the talk itself is not theirs to see.
pub fn contact_of(talk: Talk) -> AnyView {
    let known = part(talk, |one, other| one.contact == other.contact);
    (move || {
        let header = known.get().header?;
        let watches =
            matches!(header.role, Role::Manufacturer | Role::AreaManager | Role::Copy | Role::Worldwide);
        header.contact.filter(|_| watches).map(contact)
    })
    .into_any()
}

/// V: that contact and sale took place, for those who may know no more.
fn contact(contact: Contact) -> AnyView {
    let sold = contact.sold_at.map(|at| view! { class = NEGOTIATION,
        <p class="contact"><span class="good">{icon("trophy")}</span>{t(say::CONTACT_SOLD)}<span class="quiet">{time(at)}</span></p>
    });
    let made = match contact.contacted_at {
        Some(at) => view! { class = NEGOTIATION,
            <p class="contact"><span class="good">{icon("mail-check")}</span>{t(say::CONTACT_MADE)}<span class="quiet">{time(at)}</span></p>
        }
        .into_any(),
        None => view! { class = NEGOTIATION,
            <p class="contact"><span class="quiet">{icon("clock")}</span>{t(say::CONTACT_NONE)}</p>
        }
        .into_any(),
    };
    view! { {sold}{made} }.into_any()
}
