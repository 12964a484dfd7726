//! Who gets the inquiry for information (R14). A copy never changes who is the primary.

use super::{Recipient, recipient};
use crate::geo::Country;
use crate::ids::Email;
use crate::network::Network;

/// The addresses in copy: area manager, worldwide contact, extra addresses; each once, never one of
/// the recipient's `own`.
pub(super) fn copies(
    network: &Network,
    country: Option<Country>,
    recipient: &Recipient,
    own: &[Email],
) -> Vec<Email> {
    let settings = &network.copies;
    let to_seller = matches!(recipient, Recipient::Seller { .. });
    let to_area_manager = matches!(recipient, Recipient::AreaManager { .. });
    let mut wanted: Vec<&Email> = Vec::new();
    if settings.area_manager && to_seller {
        let area_manager = recipient::area_manager(network, country);
        wanted.extend(area_manager.into_iter().flat_map(|area_manager| &area_manager.emails));
    }
    if settings.worldwide && to_seller || settings.worldwide_for_area_managers && to_area_manager {
        wanted.extend(&network.worldwide.emails);
    }
    wanted.extend(&settings.extra);
    distinct(&wanted, own)
}

/// In order, without doubles and without the recipient's addresses.
fn distinct(wanted: &[&Email], own: &[Email]) -> Vec<Email> {
    let mut copies: Vec<Email> = Vec::with_capacity(wanted.len());
    for email in wanted {
        if !own.contains(email) && !copies.contains(email) {
            copies.push((*email).clone());
        }
    }
    copies
}

/// The addresses of the primary.
pub(super) fn own_addresses<'n>(network: &'n Network, recipient: &Recipient) -> &'n [Email] {
    match recipient {
        Recipient::Seller { id } => {
            let seller = network.sellers.iter().find(|member| member.id == *id);
            seller.map_or(&[], |member| std::slice::from_ref(&member.email))
        }
        Recipient::AreaManager { id } => {
            let area_manager = network.area_managers.iter().find(|one| one.id == *id);
            area_manager.map_or(&[], |one| &one.emails)
        }
        Recipient::Worldwide => &network.worldwide.emails,
    }
}
