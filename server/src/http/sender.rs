//! N8: from which address somebody writes. Mostly it is known; where it is not, it is typed.

use super::failure::Failure;
use super::mount::Call;
use crate::desk::Desk;
use crate::identity::Way;
use shared::api::Endpoint;
use shared::api::writing::{ReadSender, Sender, SenderOf};
use shared::ids::Email;
use shared::negotiation::{Inquiry, Party, Refusal};
use shared::visibility::{acting_party, rights};

/// The address that the box begins with; none where it must be typed.
pub async fn read_sender(call: Call<ReadSender>) -> Result<Sender, Failure> {
    let SenderOf { lane } = call.body;
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    if rights(&loaded.state, viewer).writes.is_empty() {
        return Err(Failure::refused(&Refusal::NotAllowed));
    }
    let party = acting_party(&loaded.state, viewer, lane).ok_or_else(Failure::not_found)?;
    let must_type = must_type(&call, &party).await?;
    Ok(Sender { address: (!must_type).then(|| email.to_string()) })
}

/// The address from which this party writes: what it typed, else what is known.
///
/// # Errors
/// Where it is missing or none; what the database says.
pub async fn sender<E: Endpoint>(
    call: &Call<E>,
    party: &Party,
    typed: Option<&str>,
) -> Result<Email, Failure> {
    if let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) {
        return Email::parse(typed).map_err(|_| Failure::refused(&Refusal::SenderInvalid));
    }
    if must_type(call, party).await? {
        return Err(Failure::refused(&Refusal::SenderMissing));
    }
    let (_, email, _) = call.visitor.looks_at()?;
    Ok(email.clone())
}

async fn must_type<E: Endpoint>(call: &Call<E>, party: &Party) -> Result<bool, Failure> {
    let (_, email, loaded) = call.visitor.looks_at()?;
    let Some(inquiry) = &loaded.state.inquiry else { return Ok(false) };
    match call.visitor.way() {
        Some(Way::PassedOnLink) => Ok(true),
        way => {
            let shared = way == Some(Way::SignedIn) && is_shared(&call.desk, inquiry, party).await?;
            Ok(shared || is_unreachable(&call.desk, inquiry, (party, email)).await?)
        }
    }
}

/// Whether several addresses stand for this party: then nobody knows which of them sits before the page.
async fn is_shared(desk: &Desk, inquiry: &Inquiry, party: &Party) -> Result<bool, Failure> {
    let network = desk.networks.load(inquiry.manufacturer.as_str()).await?;
    let Some(manufacturer) = &network.state.manufacturer else { return Ok(false) };
    Ok(match party {
        Party::Worldwide => manufacturer.worldwide.emails.len() > 1,
        Party::AreaManager(id) => {
            let own = manufacturer.area_managers.iter().find(|manager| manager.id == *id);
            own.is_some_and(|manager| manager.emails.len() > 1)
        }
        _ => false,
    })
}

/// Whether mails to this address came back (R5).
async fn is_unreachable(
    desk: &Desk,
    inquiry: &Inquiry,
    (party, email): (&Party, &Email),
) -> Result<bool, Failure> {
    Ok(match party {
        Party::Seller(id) => {
            let seller = desk.sellers.load(id.as_str()).await?;
            seller.state.profile.as_ref().is_some_and(|profile| profile.bouncing && profile.email == *email)
        }
        Party::AreaManager(_) | Party::Worldwide | Party::Manufacturer | Party::Address(_) => {
            let network = desk.networks.load(inquiry.manufacturer.as_str()).await?;
            network.state.manufacturer.as_ref().is_some_and(|known| known.bouncing.contains(email))
        }
        Party::Buyer | Party::Operator | Party::System => false,
    })
}
