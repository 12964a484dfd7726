//! R5, N12: what follows when an address takes no mail any more, and when it does again. What it means for a network is
//! decided by the rules.

use super::relays;
use crate::desk::Desk;
use crate::execute::{Outgoing, following_command};
use crate::http::Failure;
use crate::identity::{Position, position};
use crate::outbox::emails_of;
use crate::secret;
use crate::store::Transaction;
use serde::{Deserialize, Serialize};
use shared::actor;
use shared::aggregate::Envelope;
use shared::ids::{CommandId, Email};
use shared::negotiation::{Actor, Command, Party};
use shared::network;
use shared::seller;
use shared::time::Timestamp;

/// An address that does not exist, as work of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreachable {
    /// The mail that came back.
    pub mail: String,
    /// N12: the address from which it was sent; none when it belongs to no negotiation.
    pub relay: Option<Email>,
    pub to: Email,
}

impl Unreachable {
    /// The work of telling those whom it concerns.
    pub fn outgoing(&self, now: Timestamp) -> Outgoing {
        let body = serde_json::to_string(self).expect("texts are plain data");
        Outgoing { id: format!("unreachable:{}", self.mail), kind: "unreachable", body, due: now.0 }
    }
}

/// Tells the negotiation, and a seller whose address it is.
///
/// # Errors
/// What the database says.
pub async fn note(desk: &Desk, id: &str, gone: &Unreachable, now: Timestamp) -> Result<(), String> {
    let Some(address) = gone.relay.clone() else { return Ok(()) };
    let find = move |open: &mut dyn Transaction| relays::find(open, &address);
    let Some(relay) = desk.database.read(find).await.map_err(|error| error.to_string())? else {
        return Ok(());
    };
    let loaded = desk.negotiations.load(relay.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let Some(inquiry) = &loaded.state.inquiry else { return Ok(()) };
    // Somebody else may have been written to from there, or it has another address now.
    let emails = emails_of(desk, inquiry, &relay.party).await.map_err(|error| error.to_string())?;
    if !emails.contains(&gone.to) {
        return Ok(());
    }
    match &relay.party {
        Party::Seller(seller) => {
            let command = seller::Command::NoteBounce { email: gone.to.to_string() };
            let envelope = reported(following_command(id, "bounce"), now, command);
            let noted = desk.administer(&desk.sellers, seller.as_str(), &envelope).await;
            noted.map_err(|failure| failure.problem.detail)?;
        }
        Party::AreaManager(_) | Party::Worldwide | Party::Manufacturer | Party::Address(_) => {
            let command = network::Command::NoteBounce { email: gone.to.to_string() };
            let envelope = reported(following_command(id, "bounce"), now, command);
            let noted = desk.administer(&desk.networks, inquiry.manufacturer.as_str(), &envelope).await;
            noted.map_err(|failure| failure.problem.detail)?;
        }
        Party::Buyer | Party::Operator | Party::System => {}
    }
    let command = Command::NoteDeliveryFailure { to: relay.party.clone(), permanent: true };
    let actor = Actor { party: Party::System, address: None };
    let envelope = Envelope { id: following_command(id, "unreachable"), at: now, actor, command };
    match desk.negotiate(relay.negotiation.as_str(), "system", &envelope).await {
        Err(failure) if failure.status.is_server_error() => Err(failure.problem.detail),
        // Somebody who has no part in it any more.
        _ => Ok(()),
    }
}

fn reported<C>(id: CommandId, at: Timestamp, command: C) -> Envelope<actor::Actor, C> {
    Envelope { id, at, actor: actor::Actor::System, command }
}

/// Whoever has read a mail gets mails: its address is no longer taken for gone.
///
/// # Errors
/// What the database says.
pub async fn mend(desk: &Desk, email: &Email, now: Timestamp) -> Result<(), Failure> {
    let (address, fresh) = (email.clone(), || CommandId(secret::fresh_token()));
    let positions = desk.database.read(move |open| position::of(open, &address)).await?;
    for position in positions {
        if let Position::Seller(seller) = &position {
            let known = desk.sellers.load(seller.as_str()).await?;
            if known.state.profile.as_ref().is_some_and(|profile| profile.bouncing) {
                let envelope = reported(fresh(), now, seller::Command::NoteMended);
                desk.administer(&desk.sellers, seller.as_str(), &envelope).await?;
            }
        } else if let Some(manufacturer) = position.manufacturer() {
            let known = desk.networks.load(manufacturer.as_str()).await?;
            if known.state.manufacturer.as_ref().is_some_and(|known| known.bouncing.contains(email)) {
                let command = network::Command::NoteMended { email: email.to_string() };
                let envelope = reported(fresh(), now, command);
                desk.administer(&desk.networks, manufacturer.as_str(), &envelope).await?;
            }
        }
    }
    Ok(())
}
