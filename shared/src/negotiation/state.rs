//! What the facts add up to. `evolve` is total: it never refuses and never looks at permissions.

mod silence;

use super::event::{Event, Feedback, MessageSent};
use super::history::{Fact, History};
use super::incident::{Incident, IncidentState};
use super::inquiry::Inquiry;
use super::party::{Lane, Named, OperatorSide, Party};
use super::quote::{Order, Outcome, Quote};
use super::silence::{SilenceOffer, Takeover};
use crate::aggregate::Recorded;
use crate::ids::EntryId;
use crate::routing::Reason;
use crate::time::Timestamp;
use crate::visibility::Class;
use enumset::EnumSet;
use rpds::RedBlackTreeMapSync;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One negotiation at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Negotiation {
    /// None until the inquiry was sent.
    pub inquiry: Option<Arc<Inquiry>>,
    pub sent_at: Option<Timestamp>,
    /// Why the primary got it (R12); the rest of the decision is read from its fact where somebody asks for it.
    pub reason: Option<Reason>,
    pub primary: Option<Arc<Named>>,
    /// Everybody with rights of their own; manufacturer and operator have theirs without being here.
    pub participants: Arc<BTreeMap<Party, Participant>>,
    pub history: History,
    pub phone: PhoneShown,
    pub primary_lane: LaneState,
    pub manufacturer_lane: LaneState,
    /// The first human message of the primary side: "the buyer was contacted".
    pub contacted_at: Option<Timestamp>,
    pub sold_at: Option<Timestamp>,
    pub spam_at: Option<Timestamp>,
    pub withdrawn_at: Option<Timestamp>,
    /// By the entries that sent them.
    pub quotes: RedBlackTreeMapSync<EntryId, Quote>,
    /// By the entries that opened them.
    pub incidents: RedBlackTreeMapSync<EntryId, Incident>,
    /// The buyer's turns of which the primary was reminded, and which became overdue (R18).
    pub reminded_of: Option<Timestamp>,
    pub overdue_since: Option<Timestamp>,
    /// R18: the network's rule when the inquiry was sent, and the offer that came of it.
    pub offer_after_hours: Option<u32>,
    pub offer: Option<SilenceOffer>,
    /// The sides to which the operator has written.
    pub operator_wrote_to: EnumSet<OperatorSide>,
    pub feedback_asked_at: Option<Timestamp>,
    pub feedback: Option<Feedback>,
    /// When the first version of the feedback came: the 14 days of S1 start here.
    pub feedback_at: Option<Timestamp>,
}

/// Somebody with rights in this negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub name: String,
    /// The rows of the rights table that apply, as a union (V1).
    pub classes: EnumSet<Class>,
    pub added_by: Option<Party>,
}

/// Where the one click of N1 has been made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhoneShown {
    pub primary: bool,
    pub manufacturer: bool,
    pub operator: bool,
}

/// The clocks of one lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneState {
    pub opened_at: Option<Timestamp>,
    /// First human answer, quote or decline (S4).
    pub answered_at: Option<Timestamp>,
    /// The earliest unanswered message of the buyer (S6).
    pub waiting_since: Option<Timestamp>,
    /// The newest message that reaches the other side.
    pub spoken_at: Option<Timestamp>,
    pub declined_at: Option<Timestamp>,
    /// The first time that somebody marked that no reply is needed (N10).
    pub unneeded_at: Option<Timestamp>,
    /// The manufacturer has written here itself.
    pub house_has_spoken: bool,
}

impl Negotiation {
    /// The lane's clocks.
    pub fn lane(&self, lane: Lane) -> &LaneState {
        match lane {
            Lane::Primary => &self.primary_lane,
            Lane::Manufacturer => &self.manufacturer_lane,
        }
    }

    fn lane_mut(&mut self, lane: Lane) -> &mut LaneState {
        match lane {
            Lane::Primary => &mut self.primary_lane,
            Lane::Manufacturer => &mut self.manufacturer_lane,
        }
    }

    /// V3: the worldwide contact is the primary, so both lanes are one.
    pub fn lanes_are_one(&self) -> bool {
        self.primary.as_ref().is_some_and(|primary| primary.party == Party::Worldwide)
    }

    /// Nothing more can be said here.
    pub fn is_closed(&self) -> bool {
        self.spam_at.is_some() || self.withdrawn_at.is_some()
    }

    /// The message with this id, also when something came with it.
    pub fn message(&self, id: &EntryId) -> Option<(&Fact, &MessageSent)> {
        let fact = self.history.get(id)?;
        Some((fact, fact.event.said()?))
    }

    /// The older entries that look different because of a fact: what it is about, of an incident its order, and
    /// of an end all quotes, which can no longer be answered; of a takeover everything, whose authors have other roles.
    pub fn changed_by(&self, event: &Event) -> Vec<EntryId> {
        if matches!(event, Event::Rerouted { .. }) {
            return self.before_takeover().map(|fact| fact.id.clone()).collect();
        }
        if matches!(event, Event::MarkedSpam { .. } | Event::InquiryWithdrawn { .. }) {
            return self.quotes.keys().cloned().collect();
        }
        let about = event.changes_entry();
        let order = about.and_then(|id| self.incidents.get(id)).map(|incident| &incident.order);
        about.into_iter().chain(order).cloned().collect()
    }

    /// A quote was accepted.
    pub fn has_order(&self) -> bool {
        self.quotes.values().any(|quote| quote.order().is_some())
    }

    fn change_quote(&mut self, id: &EntryId, change: impl FnOnce(&mut Quote)) {
        if let Some(quote) = self.quotes.get_mut(id) {
            change(quote);
        }
    }

    fn end_quote(&mut self, id: &EntryId, outcome: Outcome) {
        self.change_quote(id, |quote| quote.outcome = outcome);
    }

    fn move_incident(&mut self, id: &EntryId, state: IncidentState) {
        if let Some(incident) = self.incidents.get_mut(id) {
            incident.state = state;
        }
    }

    /// R18: the inquiry went from a silent primary to another seller.
    pub fn takeover(&self) -> Option<&Takeover> {
        self.offer.as_ref().and_then(SilenceOffer::takeover)
    }

    /// The facts from before the takeover, newest first; none when there was no takeover.
    pub fn before_takeover(&self) -> impl Iterator<Item = &Fact> {
        let entry = self.takeover().map(|takeover| &takeover.entry);
        entry.and_then(|entry| self.history.before(Some(entry))).into_iter().flatten()
    }

    /// The classes that a party has here by being a participant.
    pub fn classes_of(&self, party: &Party) -> EnumSet<Class> {
        match party {
            Party::Operator => EnumSet::only(Class::Operator),
            Party::Manufacturer => EnumSet::only(Class::Manufacturer),
            _ => self.participants.get(party).map(|found| found.classes).unwrap_or_default(),
        }
    }

    /// Whether a first look of this party is among the facts.
    pub fn was_opened_by(&self, party: &Party) -> bool {
        self.history.iter().any(|fact| matches!(&fact.event, Event::InquiryOpened { by } if by == party))
    }

    fn stop_waiting(&mut self) {
        self.primary_lane.waiting_since = None;
        self.manufacturer_lane.waiting_since = None;
    }

    fn join(&mut self, named: &Named, classes: impl IntoIterator<Item = Class>, added_by: Option<&Party>) {
        let participant =
            Arc::make_mut(&mut self.participants).entry(named.party.clone()).or_insert_with(|| Participant {
                name: named.name.clone(),
                classes: EnumSet::empty(),
                added_by: added_by.cloned(),
            });
        participant.classes.extend(classes);
    }

    /// V1: a co-recipient gets the rights of the lane in which it was added. Where both lanes are one
    /// (V3), of both, unless the one who added it has no more than a copy itself (V2).
    fn join_lane(&mut self, named: &Named, lane: Lane, added_by: &Party) {
        let adder = self.classes_of(added_by);
        let only_a_copy = adder.iter().all(|class| matches!(class, Class::Copy | Class::CoManufacturer));
        let both = self.lanes_are_one() && !only_a_copy;
        let primary = (both || lane == Lane::Primary).then_some(Class::CoPrimary);
        let manufacturer = (both || lane == Lane::Manufacturer).then_some(Class::CoManufacturer);
        self.join(named, primary.into_iter().chain(manufacturer), Some(added_by));
    }
}

/// One more fact.
pub(super) fn evolve(mut state: Negotiation, recorded: &Recorded<Event>) -> Negotiation {
    let at = recorded.at;
    match &recorded.event {
        Event::MessageRead { message, by } => {
            state.history.read(message, by, at);
            return state;
        }
        Event::InquirySent(inquiry) => {
            let named = Named { party: Party::Buyer, name: inquiry.buyer.name.clone() };
            state.join(&named, [Class::Buyer], None);
            state.sent_at = Some(at);
            state.inquiry = Some(Arc::new((**inquiry).clone()));
        }
        Event::Routed { decision, primary, offer_after_hours, .. } => {
            state.offer_after_hours = *offer_after_hours;
            state.join(primary, [Class::Primary], None);
            state.primary = Some(Arc::new(primary.clone()));
            state.reason = Some(decision.reason);
            state.primary_lane.waiting_since = Some(at);
        }
        Event::CopySent { to } => state.join(to, [Class::Copy], None),
        Event::InquiryOffered { to, after_hours } => silence::offered(&mut state, to, *after_hours, at),
        Event::OfferEnded { reason, .. } => silence::ended(&mut state, *reason),
        Event::Rerouted { primary, .. } => silence::taken(&mut state, primary, (&recorded.id, at)),
        Event::InquiryOpened { by } => {
            let lane = lane_of_opening(&state, by);
            state.lane_mut(lane).opened_at.get_or_insert(at);
        }
        Event::PhoneShown { lane, .. } => show_phone(&mut state, *lane),
        Event::MessageSent(message) | Event::DocumentSent { message, .. } => {
            note_message(&mut state, message, at);
        }
        Event::QuoteSent { message, .. } => {
            note_message(&mut state, message, at);
            note_quote(&mut state, recorded);
        }
        Event::CounterOfferSent { message, quote, .. } => {
            note_message(&mut state, message, at);
            state.change_quote(quote, |quote| quote.countered_at = Some(at));
        }
        Event::QuoteOpened { quote, .. } => {
            state.change_quote(quote, |quote| {
                quote.opened_at.get_or_insert(at);
            });
        }
        Event::QuoteAccepted { quote, billing, delivery, sha256 } => {
            let (billing, delivery) = ((**billing).clone(), delivery.as_deref().cloned());
            let order = Order { at, billing, delivery, sha256: sha256.clone(), paid_at: None };
            state.end_quote(quote, Outcome::Accepted(Box::new(order)));
            state.sold_at.get_or_insert(at);
        }
        Event::QuoteRefused { quote, reason } => {
            state.end_quote(quote, Outcome::Refused { at, reason: reason.clone() });
        }
        Event::QuoteWithdrawn { quote, .. } => state.end_quote(quote, Outcome::Withdrawn { at }),
        Event::QuoteExpired { quote } => state.end_quote(quote, Outcome::Expired { at }),
        Event::PaymentReceived { quote, .. } => state.change_quote(quote, |quote| {
            if let Outcome::Accepted(order) = &mut quote.outcome {
                order.paid_at.get_or_insert(at);
            }
        }),
        Event::IncidentOpened { order, .. } => {
            let incident = Incident { order: order.clone(), opened_at: at, state: IncidentState::Open };
            state.incidents.insert_mut(recorded.id.clone(), incident);
        }
        Event::IncidentResolved(word) => state.move_incident(&word.incident, IncidentState::Resolved),
        Event::IncidentDisputed(word) => state.move_incident(&word.incident, IncidentState::Disputed),
        Event::IncidentClosed(word) => state.move_incident(&word.incident, IncidentState::Closed),
        Event::IncidentAutoClosed { incident } => state.move_incident(incident, IncidentState::AutoClosed),
        Event::ReminderSent { turn } => state.reminded_of = Some(*turn),
        Event::AnswerOverdue { turn } => state.overdue_since = Some(*turn),
        Event::InquiryWithdrawn { .. } => {
            state.withdrawn_at = Some(at);
            state.stop_waiting();
        }
        Event::Forwarded(forwarded) => state.join_lane(&forwarded.to, forwarded.lane, &forwarded.by),
        Event::CcAdded { by, lane, to } => state.join_lane(to, *lane, by),
        Event::Declined { lane, .. } => {
            let lane = state.lane_mut(*lane);
            lane.answered_at.get_or_insert(at);
            lane.waiting_since = None;
            lane.declined_at = Some(at);
        }
        Event::CopyDeclined { message, .. } => {
            state.manufacturer_lane.declined_at = Some(at);
            // A word to the buyer opens the lane, so that the buyer can answer it.
            if message.is_some() {
                state.manufacturer_lane.answered_at.get_or_insert(at);
            }
        }
        Event::NoReplyNeededMarked { lane, .. } => {
            let lane = state.lane_mut(*lane);
            lane.waiting_since = None;
            lane.unneeded_at.get_or_insert(at);
        }
        Event::SaleDeclared { .. } => state.sold_at = Some(at),
        Event::FeedbackAsked => state.feedback_asked_at = Some(at),
        Event::FeedbackLeft(feedback) => {
            state.feedback_at.get_or_insert(at);
            state.feedback = Some(feedback.clone());
        }
        Event::MarkedSpam { .. } => {
            state.spam_at = Some(at);
            state.stop_waiting();
        }
        Event::OperatorMessageSent(message) => {
            if message.by == Party::Operator {
                state.operator_wrote_to.insert(message.with);
            }
        }
        Event::InternalNoteAdded { .. }
        | Event::AutomaticMessageReceived { .. }
        | Event::DeliveryFailed { .. } => {}
    }
    let (id, event) = (recorded.id.clone(), recorded.event.remembered());
    state.history.push(Fact { id, at, event, read_by: Vec::new() });
    state
}

fn lane_of_opening(state: &Negotiation, by: &Party) -> Lane {
    let primary_side = |class: Class| matches!(class, Class::Primary | Class::CoPrimary);
    match state.classes_of(by).iter().any(primary_side) {
        true => Lane::Primary,
        false => Lane::Manufacturer,
    }
}

fn show_phone(state: &mut Negotiation, lane: Option<Lane>) {
    let one = state.lanes_are_one();
    match lane {
        None => state.phone.operator = true,
        Some(Lane::Primary) => state.phone.primary = true,
        Some(Lane::Manufacturer) => state.phone.manufacturer = true,
    }
    if one && state.phone.primary {
        state.phone.manufacturer = true;
    }
}

/// N3: open from now on, instead of the one that it supersedes.
fn note_quote(state: &mut Negotiation, recorded: &Recorded<Event>) {
    let Event::QuoteSent { message, document, offer } = &recorded.event else { return };
    if let Some(older) = &offer.supersedes {
        state.end_quote(older, Outcome::Superseded { at: recorded.at, by: recorded.id.clone() });
    }
    let quote = Quote {
        lane: message.lane,
        by: message.from.clone(),
        sent_at: recorded.at,
        document: (**document).clone(),
        offer: (**offer).clone(),
        opened_at: None,
        countered_at: None,
        outcome: Outcome::Open,
    };
    state.quotes.insert_mut(recorded.id.clone(), quote);
}

/// S4–S6: automatic messages and messages to the operator move no clock.
fn note_message(state: &mut Negotiation, message: &MessageSent, at: Timestamp) {
    state.lane_mut(message.lane).house_has_spoken |= message.from == Party::Manufacturer;
    if message.automatic || !message.audience.reaches_the_lane() {
        return;
    }
    let lane = state.lane_mut(message.lane);
    lane.spoken_at = Some(at);
    if message.from == Party::Buyer {
        lane.waiting_since.get_or_insert(at);
        return;
    }
    // S4: an answer that had to wait was there when it came, but not before the question.
    let came = message.came.unwrap_or(at);
    lane.answered_at.get_or_insert(lane.waiting_since.map_or(came, |asked| came.max(asked)));
    lane.waiting_since = None;
    // N5: a decline is taken back by replying.
    lane.declined_at = None;
    if message.lane == Lane::Primary {
        state.contacted_at.get_or_insert(at);
    }
}
