//! Who sells for the manufacturer (R16, R17).

use super::{Outcome, unless};
use crate::actor::Actor;
use crate::ids::SellerId;
use crate::network::{Event, Manufacturer, Membership, Refusal};
use crate::text::line;

pub(super) fn add(manufacturer: &Manufacturer, seller: &SellerId) -> Outcome {
    if manufacturer.members.contains_key(seller) {
        return Err(Refusal::AlreadyMember);
    }
    Ok(vec![Event::MemberAdded { seller: seller.clone() }])
}

/// R16: a seller that the manufacturer had chosen itself becomes the programme's.
pub(super) fn add_partner(
    manufacturer: &Manufacturer,
    actor: &Actor,
    seller: &SellerId,
    why: &str,
) -> Outcome {
    programme(actor, Refusal::OnlyTheOperator)?;
    let why = line(why).map_err(|fault| Refusal::Text { field: "why", fault })?;
    let already = manufacturer.members.get(seller) == Some(&Membership::Partner);
    unless(already, Event::PartnerAdded { seller: seller.clone(), why })
}

/// R16, R17.
pub(super) fn remove(manufacturer: &Manufacturer, actor: &Actor, seller: &SellerId) -> Outcome {
    match manufacturer.members.get(seller) {
        None => return Err(Refusal::NotMember),
        Some(Membership::Own) => {}
        Some(Membership::Partner) => programme(actor, Refusal::PartnerStays)?,
    }
    Ok(vec![Event::MemberRemoved { seller: seller.clone() }])
}

fn programme(actor: &Actor, refusal: Refusal) -> Result<(), Refusal> {
    if *actor == Actor::Operator { Ok(()) } else { Err(refusal) }
}
