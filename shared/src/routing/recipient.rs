//! Who receives the inquiry and why (R9, R11, R12).

use super::eligibility::{Judged, Tier};
use super::order::by_nearness;
use super::reach::reach;
use super::{Fallback, Inquiry, Reason, Recipient};
use crate::geo::{Country, continent_of};
use crate::ids::SellerId;
use crate::network::{Area, AreaManager, Member, Network};

/// The pick when it is eligible; else the nearest eligible seller; without a pick the first shown;
/// where nobody is eligible, the fallback.
pub(super) fn choose(
    judged: &[Judged],
    ranked: &[(&Judged, Tier)],
    inquiry: &Inquiry,
    fallback: Option<&Fallback>,
) -> (Recipient, Reason) {
    let refused = inquiry.pick.as_ref().map(|pick| {
        let found = judged.iter().find(|judged| judged.member.id == *pick);
        let because = |judged: &Judged| judged.verdict.err().and_then(|because| because.reason());
        found.map_or(Some(Reason::Unavailable), because)
    });
    let seller = |judged: &Judged| Recipient::Seller { id: judged.member.id.clone() };
    let stand_in = || fallback.cloned().map_or(Recipient::Worldwide, Recipient::from);
    let nearest = || ranked.iter().map(|(judged, _)| *judged).min_by(|a, b| by_nearness(a, b));
    match (&inquiry.pick, refused.flatten()) {
        (Some(pick), None) => (Recipient::Seller { id: pick.clone() }, Reason::Chosen),
        (_, Some(reason)) => (nearest().map_or_else(stand_in, seller), reason),
        (None, None) => match ranked.first() {
            Some((first, _)) => (seller(first), Reason::Default),
            None => (stand_in(), nobody(inquiry)),
        },
    }
}

/// Why nobody was eligible for a buyer without a pick (R12, R13).
pub(super) fn nobody(inquiry: &Inquiry) -> Reason {
    if inquiry.country.is_some() { Reason::NoSeller } else { Reason::NoLocation }
}

/// R9 when nobody is eligible: the area manager in charge, else the worldwide contact.
pub(super) fn fallback(network: &Network, country: Option<Country>) -> Fallback {
    match area_manager(network, country) {
        Some(area_manager) => Fallback::AreaManager { id: area_manager.id.clone() },
        None => Fallback::Worldwide,
    }
}

/// The area manager for exactly this country, else for its continent (R9).
pub(super) fn area_manager(network: &Network, country: Option<Country>) -> Option<&AreaManager> {
    let in_charge = |area: Area| network.area_managers.iter().find(move |one| one.areas.contains(&area));
    let country = country?;
    in_charge(Area::Country(country)).or_else(|| in_charge(Area::Continent(continent_of(country))))
}

/// R18: the seller that gets the inquiry when `silent` does not answer it: of the other eligible ones the nearest,
/// as in R11.
pub fn next_seller<'n>(network: &'n Network, inquiry: &Inquiry, silent: &SellerId) -> Option<&'n Member> {
    let eligible = reach(network, inquiry).into_iter().filter(|one| one.because.is_none());
    eligible.map(|one| one.member).find(|member| member.id != *silent)
}
