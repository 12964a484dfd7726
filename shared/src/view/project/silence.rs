//! An offer after silence (R18), as each of its people may see it: who competes with whom is for those who run the
//! network.

use super::entry::{Eye, Seen, plain};
use crate::negotiation::{Named, OfferEnd, OfferOutcome, Party, SilenceOffer};
use crate::time::Timestamp;
use crate::view::thread::{Content, OfferView, Permissions, Receipt, Role, Status};
use crate::visibility::Class;

impl<'a> Eye<'a> {
    /// An offer is on the table or was: nobody of these has anything else to do with the negotiation.
    pub fn stands_aside(&self) -> bool {
        self.rights.classes.iter().all(|class| matches!(class, Class::Offered | Class::Former))
    }

    /// The offer, when it is or was the viewer's.
    fn own_offer(&self) -> Option<&'a SilenceOffer> {
        self.state.offer.as_ref().filter(|offer| self.viewer.is(&offer.to.party))
    }

    /// To whom it was routed first: not for the one to whom it is offered, nor for who took it.
    pub fn routed(&self, primary: &Named) -> Option<Seen<'a>> {
        let may_know = !self.stands_aside() || (self.is(Class::Former) && self.own_offer().is_none());
        may_know.then_some(())?;
        plain(Content::Routed { name: primary.name.clone() }, None)
    }

    pub fn offered(&self, to: &Named) -> Option<Seen<'a>> {
        let knows_name = self.rights.full_decision || self.viewer.is(&to.party);
        (knows_name || self.of_primary_side()).then_some(())?;
        plain(Content::InquiryOffered { name: knows_name.then(|| to.name.clone()) }, None)
    }

    pub fn offer_ended(&self, by: &'a Party, reason: OfferEnd) -> Option<Seen<'a>> {
        let knows_reason = self.rights.full_decision || self.of_primary_side() || self.viewer.is(by);
        (knows_reason || self.own_offer().is_some()).then_some(())?;
        plain(Content::OfferEnded { reason: knows_reason.then_some(reason) }, None)
    }

    pub fn rerouted(&self, primary: &Named) -> Option<Seen<'a>> {
        let after_hours = self.state.offer.as_ref()?.after_hours;
        let name = (!self.stands_aside()).then(|| primary.name.clone());
        plain(Content::Rerouted { name, after_hours }, None)
    }

    fn of_primary_side(&self) -> bool {
        self.is(Class::Primary) || self.is(Class::CoPrimary)
    }
}

/// While it is open: for those between whom it is, and for those who run the network.
pub(super) fn offer(eye: &Eye) -> Option<OfferView> {
    let concerned = eye.is(Class::Offered) || eye.of_primary_side() || eye.rights.full_decision;
    let offer = eye.state.offer.as_ref().filter(|offer| concerned && offer.is_open())?;
    Some(OfferView { at: offer.at, after_hours: offer.after_hours })
}

/// Who stands aside sees its own part: that it had the inquiry, or that it was offered to it.
pub(super) fn receipt(eye: &Eye, receipt: Receipt) -> Receipt {
    let Some(offer) = &eye.state.offer else { return receipt };
    let (name, is_offered) = match (eye.stands_aside(), offer.takeover()) {
        (true, _) if eye.own_offer().is_some() => (offer.to.name.clone(), true),
        (true, Some(takeover)) => (takeover.from.name.clone(), false),
        (_, takeover) => {
            return Receipt { after_silence_hours: takeover.map(|_| offer.after_hours), ..receipt };
        }
    };
    let after_silence_hours = is_offered.then_some(offer.after_hours);
    Receipt { recipient_role: Role::Primary, recipient_name: name, after_silence_hours, ..receipt }
}

/// N14, for somebody who has no lane here.
pub(super) fn status(eye: &Eye) -> Option<Status> {
    eye.stands_aside().then_some(())?;
    let refused =
        eye.own_offer().is_some_and(|offer| offer.outcome == OfferOutcome::Ended(OfferEnd::Refused));
    Some(match () {
        () if eye.state.withdrawn_at.is_some() => Status::Withdrawn,
        () if refused => Status::Declined,
        () if eye.is(Class::Offered) => Status::New,
        () => Status::Closed,
    })
}

/// Since when the offer awaits its answer.
pub(super) fn waiting_since(eye: &Eye) -> Option<Timestamp> {
    let open = eye.own_offer().filter(|offer| offer.is_open() && eye.is(Class::Offered));
    open.map(|offer| offer.at)
}

/// The answers to an open offer.
pub(super) fn permissions(eye: &Eye, may: Permissions) -> Permissions {
    let open = eye.state.offer.as_ref().is_some_and(SilenceOffer::is_open);
    Permissions {
        acknowledge: open && eye.rights.acknowledges,
        decline_offer: open && eye.rights.declines_offer,
        ..may
    }
}
