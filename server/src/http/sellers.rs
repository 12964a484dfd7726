//! When a seller is there: said by itself, read by those who wait for its answer. It moves no clock (S6).

use super::failure::Failure;
use super::mount::Call;
use crate::desk::Desk;
use crate::identity::Position;
use shared::actor::Actor;
use shared::aggregate::Envelope;
use shared::api::sellers::{ChangeHours, ListOwnHours, NewHours, OwnHours, ReadHours};
use shared::ids::SellerId;
use shared::negotiation::Party;
use shared::seller::{BusinessHours, Command};
use shared::view::project_hours;

pub async fn read_hours(call: Call<ReadHours>) -> Result<Option<BusinessHours>, Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let primary = loaded.state.primary.as_ref().map(|primary| &primary.party);
    let hours = match primary {
        Some(Party::Seller(id)) => hours_of(&call.desk, id).await?.and_then(|own| own.hours),
        _ => None,
    };
    project_hours(&loaded.state, viewer, hours.as_ref()).ok_or_else(Failure::not_found)
}

pub async fn list_own_hours(call: Call<ListOwnHours>) -> Result<Vec<OwnHours>, Failure> {
    let mut own = Vec::new();
    for position in &call.visitor.signed_in()?.positions {
        if let Position::Seller(id) = position {
            own.extend(hours_of(&call.desk, id).await?);
        }
    }
    Ok(own)
}

pub async fn change_hours(call: Call<ChangeHours>) -> Result<OwnHours, Failure> {
    let session = call.visitor.signed_in()?;
    let seller = SellerId::from(call.segment("seller"));
    let actor = match session.positions.contains(&Position::Seller(seller.clone())) {
        true => Actor::Seller(seller.clone()),
        false if session.is_operator() => Actor::Operator,
        false => return Err(Failure::not_found()),
    };
    let NewHours { command: id, hours } = call.body.clone();
    let envelope = Envelope { id, at: call.now, actor, command: Command::ChangeHours { hours } };
    call.desk.administer(&call.desk.sellers, seller.as_str(), &envelope).await?;
    hours_of(&call.desk, &seller).await?.ok_or_else(Failure::not_found)
}

/// None when there is no such seller.
async fn hours_of(desk: &Desk, id: &SellerId) -> Result<Option<OwnHours>, Failure> {
    let seller = desk.sellers.load(id.as_str()).await?;
    Ok(seller.state.profile.as_ref().map(|profile| OwnHours {
        seller: profile.id.clone(),
        name: profile.details.name.clone(),
        hours: profile.hours.clone(),
    }))
}
