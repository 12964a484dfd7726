//! A network made ready for many inquiries: the same decisions as [`super::route`], without looking at
//! every seller for each.
//!
//! Sellers stand in lists that are sorted by R8 as far as the buyer does not matter. A question reads
//! the heads of the few lists that can hold an answer. It must never decide anything that `route`
//! would decide differently.

mod best;
mod covering;
mod explain;
mod grid;
mod index;
mod merge;
mod nearest;
mod place;
mod products;
mod question;
mod roster;
mod search;
mod seller;
mod spread;
mod territory;

use super::recipient::{area_manager, nobody};
use super::{Decision, Fallback, Inquiry, NEARBY_M, Reason, Recipient, Shown, copies};
use crate::ids::SellerId;
use crate::network::{AreaManager, Member, Network};
use index::Index;
use place::{Place, haversine_of};
use roster::Roster;
use search::ShownSellers;
use seller::Buyer;
use territory::Entry;

/// A sound network (one without `faults`), ready for many inquiries.
#[derive(Clone, Debug)]
pub struct CompiledNetwork {
    /// Everything but the sellers.
    contacts: Network,
    roster: Roster,
    index: Index,
    /// What lies beyond this haversine is not in the first tier.
    nearby: f64,
}

/// Who is shown and who receives; the names are read when they are asked for.
pub struct Answer<'n> {
    network: &'n CompiledNetwork,
    shown: ShownSellers,
    receiver: Receiver<'n>,
    reason: Reason,
}

#[derive(Clone, Copy)]
enum Receiver<'n> {
    Seller(u32),
    AreaManager(&'n AreaManager),
    Worldwide,
}

impl CompiledNetwork {
    /// Sorts the sellers into lists.
    #[must_use]
    pub fn new(network: &Network) -> Self {
        let roster = Roster::new(&network.sellers);
        let mut index = Index::new();
        for number in roster.ranked() {
            let seller = roster.seller(*number);
            let entry = Entry { score: seller.standing.score, seller: *number };
            index.for_each_list(seller, |list| list.push(entry));
        }
        let contacts = Network {
            manufacturer: network.manufacturer.clone(),
            products: network.products.clone(),
            worldwide: network.worldwide.clone(),
            area_managers: network.area_managers.clone(),
            sellers: Vec::new(),
            copies: network.copies.clone(),
        };
        Self { contacts, roster, index, nearby: haversine_of(NEARBY_M) }
    }

    /// Whether this is a member of the network.
    #[must_use]
    pub fn has(&self, seller: &SellerId) -> bool {
        self.roster.number(seller).is_some()
    }

    /// Takes over what changed in one seller: rating, radius, range, place, availability. False, and
    /// nothing happens, when it is not a member.
    pub fn replace(&mut self, member: &Member) -> bool {
        let Some(number) = self.roster.number(&member.id) else { return false };
        let Self { roster, index, .. } = self;
        let before = |roster: &Roster, list: &[Entry]| {
            list.partition_point(|other| roster.order(other.seller, number).is_lt())
        };
        index.for_each_list(roster.seller(number), |list| {
            list.remove(before(roster, list));
        });
        roster.replace(number, member);
        let seller = roster.seller(number);
        let entry = Entry { score: seller.standing.score, seller: number };
        index.for_each_list(seller, |list| list.insert(before(roster, list), entry));
        true
    }

    /// Who is shown and who receives, without the reasons of the others.
    #[must_use]
    pub fn shown_and_recipient(&self, inquiry: &Inquiry) -> Answer<'_> {
        self.answer(inquiry, &self.buyer(inquiry))
    }

    /// The decision of [`super::route`].
    #[must_use]
    pub fn explain(&self, inquiry: &Inquiry) -> Decision {
        let buyer = self.buyer(inquiry);
        let answer = self.answer(inquiry, &buyer);
        let recipient = answer.recipient();
        let own = answer.own_addresses();
        Decision {
            shown: answer.shown(),
            fallback: answer.fallback(),
            copies: copies::copies(&self.contacts, inquiry.country, &recipient, own),
            excluded: self.excluded(&buyer),
            recipient,
            reason: answer.reason,
        }
    }

    fn buyer(&self, inquiry: &Inquiry) -> Buyer {
        let asked = self.roster.products().asked(inquiry.product.as_ref());
        Buyer { country: inquiry.country, place: inquiry.point.map(Place::new), asked }
    }

    fn answer(&self, inquiry: &Inquiry, buyer: &Buyer) -> Answer<'_> {
        let shown = self.shown(buyer);
        let first = shown[0].map(|(_, candidate)| candidate.seller);
        let (seller, reason) = match inquiry.pick.as_ref().map(|pick| self.judge_pick(pick, buyer)) {
            None => (first, if first.is_some() { Reason::Default } else { nobody(inquiry) }),
            Some(Ok(pick)) => (Some(pick), Reason::Chosen),
            // Somebody is eligible exactly when somebody is shown.
            Some(Err(reason)) => (first.and_then(|_| self.nearest(buyer)), reason),
        };
        let stand_in = || {
            let area_manager = area_manager(&self.contacts, inquiry.country);
            area_manager.map_or(Receiver::Worldwide, Receiver::AreaManager)
        };
        let receiver = seller.map_or_else(stand_in, Receiver::Seller);
        Answer { network: self, shown, receiver, reason }
    }

    /// The pick's number, or why it cannot have the inquiry (R12).
    fn judge_pick(&self, pick: &SellerId, buyer: &Buyer) -> Result<u32, Reason> {
        let number = self.roster.number(pick).ok_or(Reason::Unavailable)?;
        let seller = self.roster.seller(number);
        let objection = seller.objection(buyer, seller.distance_m(buyer.place.as_ref()));
        objection.and_then(|because| because.reason()).map_or(Ok(number), Err)
    }
}

impl Answer<'_> {
    /// The sellers on the stand, in order (R7).
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let shown = self.shown.iter().flatten();
        let shown = shown.map(|(tier, candidate)| Shown {
            id: self.network.roster.id(candidate.seller).clone(),
            tier: tier.number(),
            distance_m: candidate.distance_m,
        });
        shown.collect()
    }

    /// Who receives the inquiry (R11).
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        match self.receiver {
            Receiver::Seller(number) => Recipient::Seller { id: self.network.roster.id(number).clone() },
            Receiver::AreaManager(area_manager) => Recipient::AreaManager { id: area_manager.id.clone() },
            Receiver::Worldwide => Recipient::Worldwide,
        }
    }

    /// Set exactly when nobody is shown (R9).
    #[must_use]
    pub fn fallback(&self) -> Option<Fallback> {
        match self.receiver {
            Receiver::Seller(_) => None,
            Receiver::AreaManager(area_manager) => {
                Some(Fallback::AreaManager { id: area_manager.id.clone() })
            }
            Receiver::Worldwide => Some(Fallback::Worldwide),
        }
    }

    /// Why the recipient is the recipient (R12).
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    fn own_addresses(&self) -> &[crate::ids::Email] {
        match self.receiver {
            Receiver::Seller(number) => std::slice::from_ref(self.network.roster.email(number)),
            Receiver::AreaManager(area_manager) => &area_manager.emails,
            Receiver::Worldwide => &self.network.contacts.worldwide.emails,
        }
    }
}
