//! The fields of the dialogs about a quote, its order and its incidents, and what they send.

use super::dialogs::Form;
use super::paying::leave_to_pay;
use super::talk::{command, filled};
use crate::components::field::{Field, Kind};
use crate::intl;
use crate::styles::DIALOGS;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::{
    AcceptQuote, Bare, CloseIncident, ConfirmPayment, DisputeIncident, NewAcceptance, NewCounterOffer,
    NewIncident, OpenIncident, RefuseQuote, ResolveIncident, SendCounterOffer, WithdrawQuote, Worded,
};
use shared::ids::EntryId;
use shared::negotiation::{OrderAddress, written_reference};
use shared::view::{IncidentAction, QuoteAction};

/// An address as it is typed.
#[derive(Clone, Copy)]
pub struct AddressDraft {
    name: RwSignal<String>,
    company: RwSignal<String>,
    lines: RwSignal<String>,
    tax_number: RwSignal<String>,
}

/// The names that refusals give to the fields of an address.
struct Named {
    name: &'static str,
    company: &'static str,
    lines: &'static str,
    tax_number: &'static str,
}

const BILLING: Named = Named {
    name: "billing.name",
    company: "billing.company",
    lines: "billing.lines",
    tax_number: "billing.tax_number",
};
const DELIVERY: Named = Named {
    name: "delivery.name",
    company: "delivery.company",
    lines: "delivery.lines",
    tax_number: "delivery.tax_number",
};

impl AddressDraft {
    pub fn new() -> Self {
        let [name, company, lines, tax_number] = [(); 4].map(|()| RwSignal::new(String::new()));
        Self { name, company, lines, tax_number }
    }

    fn address(self) -> OrderAddress {
        let optional = |text: RwSignal<String>| filled(text.get_untracked());
        OrderAddress {
            name: self.name.get_untracked(),
            company: optional(self.company),
            lines: self.lines.get_untracked(),
            tax_number: optional(self.tax_number),
        }
    }

    fn fields(self, title: Key, names: &Named, problem: Signal<Option<Problem>>) -> AnyView {
        view! { class = DIALOGS,
            <fieldset class="address">
                <legend class="legend">{t(title)}</legend>
                <Field label=say::INQUIRY_NAME name=names.name kind=Kind::NAME value=self.name problem />
                <Field label=say::INQUIRY_COMPANY name=names.company kind=Kind::COMPANY value=self.company optional=true problem />
                <Field label=say::ADDRESS_LINES name=names.lines kind=Kind::AREA value=self.lines hint=say::ADDRESS_LINES_HINT problem />
                <Field label=say::ADDRESS_TAX_NUMBER name=names.tax_number kind=Kind::TEXT value=self.tax_number optional=true problem />
            </fieldset>
        }
        .into_any()
    }
}

pub fn quote_fields(form: Form, quote: &EntryId, action: QuoteAction) -> AnyView {
    let problem = form.problem;
    let area = |label, name| {
        view! { <Field label name kind=Kind::AREA value=form.text optional=true problem /> }.into_any()
    };
    match action {
        QuoteAction::Accept => accept_fields(form, quote),
        QuoteAction::Counter => view! {
            <Field label=say::COUNTER_AMOUNT name="amount" kind=Kind::AMOUNT value=form.amount optional=true problem />
            <Field label=say::COUNTER_DATE name="wanted_by" kind=Kind::DAY value=form.message optional=true problem />
            <Field label=say::COUNTER_MESSAGE name="text" kind=Kind::AREA value=form.text optional=true problem />
        }
        .into_any(),
        QuoteAction::Refuse => area(say::REFUSE_REASON, "text"),
        QuoteAction::PayOnline => total(form, quote),
        QuoteAction::ConfirmPayment => payment_fields(form, quote),
        QuoteAction::OpenIncident => view! {
            <Field label=say::INCIDENT_REASON name="text" kind=Kind::AREA value=form.text problem />
        }
        .into_any(),
        QuoteAction::Withdraw | QuoteAction::Supersede => ().into_any(),
    }
}

fn accept_fields(form: Form, quote: &EntryId) -> AnyView {
    prefill(form);
    let total = total(form, quote);
    let same = move || form.delivery.with(Option::is_none);
    let switch = move |_| {
        let other = form.delivery.with_untracked(Option::is_none).then(AddressDraft::new);
        form.delivery.set(other);
    };
    let problem = form.problem.into();
    let other =
        move || form.delivery.get().map(|address| address.fields(say::ACCEPT_DELIVERY, &DELIVERY, problem));
    view! { class = DIALOGS,
        {total}
        {form.billing.fields(say::ACCEPT_BILLING, &BILLING, problem)}
        <label class="choice">
            <input type="checkbox" prop:checked=same on:change=switch />
            <span>{t(say::ACCEPT_SAME)}</span>
        </label>
        {other}
    }
    .into_any()
}

fn total(form: Form, quote: &EntryId) -> AnyView {
    let price = form.talk.quote(quote).map(|quote| quote.price);
    let words = price.map(|price| {
        view! { class = DIALOGS, <p class="total">{move || said(say::accept_total(intl::money(price)))}</p> }
    });
    words.into_any()
}

/// With the reference that the transfer should carry, until the bank's own is typed.
fn payment_fields(form: Form, quote: &EntryId) -> AnyView {
    let order = form.talk.quote(quote).and_then(|quote| quote.order);
    form.text.set(order.map(|order| written_reference(&order.reference)).unwrap_or_default());
    view! {
        <Field label=say::PAYMENT_REFERENCE name="reference" kind=Kind::TEXT value=form.text optional=true problem=form.problem />
    }
    .into_any()
}

/// What the inquiry says already need not be typed again.
fn prefill(form: Form) {
    form.talk.header.with_untracked(|header| {
        let Some(summary) = header.as_ref().map(|header| &header.summary) else { return };
        form.billing.name.set(summary.buyer_name.clone());
        form.billing.company.set(summary.buyer_company.clone().unwrap_or_default());
    });
}

pub fn incident_fields(form: Form, action: IncidentAction) -> AnyView {
    let (label, optional) = match action {
        IncidentAction::Resolve => (say::INCIDENT_ANSWER, true),
        IncidentAction::Dispute => (say::INCIDENT_WHY, false),
        IncidentAction::Close => (say::INCIDENT_WORD, true),
    };
    view! { <Field label name="text" kind=Kind::AREA value=form.text optional problem=form.problem /> }
        .into_any()
}

pub fn send_quote(form: Form, quote: &EntryId, action: QuoteAction) {
    let (talk, problem, done, command) = (form.talk, form.problem, form.when_done(), command());
    let text = filled(form.text.get_untracked());
    match action {
        QuoteAction::Accept => {
            let delivery = form.delivery.get_untracked().map(AddressDraft::address);
            let body = NewAcceptance { command, billing: form.billing.address(), delivery };
            talk.act_on::<AcceptQuote>(quote, body, problem, done);
        }
        QuoteAction::Counter => {
            let wanted_by = intl::plain_day(&form.message.get_untracked());
            let (amount, text) = (filled(form.amount.get_untracked()), text.unwrap_or_default());
            let body = NewCounterOffer { command, amount, wanted_by, text };
            talk.act_on::<SendCounterOffer>(quote, body, problem, done);
        }
        QuoteAction::Refuse => {
            talk.act_on::<RefuseQuote>(quote, Worded { command, text }, problem, done);
        }
        QuoteAction::Withdraw => talk.act_on::<WithdrawQuote>(quote, Bare { command }, problem, done),
        QuoteAction::PayOnline => leave_to_pay(form, quote),
        QuoteAction::ConfirmPayment => {
            talk.act_on::<ConfirmPayment>(quote, Worded { command, text }, problem, done);
        }
        QuoteAction::OpenIncident => {
            let reason = text.unwrap_or_default();
            talk.act_on::<OpenIncident>(quote, NewIncident { command, reason }, problem, done);
        }
        QuoteAction::Supersede => {}
    }
}

pub fn send_incident(form: Form, incident: &EntryId, action: IncidentAction) {
    let (talk, problem, done) = (form.talk, form.problem, form.when_done());
    let body = Worded { command: command(), text: filled(form.text.get_untracked()) };
    match action {
        IncidentAction::Resolve => talk.act_on::<ResolveIncident>(incident, body, problem, done),
        IncidentAction::Dispute => talk.act_on::<DisputeIncident>(incident, body, problem, done),
        IncidentAction::Close => talk.act_on::<CloseIncident>(incident, body, problem, done),
    }
}
