//! A conversation as plain text, oldest entry first, in the reader's language. It is made of what the page shows.

use crate::components::entry::who;
use crate::components::fact;
use crate::intl;
use crate::words::{said, say};
use shared::negotiation::Document;
use shared::view::{Content, Entry, Header, Summary};

/// The whole text.
pub fn transcript(header: &Header, entries: &[Entry]) -> String {
    let entries = entries.iter().map(told);
    std::iter::once(head(&header.summary)).chain(entries).collect::<Vec<_>>().join("\n\n")
}

/// What was asked, by whom and when.
fn head(summary: &Summary) -> String {
    let buyer = [Some(summary.buyer_name.clone()), summary.buyer_company.clone()];
    let about = [Some(summary.manufacturer_name.clone()), summary.product_name.clone()];
    let line = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    [line(about), line(buyer), intl::exact(summary.sent_at), String::new(), summary.text.clone()].join("\n")
}

fn told(entry: &Entry) -> String {
    let mut lines = vec![format!("{} · {}", intl::exact(entry.at), who(entry.author.clone(), entry.own)())];
    lines.extend(words(&entry.content).into_iter().filter(|line| !line.is_empty()));
    if let Some(at) = entry.read_at.filter(|_| entry.own) {
        lines.push(said(say::entry_read(intl::exact(at))));
    }
    lines.join("\n")
}

fn words(content: &Content) -> Vec<String> {
    match content {
        Content::Message { text, .. } => vec![text.clone()],
        Content::InternalNote { text } => vec![format!("[{}]", said(say::ENTRY_NOTE)), text.clone()],
        Content::Document { text, document, .. } => vec![text.clone(), file(document)],
        Content::Quote { text, quote } => vec![
            text.clone(),
            format!("[{}] {}", said(say::QUOTE_TITLE), intl::money(quote.price)),
            said(say::quote_until(intl::exact_minute(quote.valid_until))),
            file(&quote.document),
        ],
        Content::CounterOffer { text, amount, wanted_by, .. } => vec![
            format!("[{}]", said(say::COUNTER_TITLE)),
            amount.map(|amount| said(say::counter_wants_price(intl::money(amount)))).unwrap_or_default(),
            wanted_by.map(|at| said(say::counter_wants_by(intl::date_long(at)))).unwrap_or_default(),
            text.clone(),
        ],
        Content::Incident(incident) => {
            vec![format!("[{}]", said(say::INCIDENT_TITLE)), incident.reason.clone()]
        }
        other => vec![fact::words(other), fact::along(other)],
    }
}

/// A file by its name and its digest, so that whoever has it can tell that it is the one.
fn file(document: &Document) -> String {
    format!("[{}] SHA-256 {}", document.name, document.sha256.as_str())
}
