//! Who may change what about a seller. Each check names who could.

use crate::actor::Actor;
use crate::seller::{Profile, Refusal};

/// R3, R4: nobody but the seller.
pub(super) fn itself(profile: &Profile, actor: &Actor) -> Result<(), Refusal> {
    require(is_itself(profile, actor), Refusal::OnlyTheSeller)
}

pub(super) fn itself_or_operator(profile: &Profile, actor: &Actor) -> Result<(), Refusal> {
    let allowed = is_itself(profile, actor) || *actor == Actor::Operator;
    require(allowed, Refusal::OnlyTheSellerOrOperator)
}

/// R16.
pub(super) fn operator(actor: &Actor) -> Result<(), Refusal> {
    require(*actor == Actor::Operator, Refusal::OnlyTheOperator)
}

/// Reports about mail come from the mail itself, or from the operator who looked into it.
pub(super) fn installation(actor: &Actor) -> Result<(), Refusal> {
    require(matches!(actor, Actor::System | Actor::Operator), Refusal::OnlyTheInstallation)
}

/// R17: contact details are the seller's and the operator's, and its manufacturers' unless protected.
pub(super) fn contact_details(profile: &Profile, actor: &Actor) -> Result<(), Refusal> {
    match actor {
        Actor::Manufacturer(_) => require(!profile.protected, Refusal::Protected),
        Actor::Seller(_) => itself(profile, actor),
        Actor::Operator | Actor::System => Ok(()),
    }
}

fn is_itself(profile: &Profile, actor: &Actor) -> bool {
    *actor == Actor::Seller(profile.id.clone())
}

fn require(allowed: bool, refusal: Refusal) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(refusal) }
}
