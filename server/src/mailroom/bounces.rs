//! R5, N12: what follows when an address takes no mail any more, or not just now, and when it does again. What it means for a network is
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

/// What a report says of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// It does not exist.
    #[default]
    Gone,
    /// It takes nothing just now, and this mail will not arrive.
    Failed,
    /// It takes nothing just now; this mail may still arrive.
    Delayed,
}

/// An address that was not reached, as work of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreachable {
    /// The mail that came back.
    pub mail: String,
    /// N12: the address from which it was sent; none when it belongs to no negotiation.
    pub relay: Option<Email>,
    pub to: Email,
    #[serde(default)]
    pub trouble: Trouble,
}

impl Unreachable {
    /// The work of telling those whom it concerns. An address is gone once for all reports about a mail.
    pub fn outgoing(&self, report: &str, now: Timestamp) -> Outgoing {
        let body = serde_json::to_string(self).expect("texts are plain data");
        let id = match self.trouble {
            Trouble::Gone => format!("unreachable:{}", self.mail),
            Trouble::Failed | Trouble::Delayed => format!("put-off:{report}"),
        };
        Outgoing { id, kind: "unreachable", body, due: now.0 }
    }
}

/// Tells the negotiation, and a seller whose address it is.
///
/// # Errors
/// What the database says.
pub async fn note(desk: &Desk, id: &str, gone: &Unreachable, now: Timestamp) -> Result<(), String> {
    let Some(address) = gone.relay.clone() else { return Ok(()) };
    // A mail that left before an address was revoked comes back all the same.
    let find = move |open: &mut dyn Transaction| relays::known(open, &address);
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
            let email = gone.to.to_string();
            let command = match gone.trouble {
                Trouble::Gone => seller::Command::NoteBounce { email },
                Trouble::Failed | Trouble::Delayed => seller::Command::NotePutOff { email },
            };
            let envelope = reported(following_command(id, "bounce"), now, command);
            let noted = desk.administer(&desk.sellers, seller.as_str(), &envelope).await;
            noted.map_err(|failure| failure.problem.detail)?;
        }
        Party::AreaManager(_) | Party::Worldwide | Party::Manufacturer | Party::Address(_) => {
            let email = gone.to.to_string();
            let command = match gone.trouble {
                Trouble::Gone => network::Command::NoteBounce { email },
                Trouble::Failed | Trouble::Delayed => network::Command::NotePutOff { email },
            };
            let envelope = reported(following_command(id, "bounce"), now, command);
            let noted = desk.administer(&desk.networks, inquiry.manufacturer.as_str(), &envelope).await;
            noted.map_err(|failure| failure.problem.detail)?;
        }
        Party::Buyer | Party::Operator | Party::System => {}
    }
    let permanent = match gone.trouble {
        Trouble::Gone => true,
        Trouble::Failed => false,
        Trouble::Delayed => return Ok(()),
    };
    let command = Command::NoteDeliveryFailure { to: relay.party.clone(), permanent };
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
            let is_against = |profile: &seller::Profile| profile.bouncing || !profile.put_off.is_empty();
            if known.state.profile.as_ref().is_some_and(is_against) {
                let envelope = reported(fresh(), now, seller::Command::NoteMended);
                desk.administer(&desk.sellers, seller.as_str(), &envelope).await?;
            }
        } else if let Some(manufacturer) = position.manufacturer() {
            let known = desk.networks.load(manufacturer.as_str()).await?;
            let is_against = |known: &network::Manufacturer| {
                known.bouncing.contains(email) || known.put_off.contains_key(email)
            };
            if known.state.manufacturer.as_ref().is_some_and(is_against) {
                let command = network::Command::NoteMended { email: email.to_string() };
                let envelope = reported(fresh(), now, command);
                desk.administer(&desk.networks, manufacturer.as_str(), &envelope).await?;
            }
        }
    }
    Ok(())
}
