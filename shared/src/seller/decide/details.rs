//! Registration and contact details (R17, R19, R20).

use super::rights::contact_details;
use super::{Outcome, unless};
use crate::actor::Actor;
use crate::emails::parse_one;
use crate::geo::Point;
use crate::seller::{Address, Details, Event, Profile, Refusal, Registration};
use crate::text::{TextFault, line, optional_line};

pub(super) fn register(actor: &Actor, registration: &Registration) -> Outcome {
    // Who registers itself registers nobody else.
    let another = matches!(actor, Actor::Seller(id) if *id != registration.id);
    if another {
        return Err(Refusal::OnlyTheSeller);
    }
    Ok(vec![Event::Registered {
        id: registration.id.clone(),
        email: parse_one(&registration.email)?,
        seller: registration.kind,
        details: checked(&registration.details)?,
    }])
}

pub(super) fn change(profile: &Profile, actor: &Actor, details: &Details) -> Outcome {
    contact_details(profile, actor)?;
    let details = checked(details)?;
    unless(profile.details == details, Event::DetailsChanged { details })
}

pub(super) fn change_email(profile: &Profile, actor: &Actor, email: &str) -> Outcome {
    contact_details(profile, actor)?;
    let email = parse_one(email)?;
    unless(profile.email == email, Event::EmailChanged { email })
}

/// The details as they are kept: trimmed, and with a known place (R19).
fn checked(details: &Details) -> Result<Details, Refusal> {
    let text = |field, fault| Refusal::Text { field, fault };
    let required = |field, value: &str| line(value).map_err(|fault: TextFault| text(field, fault));
    let postcode = optional_line(&details.address.postcode).map_err(|fault| text("postcode", fault))?;
    let point = details.point.filter(|point| Point::is_valid(*point));
    if details.languages.is_empty() {
        return Err(Refusal::LanguagesMissing);
    }
    Ok(Details {
        name: required("name", &details.name)?,
        address: Address {
            street: required("street", &details.address.street)?,
            postcode,
            town: required("town", &details.address.town)?,
            country: details.address.country,
        },
        point: Some(point.ok_or(Refusal::AddressNotRecognised)?),
        languages: details.languages.clone(),
    })
}
