//! What the facts about a seller add up to. It refuses nothing.

use super::command::Details;
use super::event::Event;
use super::hours::BusinessHours;
use crate::geo::Country;
use crate::ids::{Email, ManufacturerId, ProductId, SellerId};
use crate::network::{Radius, SellerKind};
use crate::reach::PutOff;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A seller; without a profile it is not registered yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SellerState {
    pub profile: Option<Profile>,
}

/// A registered seller.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub id: SellerId,
    pub email: Email,
    pub kind: SellerKind,
    pub details: Details,
    /// None covers the whole country (R2).
    pub radius: Option<Radius>,
    /// The limited ranges; a manufacturer that is not in here gets every product (R4).
    pub ranges: BTreeMap<ManufacturerId, BTreeSet<ProductId>>,
    pub away: Option<Away>,
    /// Shown beside its name; no clock looks at them (S6).
    pub hours: Option<BusinessHours>,
    pub protected: bool,
    pub partner: bool,
    /// Mail to its present address comes back (R5).
    pub bouncing: bool,
    /// Mail to its present address was put off (R5).
    pub put_off: PutOff,
    pub active: bool,
}

/// Where a seller is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    /// Empty where the country has none.
    pub postcode: String,
    pub town: String,
    pub country: Country,
}

/// An absence; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    pub from: Timestamp,
    pub until: Timestamp,
}

impl SellerState {
    /// Active, not away, address not bouncing (R5); never before it is registered.
    pub fn available(&self, now: Timestamp) -> bool {
        self.profile.as_ref().is_some_and(|profile| profile.available(now))
    }
}

impl Profile {
    /// Active, not away, address not bouncing (R5).
    pub fn available(&self, now: Timestamp) -> bool {
        self.active && !self.bouncing && self.put_off.until(now).is_none() && !self.is_away(now)
    }

    /// Whether `now` lies in its absence, both ends included.
    pub fn is_away(&self, now: Timestamp) -> bool {
        self.away.is_some_and(|away| (away.from..=away.until).contains(&now))
    }

    fn new(id: SellerId, email: Email, kind: SellerKind, details: Details) -> Self {
        Self {
            id,
            email,
            kind,
            details,
            radius: None,
            ranges: BTreeMap::new(),
            away: None,
            hours: None,
            protected: false,
            partner: false,
            bouncing: false,
            put_off: PutOff::default(),
            active: true,
        }
    }
}

/// The state after one more fact.
pub(super) fn evolve(state: SellerState, event: &Event) -> SellerState {
    let profile = match (state.profile, event.clone()) {
        (_, Event::Registered { id, email, seller, details }) => {
            Some(Profile::new(id, email, seller, details))
        }
        (Some(profile), event) => Some(changed(profile, event)),
        (None, _) => None,
    };
    SellerState { profile }
}

fn changed(mut profile: Profile, event: Event) -> Profile {
    match event {
        Event::Registered { .. } => {}
        Event::DetailsChanged { details } => profile.details = details,
        Event::EmailChanged { email } => {
            profile.email = email;
            // What is known belonged to the old address.
            (profile.bouncing, profile.put_off) = (false, PutOff::default());
        }
        Event::RadiusSet { radius } => profile.radius = Some(radius),
        Event::RadiusCleared => profile.radius = None,
        Event::RangeLimited { manufacturer, products } => {
            profile.ranges.insert(manufacturer, products);
        }
        Event::RangeLifted { manufacturer } => {
            profile.ranges.remove(&manufacturer);
        }
        Event::WentAway(away) => profile.away = Some(away),
        Event::CameBack => profile.away = None,
        Event::HoursChanged { hours } => profile.hours = hours,
        Event::Protected => profile.protected = true,
        Event::Unprotected => profile.protected = false,
        Event::PartnersJoined => profile.partner = true,
        Event::PartnersLeft => profile.partner = false,
        Event::AddressBounced { .. } => profile.bouncing = true,
        Event::MailPutOff { at, .. } => profile.put_off.note(at),
        Event::AddressMended => (profile.bouncing, profile.put_off) = (false, PutOff::default()),
        Event::Deactivated => profile.active = false,
        Event::Activated => profile.active = true,
    }
    profile
}
