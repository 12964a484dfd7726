//! Addresses and settings: users, worldwide contact, copies, silence (R14, R18, R20).

use super::{Outcome, emails, unless};
use crate::actor::Actor;
use crate::emails::parse_one;
use crate::ids::Email;
use crate::network::refusal::SILENCE_LIMIT_HOURS;
use crate::network::{CopiesCard, CopySettings, Event, Manufacturer, Refusal};
use crate::time::Timestamp;

pub(super) fn invite_user(manufacturer: &Manufacturer, email: &str) -> Outcome {
    let email = parse_one(email).map_err(|fault| Refusal::Emails { field: "email", fault })?;
    unless(manufacturer.users.contains(&email), Event::UserInvited { email })
}

/// R20.
pub(super) fn change_worldwide(manufacturer: &Manufacturer, text: &str) -> Outcome {
    let emails = emails("emails", text)?;
    unless(manufacturer.worldwide.emails == emails, Event::WorldwideChanged { emails })
}

/// R14.
pub(super) fn change_copies(manufacturer: &Manufacturer, card: &CopiesCard) -> Outcome {
    let extra = if card.extra.is_empty() { Vec::new() } else { emails("extra", &card.extra)? };
    let CopiesCard { area_manager, worldwide, worldwide_for_area_managers, .. } = *card;
    let copies = CopySettings { area_manager, worldwide, worldwide_for_area_managers, extra };
    unless(manufacturer.copies == copies, Event::CopiesChanged(copies))
}

/// R18.
pub(super) fn change_silence_rule(manufacturer: &Manufacturer, offer_after_hours: Option<u32>) -> Outcome {
    if offer_after_hours.is_some_and(|hours| hours == 0 || hours > SILENCE_LIMIT_HOURS) {
        return Err(Refusal::SilenceOutOfRange);
    }
    let already = manufacturer.offer_after_hours == offer_after_hours;
    unless(already, Event::SilenceRuleChanged { offer_after_hours })
}

/// N12, R20: nobody of the network says so itself.
pub(super) fn note_bounce(manufacturer: &Manufacturer, actor: &Actor, email: &str) -> Outcome {
    let email = reported(actor, email)?;
    let is_known = manufacturer.emails().any(|known| *known == email);
    unless(!is_known || manufacturer.bouncing.contains(&email), Event::AddressBounced { email })
}

/// R5, R20: as for a bounce; of an address that is gone nothing more need be known.
pub(super) fn note_put_off(
    manufacturer: &Manufacturer,
    actor: &Actor,
    email: &str,
    at: Timestamp,
) -> Outcome {
    let email = reported(actor, email)?;
    let is_ours = manufacturer.emails().any(|known| *known == email);
    let is_gone = manufacturer.bouncing.contains(&email);
    let is_news = manufacturer.put_off.get(&email).is_none_or(|put_off| put_off.is_news(at));
    unless(!is_ours || is_gone || !is_news, Event::MailPutOff { email, at })
}

/// N12, R20: as for a bounce.
pub(super) fn note_mended(manufacturer: &Manufacturer, actor: &Actor, email: &str) -> Outcome {
    let email = reported(actor, email)?;
    let is_known = manufacturer.bouncing.contains(&email) || manufacturer.put_off.contains_key(&email);
    unless(!is_known, Event::AddressMended { email })
}

fn reported(actor: &Actor, email: &str) -> Result<Email, Refusal> {
    match actor {
        Actor::System | Actor::Operator => {
            parse_one(email).map_err(|fault| Refusal::Emails { field: "email", fault })
        }
        Actor::Manufacturer(_) | Actor::Seller(_) => Err(Refusal::OnlyTheManufacturerOrOperator),
    }
}
