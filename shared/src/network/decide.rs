//! What follows from a command to a network: one small function each. It reads no seller.

mod areas;
mod contacts;
mod members;

use super::command::Command;
use super::event::Event;
use super::refusal::Refusal;
use super::state::{Manufacturer, NetworkState};
use crate::actor::Actor;
use crate::aggregate::Envelope;
use crate::emails::{EmailsFault, parse_emails};
use crate::ids::{Email, ManufacturerId, MarketplaceId, ProductId, StandId};
use crate::text::{line, optional_paragraph};

type Outcome = Result<Vec<Event>, Refusal>;

/// What is so already happens no second time: it is no refusal and no event.
fn unless(already: bool, event: Event) -> Outcome {
    Ok(if already { Vec::new() } else { vec![event] })
}

/// The events of one command. Everything here is the manufacturer's own or the operator's to change.
pub(super) fn decide(state: &NetworkState, envelope: &Envelope<Actor, Command>) -> Outcome {
    let actor = &envelope.actor;
    let manufacturer = match (&state.manufacturer, &envelope.command) {
        (Some(manufacturer), _) => manufacturer,
        (None, Command::Found { manufacturer, name, worldwide }) => {
            return found(actor, manufacturer, name, worldwide);
        }
        (None, _) => return Err(Refusal::NotFounded),
    };
    itself_or_operator(actor, &manufacturer.id)?;
    match &envelope.command {
        Command::Found { .. } => Err(Refusal::AlreadyFounded),
        Command::AddProduct { id, name, description } => add_product(manufacturer, id, name, description),
        Command::OpenStand { id, marketplace, name } => open_stand(manufacturer, id, marketplace, name),
        Command::InviteUser { email } => contacts::invite_user(manufacturer, email),
        Command::AddMember { seller } => members::add(manufacturer, seller),
        Command::AddPartner { seller, why } => members::add_partner(manufacturer, actor, seller, why),
        Command::RemoveMember { seller } => members::remove(manufacturer, actor, seller),
        Command::AddAreaManager(card) => areas::add(manufacturer, card),
        Command::ChangeAreaManager(card) => areas::change(manufacturer, card),
        Command::RemoveAreaManager { id } => areas::remove(manufacturer, id),
        Command::ChangeWorldwide { emails } => contacts::change_worldwide(manufacturer, emails),
        Command::ChangeCopies(card) => contacts::change_copies(manufacturer, card),
        Command::ChangeSilenceRule { offer_after_hours } => {
            contacts::change_silence_rule(manufacturer, *offer_after_hours)
        }
        Command::NoteBounce { email } => contacts::note_bounce(manufacturer, actor, email),
        Command::NotePutOff { email } => contacts::note_put_off(manufacturer, actor, email, envelope.at),
        Command::NoteMended { email } => contacts::note_mended(manufacturer, actor, email),
    }
}

fn itself_or_operator(actor: &Actor, id: &ManufacturerId) -> Result<(), Refusal> {
    let allowed = match actor {
        Actor::Manufacturer(own) => own == id,
        Actor::Operator | Actor::System => true,
        Actor::Seller(_) => false,
    };
    if allowed { Ok(()) } else { Err(Refusal::OnlyTheManufacturerOrOperator) }
}

fn found(actor: &Actor, manufacturer: &ManufacturerId, name: &str, worldwide: &str) -> Outcome {
    itself_or_operator(actor, manufacturer)?;
    Ok(vec![Event::Founded {
        manufacturer: manufacturer.clone(),
        name: named(name)?,
        worldwide: emails("worldwide", worldwide)?,
    }])
}

fn add_product(manufacturer: &Manufacturer, id: &ProductId, name: &str, description: &str) -> Outcome {
    if manufacturer.products.contains_key(id) {
        return Err(Refusal::ProductExists);
    }
    let description =
        optional_paragraph(description).map_err(|fault| Refusal::Text { field: "description", fault })?;
    Ok(vec![Event::ProductAdded { id: id.clone(), name: named(name)?, description }])
}

fn open_stand(manufacturer: &Manufacturer, id: &StandId, marketplace: &MarketplaceId, name: &str) -> Outcome {
    if manufacturer.stands.contains_key(id) {
        return Err(Refusal::StandExists);
    }
    let (id, marketplace) = (id.clone(), marketplace.clone());
    Ok(vec![Event::StandOpened { id, marketplace, name: named(name)? }])
}

fn named(name: &str) -> Result<String, Refusal> {
    line(name).map_err(|fault| Refusal::Text { field: "name", fault })
}

/// R20.
fn emails(field: &'static str, text: &str) -> Result<Vec<Email>, Refusal> {
    parse_emails(text).map_err(|fault: EmailsFault| Refusal::Emails { field, fault })
}
