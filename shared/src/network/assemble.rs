//! From what is stored to what routing reads: the network with its sellers as they are at one moment.
//! It decides nothing about a buyer.

use super::state::{Manufacturer, NetworkState};
use super::{Member, Network, Standing};
use crate::ids::{ManufacturerId, SellerId};
use crate::seller::{Profile, SellerState};
use crate::time::Timestamp;

/// The network at `now`; none before it is founded. A member that `sellers` does not know, or that is
/// not registered, is left out.
pub fn assemble<'s>(
    network: &NetworkState,
    sellers: impl Fn(&SellerId) -> Option<&'s SellerState>,
    standings: impl Fn(&SellerId) -> Standing,
    now: Timestamp,
) -> Option<Network> {
    let manufacturer = network.manufacturer.as_ref()?;
    let members = manufacturer.members.keys().filter_map(|id| {
        let profile = sellers(id)?.profile.as_ref()?;
        Some(member(&manufacturer.id, profile, standings(id), now))
    });
    Some(Network { sellers: members.collect(), ..without_sellers(manufacturer) })
}

fn without_sellers(manufacturer: &Manufacturer) -> Network {
    Network {
        manufacturer: manufacturer.id.clone(),
        products: manufacturer.products.keys().cloned().collect(),
        worldwide: manufacturer.worldwide.clone(),
        area_managers: manufacturer.area_managers.clone(),
        sellers: Vec::new(),
        copies: manufacturer.copies.clone(),
    }
}

fn member(manufacturer: &ManufacturerId, profile: &Profile, rating: Standing, now: Timestamp) -> Member {
    Member {
        id: profile.id.clone(),
        name: profile.details.name.clone(),
        email: profile.email.clone(),
        kind: profile.kind,
        country: profile.details.address.country,
        point: profile.details.point,
        radius: profile.radius,
        range: profile.ranges.get(manufacturer).cloned(),
        available: profile.available(now),
        protected: profile.protected,
        partner: profile.partner,
        rating,
    }
}
