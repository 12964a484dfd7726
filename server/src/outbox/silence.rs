//! R18: looks for the seller to whom an unanswered inquiry is offered, in the network as it is now, and gives the
//! negotiation the command. Whether the offer is made, the rules decide.

use crate::desk::Desk;
use crate::networks::assembled;
use serde::{Deserialize, Serialize};
use shared::aggregate::Envelope;
use shared::ids::{CommandId, NegotiationId};
use shared::negotiation::{Actor, Command, Named, Negotiation, Party};
use shared::routing::next_seller;
use shared::time::Timestamp;

/// The time after which silence means an offer is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    pub negotiation: NegotiationId,
}

/// Offers the inquiry; when there is nobody to offer it to, nothing happens, now or later.
///
/// # Errors
/// What the database says, or that another server was faster.
pub async fn offer(desk: &Desk, silence: &Silence, command: CommandId, at: Timestamp) -> Result<(), String> {
    let id = silence.negotiation.as_str();
    let loaded = desk.negotiations.load(id).await.map_err(|error| error.to_string())?;
    // What was offered once, perhaps by this very work before it broke off, is not looked for again.
    let to = match &loaded.state.offer {
        Some(_) => None,
        None => next(desk, &loaded.state, at).await?,
    };
    let Some(to) = to else { return Ok(()) };
    let actor = Actor { party: Party::System, address: None };
    let envelope = Envelope { id: command, at, actor, command: Command::OfferInquiry { to } };
    let outcome = desk.negotiate(id, "system", &envelope).await;
    outcome.map(drop).map_err(|error| error.problem.detail)
}

async fn next(desk: &Desk, state: &Negotiation, at: Timestamp) -> Result<Option<Named>, String> {
    let (Some(inquiry), Some(primary)) = (&state.inquiry, &state.primary) else { return Ok(None) };
    let Party::Seller(silent) = &primary.party else { return Ok(None) };
    let assembled = assembled(desk, inquiry.manufacturer.as_str(), at).await;
    let Some(assembled) = assembled.map_err(|error| error.to_string())? else { return Ok(None) };
    let member = next_seller(&assembled.network, &inquiry.routing(), silent);
    Ok(member.map(|member| Named { party: Party::Seller(member.id.clone()), name: member.name.clone() }))
}
