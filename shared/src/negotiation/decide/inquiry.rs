//! Sending an inquiry and opening it.

use super::Case;
use crate::ids::Email;
use crate::negotiation::command::SendInquiry;
use crate::negotiation::event::Event;
use crate::negotiation::inquiry::{Buyer, Inquiry, Place};
use crate::negotiation::limits;
use crate::negotiation::party::{Named, Party};
use crate::negotiation::refusal::Refusal;
use crate::negotiation::state::Negotiation;
use crate::network::Network;
use crate::routing::{Decision, Fallback, Recipient};
use crate::text::{self, TextFault};
use std::collections::BTreeSet;

/// Who the decision means, with names: the primary and the copies of R14, in order.
///
/// A copy whose address belongs to an area manager or the worldwide contact is that member, so that its
/// rights do not depend on which of its addresses opened the mail. `house` is the manufacturer's name, under
/// which its worldwide contact is shown.
pub fn addressed(network: &Network, house: &str, decision: &Decision) -> (Named, Vec<Named>) {
    let primary = named_recipient(network, house, &decision.recipient);
    let mut seen = BTreeSet::from([primary.party.clone()]);
    let copies = decision.copies.iter().map(|address| copy_holder(network, house, decision, address));
    let copies = copies.filter(|copy| seen.insert(copy.party.clone())).collect();
    (primary, copies)
}

fn named_recipient(network: &Network, house: &str, recipient: &Recipient) -> Named {
    let party = Party::from(recipient);
    named_member(network, house, &party).unwrap_or_else(|| Named { party, name: house.to_owned() })
}

/// A seller, an area manager or the worldwide contact of the network, with its name; the last goes by the house's.
/// None for everybody else.
pub fn named_member(network: &Network, house: &str, party: &Party) -> Option<Named> {
    let name = match party {
        Party::Seller(id) => network.sellers.iter().find(|s| s.id == *id)?.name.clone(),
        Party::AreaManager(id) => network.area_managers.iter().find(|m| m.id == *id)?.name.clone(),
        Party::Worldwide => house.to_owned(),
        _ => return None,
    };
    Some(Named { party: party.clone(), name })
}

fn copy_holder(network: &Network, house: &str, decision: &Decision, address: &Email) -> Named {
    let is_fallback =
        |id: &_| matches!(&decision.fallback, Some(Fallback::AreaManager { id: own }) if own == id);
    let manager = network.area_managers.iter().find(|m| m.emails.contains(address) && !is_fallback(&m.id));
    match manager {
        Some(manager) => Named { party: Party::AreaManager(manager.id.clone()), name: manager.name.clone() },
        None if network.worldwide.emails.contains(address) => {
            Named { party: Party::Worldwide, name: house.to_owned() }
        }
        None => Named { party: Party::Address(address.clone()), name: address.to_string() },
    }
}

pub(super) fn send(state: &Negotiation, sent: &SendInquiry) -> Result<Vec<Event>, Refusal> {
    if state.inquiry.is_some() {
        return Err(Refusal::AlreadySent);
    }
    let inquiry = checked(&sent.inquiry)?;
    if !sent.consent {
        return Err(Refusal::ConsentMissing);
    }
    let (decision, primary) = (Box::new(sent.decision.clone()), sent.primary.clone());
    let (inputs, offer_after_hours) = (sent.inputs.clone(), sent.offer_after_hours);
    let routed = Event::Routed { decision, primary, inputs, offer_after_hours };
    let copies = sent.copies.iter().filter(|copy| copy.party != sent.primary.party);
    let copies = copies.map(|copy| Event::CopySent { to: copy.clone() });
    Ok([Event::InquirySent(Box::new(inquiry)), routed].into_iter().chain(copies).collect())
}

/// The inquiry as it is stored: trimmed, every field within its limits. Faults are told in the order of
/// the form.
///
/// # Errors
/// The first field that cannot be taken.
fn checked(inquiry: &Inquiry) -> Result<Inquiry, Refusal> {
    Ok(Inquiry {
        place: checked_place(&inquiry.place)?,
        text: super::text(&inquiry.text)?,
        buyer: checked_buyer(&inquiry.buyer)?,
        ..inquiry.clone()
    })
}

/// What stands above the buyer's address in the form, for when that is no address and there is no inquiry
/// to check yet.
///
/// # Errors
/// The first field that cannot be taken.
pub fn check_above_address(text: &str, name: &str, company: Option<&str>) -> Result<(), Refusal> {
    super::text(text)?;
    text::line(name).map_err(Refusal::Name)?;
    optional_line(company).map_err(Refusal::Company)?;
    Ok(())
}

fn checked_buyer(buyer: &Buyer) -> Result<Buyer, Refusal> {
    let name = text::line(&buyer.name).map_err(Refusal::Name)?;
    let company = optional_line(buyer.company.as_deref()).map_err(Refusal::Company)?;
    let phone = optional_line(buyer.phone.as_deref()).map_err(|_| Refusal::PhoneInvalid)?;
    match phone.as_deref().is_none_or(is_dialable) {
        true => Ok(Buyer { name, company, phone, ..buyer.clone() }),
        false => Err(Refusal::PhoneInvalid),
    }
}

fn checked_place(place: &Place) -> Result<Place, Refusal> {
    Ok(Place {
        town: optional_line(place.town.as_deref()).map_err(Refusal::Town)?,
        postcode: optional_line(place.postcode.as_deref()).map_err(Refusal::Postcode)?,
        ..place.clone()
    })
}

/// One line; nothing but white space is nothing.
fn optional_line(given: Option<&str>) -> Result<Option<String>, TextFault> {
    let line = given.map(text::optional_line).transpose()?;
    Ok(line.filter(|line| !line.is_empty()))
}

fn is_dialable(phone: &str) -> bool {
    let fits = phone.chars().count() <= limits::PHONE_CHARACTERS;
    let known = phone.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    fits && known && phone.chars().any(|c| c.is_ascii_digit())
}

/// Opening is a fact once for each party; the buyer and the operator leave none, nor does a seller who has
/// not taken what is offered to it (R18).
pub(super) fn open(case: &Case) -> Result<Vec<Event>, Refusal> {
    let by = case.actor.party.clone();
    if matches!(by, Party::Buyer | Party::Operator) || case.rights.declines_offer {
        return Ok(Vec::new());
    }
    case.allowed(!case.rights.writes.is_empty())?;
    Ok(if case.state.was_opened_by(&by) { Vec::new() } else { vec![Event::InquiryOpened { by }] })
}

/// The buyer needs no answer any more; an order stands.
pub(super) fn withdraw(case: &Case, reason: Option<&str>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.withdraws_inquiry)?;
    case.still_open()?;
    match case.state.has_order() {
        true => Err(Refusal::OrderStands),
        false => Ok(vec![Event::InquiryWithdrawn { reason: super::optional_text(reason)? }]),
    }
}
