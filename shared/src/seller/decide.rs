//! What follows from a command to a seller: one small function each. It reads no other aggregate.

mod details;
mod rights;

use super::command::Command;
use super::event::Event;
use super::hours::BusinessHours;
use super::refusal::Refusal;
use super::state::{Away, Profile, SellerState};
use crate::actor::Actor;
use crate::aggregate::Envelope;
use crate::emails::parse_one;
use crate::ids::{ManufacturerId, ProductId};
use crate::network::{Radius, SellerKind};
use crate::time::Timestamp;
use rights::{installation, itself, itself_or_operator, operator};
use std::collections::BTreeSet;

type Outcome = Result<Vec<Event>, Refusal>;

/// What is so already happens no second time: it is no refusal and no event.
fn unless(already: bool, event: Event) -> Outcome {
    Ok(if already { Vec::new() } else { vec![event] })
}

/// The events of one command.
pub(super) fn decide(state: &SellerState, envelope: &Envelope<Actor, Command>) -> Outcome {
    let actor = &envelope.actor;
    let profile = match (&state.profile, &envelope.command) {
        (Some(profile), _) => profile,
        (None, Command::Register(registration)) => return details::register(actor, registration),
        (None, _) => return Err(Refusal::NotRegistered),
    };
    match &envelope.command {
        Command::Register(_) => Err(Refusal::AlreadyRegistered),
        Command::ChangeDetails(details) => details::change(profile, actor, details),
        Command::ChangeEmail { email } => details::change_email(profile, actor, email),
        Command::SetRadius { radius } => set_radius(profile, actor, *radius),
        Command::ClearRadius => clear_radius(profile, actor),
        Command::LimitRange { manufacturer, products } => limit_range(profile, actor, manufacturer, products),
        Command::LiftRange { manufacturer } => lift_range(profile, actor, manufacturer),
        Command::GoAway { from, until } => {
            go_away(profile, actor, Away { from: *from, until: *until }, envelope.at)
        }
        Command::ComeBack => come_back(profile, actor),
        Command::ChangeHours { hours } => change_hours(profile, actor, hours.as_ref()),
        Command::Protect => protect(profile, actor, true),
        Command::Unprotect => protect(profile, actor, false),
        Command::JoinPartners => join_partners(profile, actor, true),
        Command::LeavePartners => join_partners(profile, actor, false),
        Command::NoteBounce { email } => note_bounce(profile, actor, email),
        Command::NotePutOff { email } => note_put_off(profile, actor, email, envelope.at),
        Command::NoteMended => note_mended(profile, actor),
        Command::Deactivate => activate(profile, actor, false),
        Command::Activate => activate(profile, actor, true),
    }
}

/// R3.
fn set_radius(profile: &Profile, actor: &Actor, radius: Radius) -> Outcome {
    itself(profile, actor)?;
    if profile.kind == SellerKind::National {
        return Err(Refusal::NationalHasNoRadius);
    }
    if !radius.value.is_finite() || radius.value <= 0.0 {
        return Err(Refusal::RadiusNotPositive);
    }
    unless(profile.radius == Some(radius), Event::RadiusSet { radius })
}

/// R3.
fn clear_radius(profile: &Profile, actor: &Actor) -> Outcome {
    itself(profile, actor)?;
    unless(profile.radius.is_none(), Event::RadiusCleared)
}

/// R4.
fn limit_range(
    profile: &Profile,
    actor: &Actor,
    manufacturer: &ManufacturerId,
    products: &BTreeSet<ProductId>,
) -> Outcome {
    itself(profile, actor)?;
    if products.is_empty() {
        return Err(Refusal::ProductsMissing);
    }
    let limited = Event::RangeLimited { manufacturer: manufacturer.clone(), products: products.clone() };
    unless(profile.ranges.get(manufacturer) == Some(products), limited)
}

/// R4.
fn lift_range(profile: &Profile, actor: &Actor, manufacturer: &ManufacturerId) -> Outcome {
    itself(profile, actor)?;
    let lifted = Event::RangeLifted { manufacturer: manufacturer.clone() };
    unless(!profile.ranges.contains_key(manufacturer), lifted)
}

/// R5.
fn go_away(profile: &Profile, actor: &Actor, away: Away, now: Timestamp) -> Outcome {
    itself_or_operator(profile, actor)?;
    if away.until < away.from {
        return Err(Refusal::AwayReversed);
    }
    if away.until < now {
        return Err(Refusal::AwayIsOver);
    }
    unless(profile.away == Some(away), Event::WentAway(away))
}

/// R5.
fn come_back(profile: &Profile, actor: &Actor) -> Outcome {
    itself_or_operator(profile, actor)?;
    unless(profile.away.is_none(), Event::CameBack)
}

fn change_hours(profile: &Profile, actor: &Actor, hours: Option<&BusinessHours>) -> Outcome {
    itself_or_operator(profile, actor)?;
    hours.map_or(Ok(()), BusinessHours::check).map_err(Refusal::Hours)?;
    unless(profile.hours.as_ref() == hours, Event::HoursChanged { hours: hours.cloned() })
}

/// R17.
fn protect(profile: &Profile, actor: &Actor, on: bool) -> Outcome {
    itself_or_operator(profile, actor)?;
    unless(profile.protected == on, if on { Event::Protected } else { Event::Unprotected })
}

/// R16.
fn join_partners(profile: &Profile, actor: &Actor, on: bool) -> Outcome {
    operator(actor)?;
    unless(profile.partner == on, if on { Event::PartnersJoined } else { Event::PartnersLeft })
}

/// R5. A report about an address that was replaced since is late, not wrong.
fn note_bounce(profile: &Profile, actor: &Actor, email: &str) -> Outcome {
    installation(actor)?;
    let email = parse_one(email)?;
    unless(profile.bouncing || email != profile.email, Event::AddressBounced { email })
}

/// R5: as for a bounce; of an address that is gone nothing more need be known.
fn note_put_off(profile: &Profile, actor: &Actor, email: &str, at: Timestamp) -> Outcome {
    installation(actor)?;
    let email = parse_one(email)?;
    let is_known = profile.bouncing || !profile.put_off.is_news(at);
    unless(is_known || email != profile.email, Event::MailPutOff { email, at })
}

/// R5.
fn note_mended(profile: &Profile, actor: &Actor) -> Outcome {
    installation(actor)?;
    unless(!profile.bouncing && profile.put_off.is_empty(), Event::AddressMended)
}

/// R5.
fn activate(profile: &Profile, actor: &Actor, on: bool) -> Outcome {
    itself_or_operator(profile, actor)?;
    unless(profile.active == on, if on { Event::Activated } else { Event::Deactivated })
}
