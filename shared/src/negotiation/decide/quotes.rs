//! Quotes (N3): sent along with a message, opened, countered, accepted once, refused, withdrawn, expired, paid.

use super::{Case, optional_text};
use crate::ids::EntryId;
use crate::money::Money;
use crate::negotiation::command::CounterOffer;
use crate::negotiation::document::{Enclosure, OrderAddress};
use crate::negotiation::event::{Event, MessageSent};
use crate::negotiation::limits::{DATE_MAX, OPEN_QUOTES};
use crate::negotiation::party::{Audience, Party};
use crate::negotiation::quote::{Outcome, Quote};
use crate::negotiation::refusal::Refusal;
use crate::negotiation::state::Negotiation;
use crate::text::optional_line;
use crate::time::Millis;
use crate::visibility::{Sight, Viewer, rights};

/// N2, N3: a message with a document, which is a quote when it has terms.
pub(super) fn enclosed(case: &Case, message: MessageSent, enclosure: &Enclosure) -> Result<Event, Refusal> {
    let document = Box::new(enclosure.document.clone());
    let Some(terms) = &enclosure.terms else { return Ok(Event::DocumentSent { message, document }) };
    case.allowed(case.rights.sends_quotes && message.audience.reaches_the_lane())?;
    let offer = terms.checked(case.at)?;
    if let Some(older) = &offer.supersedes {
        let quote = own_open(case, older)?;
        if quote.lane != message.lane {
            return Err(Refusal::UnknownQuote);
        }
    } else if case.state.quotes.values().filter(|quote| quote.is_open(case.at)).count() >= OPEN_QUOTES {
        return Err(Refusal::TooManyQuotes);
    }
    Ok(Event::QuoteSent { message, document, offer: Box::new(offer) })
}

/// The quote, as far as the actor may read it.
fn seen<'a>(case: &'a Case, id: &EntryId) -> Result<&'a Quote, Refusal> {
    let quote = case.state.quotes.get(id);
    quote.filter(|quote| case.rights.lane(quote.lane) == Sight::Full).ok_or(Refusal::UnknownQuote)
}

/// N3: only an open, unexpired quote can still go one way or the other.
fn open_one<'a>(case: &'a Case, id: &EntryId) -> Result<&'a Quote, Refusal> {
    case.still_open()?;
    let quote = seen(case, id)?;
    match &quote.outcome {
        Outcome::Open if quote.is_open(case.at) => Ok(quote),
        Outcome::Open | Outcome::Expired { .. } => Err(Refusal::QuoteExpired),
        Outcome::Accepted(_) => Err(Refusal::AlreadyAccepted),
        Outcome::Refused { .. } | Outcome::Withdrawn { .. } | Outcome::Superseded { .. } => {
            Err(Refusal::QuoteEnded)
        }
    }
}

/// An open quote of the actor's own side; its time may have run out.
fn own_open<'a>(case: &'a Case, id: &EntryId) -> Result<&'a Quote, Refusal> {
    let quote = seen(case, id)?;
    case.allowed(case.rights.sends_quotes && case.rights.writes.contains(quote.lane))?;
    match &quote.outcome {
        Outcome::Open | Outcome::Expired { .. } => Ok(quote),
        Outcome::Accepted(_) => Err(Refusal::AlreadyAccepted),
        _ => Err(Refusal::QuoteEnded),
    }
}

/// The first look of the buyer is the fact; later ones, and those of others, change nothing.
pub(super) fn open(case: &Case, id: &EntryId) -> Result<Vec<Event>, Refusal> {
    let quote = seen(case, id)?;
    let counts = case.actor.party == Party::Buyer && quote.opened_at.is_none();
    let opened = Event::QuoteOpened { quote: id.clone(), by: case.actor.party.clone() };
    Ok(if counts { vec![opened] } else { Vec::new() })
}

/// So long after its last moment in UTC a day is still today somewhere (UTC−12).
const BEHIND_MAX: Millis = Millis::hours(12);

pub(super) fn counter(case: &Case, wish: &CounterOffer) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.answers_quotes)?;
    let quote = open_one(case, &wish.quote)?;
    let typed = wish.amount.as_deref().filter(|text| !text.trim().is_empty());
    let currency = quote.offer.price.currency();
    let amount = typed.map(|text| Money::parse(text, currency)).transpose().map_err(Refusal::Amount)?;
    if wish.wanted_by.is_some_and(|day| day + BEHIND_MAX <= case.at) {
        return Err(Refusal::WantedByPast);
    }
    if wish.wanted_by.is_some_and(|date| date > case.at + DATE_MAX) {
        return Err(Refusal::WantedByFar);
    }
    if amount.is_none() && wish.wanted_by.is_none() {
        return Err(Refusal::CounterOfferEmpty);
    }
    let message = MessageSent {
        from: case.actor.party.clone(),
        sender: case.actor.address.clone(),
        lane: quote.lane,
        audience: Audience::Lane,
        text: optional_text(Some(&wish.text))?.unwrap_or_default(),
        automatic: false,
        came: None,
    };
    let (quote, wanted_by) = (wish.quote.clone(), wish.wanted_by);
    Ok(vec![Event::CounterOfferSent { message, quote, amount, wanted_by }])
}

/// Once, with the digest of the file that is accepted.
pub(super) fn accept(
    case: &Case,
    id: &EntryId,
    billing: &OrderAddress,
    delivery: Option<&OrderAddress>,
) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.answers_quotes)?;
    let quote = open_one(case, id)?;
    let billing = Box::new(billing.checked(Refusal::Billing)?);
    let delivery = delivery.map(|address| address.checked(Refusal::Delivery).map(Box::new)).transpose()?;
    let sha256 = quote.document.sha256.clone();
    Ok(vec![Event::QuoteAccepted { quote: id.clone(), billing, delivery, sha256 }])
}

pub(super) fn refuse(case: &Case, id: &EntryId, reason: Option<&str>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.answers_quotes)?;
    open_one(case, id)?;
    Ok(vec![Event::QuoteRefused { quote: id.clone(), reason: optional_text(reason)? }])
}

/// By the side that sent it, while it is open.
pub(super) fn withdraw(case: &Case, id: &EntryId) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.sends_quotes)?;
    open_one(case, id)?;
    own_open(case, id)?;
    Ok(vec![Event::QuoteWithdrawn { quote: id.clone(), by: case.actor.party.clone() }])
}

/// By the clock, behind its last moment; nothing when it went another way before.
pub(super) fn expire(case: &Case, id: &EntryId) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.actor.party == Party::System)?;
    let quote = case.state.quotes.get(id).ok_or(Refusal::UnknownQuote)?;
    let is_over = quote.outcome == Outcome::Open && case.at > quote.offer.valid_until;
    Ok(if is_over { vec![Event::QuoteExpired { quote: id.clone() }] } else { Vec::new() })
}

/// What the buyer owes for an order and may pay online now.
///
/// # Errors
/// When the viewer may not pay here, there is no such order, it is paid, or it was not offered so.
pub fn payable_online(state: &Negotiation, viewer: &Viewer, id: &EntryId) -> Result<Money, Refusal> {
    let rights = rights(state, viewer);
    if !rights.answers_quotes {
        return Err(Refusal::NotAllowed);
    }
    let quote = state.quotes.get(id).filter(|quote| rights.lane(quote.lane) == Sight::Full);
    let quote = quote.ok_or(Refusal::UnknownQuote)?;
    let order = quote.order().ok_or(Refusal::NotAnOrder)?;
    match order.paid_at {
        Some(_) => Err(Refusal::AlreadyPaid),
        None if !quote.offer.payable_online => Err(Refusal::NotPayableOnline),
        None => Ok(quote.offer.price),
    }
}

/// The seller's word that the money has arrived, or the payment service's.
pub(super) fn confirm_payment(
    case: &Case,
    id: &EntryId,
    reference: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    let by_service = case.actor.party == Party::System;
    let quote = match by_service {
        true => case.state.quotes.get(id).ok_or(Refusal::UnknownQuote)?,
        false => seen(case, id)?,
    };
    case.allowed(by_service || (case.rights.sends_quotes && case.rights.writes.contains(quote.lane)))?;
    let order = quote.order().ok_or(Refusal::NotAnOrder)?;
    match order.paid_at {
        // The service may say it twice.
        Some(_) if by_service => return Ok(Vec::new()),
        Some(_) => return Err(Refusal::AlreadyPaid),
        None => {}
    }
    let reference = optional_line(reference.unwrap_or_default()).map_err(|_| Refusal::MessageTooLong)?;
    let (quote, by) = (id.clone(), case.actor.party.clone());
    Ok(vec![Event::PaymentReceived { quote, by, reference: (!reference.is_empty()).then_some(reference) }])
}
