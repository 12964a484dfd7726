//! Quotes, orders and incidents as the rows of a table.

use super::file;
use crate::pen::Pen;
use crate::plain;
use shared::negotiation::{BankAccount, IncidentState, OrderAddress, written_reference};
use shared::view::{IncidentView, OrderView, QuoteView};
use words::{app, mail, named};

/// A name, not a word.
pub const DIGEST: &str = "SHA-256";

type Rows = Vec<(String, String)>;

pub fn quote(quote: &QuoteView, pen: &Pen) -> Rows {
    let mut rows = vec![
        (pen.write(mail::FACT_PRICE), quote.price.to_string()),
        (pen.write(mail::FACT_VALID_UNTIL), pen.times.exact(quote.valid_until)),
        (pen.write(mail::PRINTED_STATUS), status(quote, pen)),
    ];
    rows.extend(file(&quote.document, pen));
    rows.extend(quote.account.as_ref().map(|account| (pen.say(app::PAYMENT_ACCOUNT), written(account))));
    rows.extend(quote.order.as_ref().into_iter().flat_map(|order| ordered(order, pen)));
    rows
}

fn status(quote: &QuoteView, pen: &Pen) -> String {
    let ended = quote.ended_at.map(|at| format!(" · {}", pen.times.exact(at))).unwrap_or_default();
    let stands = format!("{}{ended}", pen.say(named::quote_status(quote.status)));
    let opened = quote.opened_at.map(|at| pen.say(app::quote_opened(pen.times.exact(at))));
    let online = quote.payable_online.then(|| pen.say(app::QUOTE_PAYABLE_ONLINE));
    [Some(stands), quote.reason.clone(), opened, online].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn ordered(order: &OrderView, pen: &Pen) -> Rows {
    let paid = match order.paid_at {
        Some(at) => pen.say(app::quote_paid(pen.times.exact(at))),
        None => pen.say(app::QUOTE_UNPAID),
    };
    let accepted = format!("{DIGEST} · {}", pen.say(app::QUOTE_STATUS_ACCEPTED));
    let mut rows = vec![
        (accepted, order.sha256.as_str().to_owned()),
        (pen.say(app::QUOTE_BILL_TO), address(&order.billing)),
    ];
    rows.extend(order.delivery.as_ref().map(|delivery| (pen.say(app::QUOTE_DELIVER_TO), address(delivery))));
    rows.push((
        pen.say(app::PAYMENT_TRANSFER_REFERENCE),
        format!("{}\n{paid}", written_reference(&order.reference)),
    ));
    rows
}

pub fn address(address: &OrderAddress) -> String {
    let OrderAddress { name, company, lines, tax_number } = address;
    let lines = [Some(name), company.as_ref(), Some(lines), tax_number.as_ref()];
    lines.into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")
}

fn written(account: &BankAccount) -> String {
    let number = account.written_number();
    let lines = [Some(&account.holder), Some(&number), account.bic.as_ref(), account.bank.as_ref()];
    lines.into_iter().flatten().map(|line| plain::line(line)).collect::<Vec<_>>().join("\n")
}

pub fn incident(incident: &IncidentView, pen: &Pen) -> Rows {
    let ended = matches!(incident.state, IncidentState::Closed | IncidentState::AutoClosed);
    let stands = pen.say(named::incident_state(incident.state));
    let closes = (!ended).then(|| pen.say(app::incident_closes(pen.times.exact(incident.closes_at))));
    let words = [Some(stands), closes].into_iter().flatten().collect::<Vec<_>>().join("\n");
    vec![(pen.write(mail::PRINTED_STATUS), words)]
}
