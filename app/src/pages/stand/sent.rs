//! After sending: who received the inquiry and why (R12), and the way to the conversation.

use super::visit::Visit;
use crate::components::button::{Button, Look};
use crate::components::icon::icon;
use crate::components::receipt::reason;
use crate::route::{self, Page};
use crate::styles::SENT;
use crate::words::{said, say, t};
use leptos::prelude::*;
use shared::view::InquiryReceipt;

pub fn sent(receipt: InquiryReceipt, visit: Visit) -> AnyView {
    let InquiryReceipt { negotiation, recipient_name, reason: why, .. } = receipt;
    let open = move |()| route::go(Page::Negotiation(negotiation.0.clone()));
    let another = move |()| visit.sent.set(None);
    view! { class = SENT,
        <section class="sent" role="status">
            <span class="mark">{icon("check")}</span>
            <h2>{move || said(say::sent_title(&recipient_name))}</h2>
            <p class="text">{t(reason(why))}</p>
            <p class="text">{t(say::SENT_NEXT)}</p>
            <div class="acts">
                <Button label=say::SENT_OPEN look=Look::Primary icon_name="messages-square" press=open />
                <Button label=say::SENT_ANOTHER press=another />
            </div>
        </section>
    }
    .into_any()
}
