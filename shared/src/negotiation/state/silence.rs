//! What an offer after silence (R18) makes of the people of a negotiation and of its clocks.

use super::{LaneState, Negotiation};
use crate::ids::EntryId;
use crate::negotiation::party::Named;
use crate::negotiation::silence::{OfferEnd, OfferOutcome, SilenceOffer, Takeover};
use crate::time::Timestamp;
use crate::visibility::Class;
use enumset::{EnumSet, enum_set};
use std::sync::Arc;

/// Those who have the primary lane.
const PRIMARY_SIDE: EnumSet<Class> = enum_set!(Class::Primary | Class::CoPrimary);

pub(super) fn offered(state: &mut Negotiation, to: &Named, after_hours: u32, at: Timestamp) {
    state.join(to, [Class::Offered], None);
    let outcome = OfferOutcome::Open;
    state.offer = Some(SilenceOffer { to: to.clone(), at, after_hours, outcome });
}

pub(super) fn ended(state: &mut Negotiation, reason: OfferEnd) {
    let Some(offer) = &mut state.offer else { return };
    offer.outcome = OfferOutcome::Ended(reason);
    lose(state, EnumSet::only(Class::Offered));
}

/// The silent side leaves the primary lane; the new primary's clocks start now (S4, S6).
pub(super) fn taken(state: &mut Negotiation, primary: &Named, (entry, at): (&EntryId, Timestamp)) {
    lose(state, PRIMARY_SIDE);
    if let Some(new) = Arc::make_mut(&mut state.participants).get_mut(&primary.party) {
        new.classes.remove(Class::Offered);
    }
    state.join(primary, [Class::Primary], None);
    let from = state.primary.replace(Arc::new(primary.clone()));
    let clocks = LaneState { opened_at: Some(at), waiting_since: Some(at), ..LaneState::default() };
    let lane = std::mem::replace(&mut state.primary_lane, clocks);
    if let (Some(offer), Some(from)) = (&mut state.offer, from) {
        let from = from.as_ref().clone();
        let takeover = Takeover { at, entry: entry.clone(), from, lane };
        offer.outcome = OfferOutcome::Taken(Box::new(takeover));
    }
    // N1: the click was the silent side's.
    state.phone.primary = false;
    (state.reminded_of, state.overdue_since) = (None, None);
}

/// Whoever has one of these classes has had it.
fn lose(state: &mut Negotiation, classes: EnumSet<Class>) {
    for participant in Arc::make_mut(&mut state.participants).values_mut() {
        if !participant.classes.is_disjoint(classes) {
            participant.classes = (participant.classes - classes) | Class::Former;
        }
    }
}
