//! Sends an inquiry: understands the place, asks routing at this moment (R11), gives the command.

use super::place;
use crate::desk::Desk;
use crate::http::Failure;
use crate::networks::Assembled;
use crate::secret;
use axum::http::StatusCode;
use shared::aggregate::Envelope;
use shared::api::exhibition::NewInquiry;
use shared::ids::{CommandId, Email, NegotiationId, ProductId, StandId};
use shared::negotiation::{
    Actor, Buyer, Command, Inquiry, Party, Product, Refusal, SendInquiry, addressed, check_above_address,
};
use shared::network::Manufacturer;
use shared::routing::{Inputs, route};
use shared::time::Timestamp;
use shared::view::{InquiryReceipt, project};
use shared::visibility::Viewer;

/// An inquiry that is on its way.
pub struct Sent {
    pub email: Email,
    pub receipt: InquiryReceipt,
}

/// Sends the inquiry of a buyer who stands before `stand`.
pub async fn send(
    desk: &Desk,
    stand: &StandId,
    assembled: &Assembled,
    new: &NewInquiry,
    now: Timestamp,
) -> Result<Sent, Failure> {
    let house = assembled.house.state.manufacturer.as_ref().ok_or_else(Failure::not_found)?;
    let email = address(new)?;
    let id = negotiation_id(desk, new, &email);
    let inquiry = inquiry(desk, house, stand, (new, &email, &id))?;
    let asked = inquiry.routing();
    let decision = route(&assembled.network, &asked);
    let (primary, copies) = addressed(&assembled.network, &house.name, &decision);
    let inputs = Some(Box::new(Inputs { network: assembled.network.clone(), inquiry: asked }));
    let (consent, offer_after_hours) = (new.consent, house.offer_after_hours);
    let command = SendInquiry { inquiry, consent, decision, primary, copies, inputs, offer_after_hours };
    // Entries are named after their command, and others see their names: the buyer's own id, which opens
    // this negotiation again when the answer was lost, must not be among them.
    let envelope = Envelope {
        id: CommandId(id.to_string()),
        at: now,
        actor: Actor { party: Party::Buyer, address: Some(email.clone()) },
        command: Command::SendInquiry(Box::new(command)),
    };
    let state = match desk.negotiate(id.as_str(), email.as_str(), &envelope).await {
        Ok(done) => done.loaded,
        // Sent before: routing may answer otherwise by now, but the inquiry is where it went then.
        Err(failure) if ["command_id_reused", "already_sent"].contains(&failure.problem.code.as_str()) => {
            let loaded = desk.negotiations.load(id.as_str()).await?;
            if loaded.version == 0 {
                return Err(failure);
            }
            loaded
        }
        Err(failure) => return Err(failure),
    };
    let thread = project(&state.state, &Viewer::of(Party::Buyer)).ok_or_else(Failure::not_found)?;
    let receipt = thread.header.receipt;
    let receipt = InquiryReceipt {
        negotiation: id,
        recipient_role: receipt.recipient_role,
        recipient_name: receipt.recipient_name,
        reason: receipt.reason,
    };
    Ok(Sent { email, receipt })
}

fn address(new: &NewInquiry) -> Result<Email, Failure> {
    Email::parse(new.email.trim()).map_err(|_| {
        match check_above_address(&new.text, &new.name, new.company.as_deref()) {
            Err(refusal) => Failure::refused(&refusal),
            Ok(()) => Failure::refused(&Refusal::SenderInvalid).at("email"),
        }
    })
}

/// The same command from the same buyer is the same negotiation; nobody else can name or guess it.
fn negotiation_id(desk: &Desk, new: &NewInquiry, email: &Email) -> NegotiationId {
    let text = format!("{} {email}", new.command);
    NegotiationId(secret::hash(&desk.key.sign("negotiation", &text)).chars().take(22).collect())
}

fn inquiry(
    desk: &Desk,
    house: &Manufacturer,
    stand: &StandId,
    (new, email, id): (&NewInquiry, &Email, &NegotiationId),
) -> Result<Inquiry, Failure> {
    let about = house.stands.get(stand).ok_or_else(Failure::not_found)?;
    Ok(Inquiry {
        negotiation: id.clone(),
        marketplace: about.marketplace.clone(),
        stand: stand.clone(),
        manufacturer: house.id.clone(),
        manufacturer_name: house.name.clone(),
        product: new.place.product.as_deref().map(|id| product(house, id)).transpose()?,
        pick: new.pick.as_deref().map(Into::into),
        text: new.text.clone(),
        buyer: Buyer {
            name: new.name.clone(),
            company: new.company.clone(),
            email: email.clone(),
            phone: new.phone.clone(),
            language: new.language,
        },
        place: place::understood(&desk.gazetteer, &new.place).place,
    })
}

fn product(house: &Manufacturer, id: &str) -> Result<Product, Failure> {
    let id = ProductId::from(id);
    match house.products.get(&id) {
        Some(product) => Ok(Product { name: product.name.clone(), id }),
        None => {
            let detail = "This product is no longer shown here: choose another one, or ask without one.";
            Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "product_unknown", detail).at("product"))
        }
    }
}
