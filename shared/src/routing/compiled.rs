//! A network made ready for many inquiries: the same decisions as [`super::route`], without looking at
//! every seller for each.
//!
//! Sellers stand in lists that are sorted by R8 as far as the buyer does not matter. A question reads
//! the heads of the few lists that can hold an answer. It must never decide anything that `route`
//! would decide differently.

mod best;
mod covering;
mod entry;
mod explain;
mod grid;
mod index;
mod limit;
mod lists;
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
use entry::{Entry, List};
use index::Index;
use limit::Limit;
use roster::Roster;
use search::ShownSellers;
use seller::Buyer;

/// A sound network (one without `faults`), ready for many inquiries.
#[derive(Clone, Debug)]
pub struct CompiledNetwork {
    /// Everything but the sellers.
    contacts: Network,
    roster: Roster,
    index: Index,
    /// Where the first tier ends.
    nearby: Limit,
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
            let entry = Entry::new(*number, seller, roster.standing(*number));
            index.for_each_list(seller, roster.point(*number), |list| list.push(entry));
        }
        let contacts = Network {
            manufacturer: network.manufacturer.clone(),
            products: network.products.clone(),
            worldwide: network.worldwide.clone(),
            area_managers: network.area_managers.clone(),
            sellers: Vec::new(),
            copies: network.copies.clone(),
        };
        Self { contacts, roster, index, nearby: Limit::of(NEARBY_M.into()) }
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
        let is_before = |roster: &Roster, other: &Entry| roster.order(other.seller, number).is_lt();
        index.for_each_list(roster.seller(number), roster.point(number), |list: &mut List| {
            list.remove(|other| is_before(roster, other));
        });
        roster.replace(number, member);
        let entry = Entry::new(number, roster.seller(number), roster.standing(number));
        index.for_each_list(roster.seller(number), roster.point(number), |list| {
            list.insert(entry, |other| is_before(roster, other));
        });
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
        Buyer::new(inquiry.country, inquiry.point, asked)
    }

    fn answer(&self, inquiry: &Inquiry, buyer: &Buyer) -> Answer<'_> {
        let shown = self.shown(buyer);
        let first = shown[0].map(|shown| shown.seller);
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
        let objection = self.roster.objection(number, buyer, self.roster.distance_m(number, buyer));
        objection.and_then(|because| because.reason()).map_or(Ok(number), Err)
    }
}

impl Answer<'_> {
    /// The sellers on the stand, in order (R7).
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let shown = self.shown.iter().flatten();
        let shown = shown.map(|shown| Shown {
            id: self.network.roster.id(shown.seller).clone(),
            tier: shown.tier.number(),
            distance_m: shown.distance_m,
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
