//! Who may see and do what (§5). Deny by default: a right exists only where the table gives it.
//!
//! This module answers questions; what then leaves the server is made by `view::project` alone (V4).

mod table;

use crate::negotiation::{Event, Fact, Lane, MessageSent, Negotiation, OperatorSide, Party};
use enumset::{EnumSet, EnumSetType, enum_set};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One column of the rights table.
#[derive(EnumSetType, Debug, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Buyer,
    Primary,
    Copy,
    Manufacturer,
    /// Xp: added in the primary lane.
    CoPrimary,
    /// Xm: added in the manufacturer lane.
    CoManufacturer,
    Operator,
    /// R18: the inquiry is offered to it after silence.
    Offered,
    /// R18: had the inquiry or could have had it, and somebody else has it now.
    Former,
}

/// How much is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    #[default]
    Hidden,
    /// "s": that it happened and when, nothing more.
    Shadow,
    Full,
}

/// Somebody who looks: every party that this person is, as a union (V1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    pub parties: BTreeSet<Party>,
}

impl Viewer {
    /// A person who is exactly one party.
    pub fn of(party: Party) -> Self {
        Self { parties: BTreeSet::from([party]) }
    }

    /// Whether one of the viewer's parties did it.
    pub fn is(&self, party: &Party) -> bool {
        self.parties.contains(party)
    }
}

/// What one viewer may see and do in one negotiation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The columns that apply; empty means: nothing at all.
    pub classes: EnumSet<Class>,
    pub primary_lane: Sight,
    pub manufacturer_lane: Sight,
    pub internal_notes: bool,
    /// "Buyer contacted", "sale concluded".
    pub contact: Sight,
    pub buyer_email: bool,
    pub feedback: Sight,
    pub feedback_comment: bool,
    pub forward_address: Sight,
    /// Messages between the primary side and the operator (N9).
    pub operator_messages: bool,
    /// The whole decision with everybody who was not chosen.
    pub full_decision: bool,
    /// Lanes in which the viewer may write, its first choice first.
    pub writes: EnumSet<Lane>,
    pub writes_notes: bool,
    pub adds_people: bool,
    pub declines: bool,
    pub chooses_audience: bool,
    pub marks_no_reply_needed: bool,
    pub declares_sale: bool,
    pub leaves_feedback: bool,
    pub marks_spam: bool,
    pub show_phone: bool,
    pub sends_quotes: bool,
    /// Accept, refuse, counter, pay.
    pub answers_quotes: bool,
    pub withdraws_inquiry: bool,
    pub opens_incidents: bool,
    pub resolves_incidents: bool,
    pub closes_incidents: bool,
    /// The operator's words with these sides may be read.
    pub reads_operator: EnumSet<OperatorSide>,
    pub writes_as_operator: bool,
    /// Answers the operator, in words that nobody else reads.
    pub answers_operator: bool,
    /// R18: says "I am on it".
    pub acknowledges: bool,
    pub declines_offer: bool,
    /// R18: what holds for facts from before a takeover, for somebody who is of the new primary's side: those
    /// rights alone that come from elsewhere.
    pub past: Option<Box<Rights>>,
}

impl Rights {
    /// Whether the viewer has anything to do with the negotiation.
    pub fn any(&self) -> bool {
        !self.classes.is_empty()
    }

    /// The sight of a lane.
    pub fn lane(&self, lane: Lane) -> Sight {
        match lane {
            Lane::Primary => self.primary_lane,
            Lane::Manufacturer => self.manufacturer_lane,
        }
    }

    /// The rights with which this fact is looked at. What a silent side said and did stays with it; what the buyer
    /// said, and what is known of the inquiry itself, goes along to the new primary (R18).
    pub fn at(&self, state: &Negotiation, fact: &Fact) -> &Self {
        match (&self.past, state.takeover()) {
            (Some(past), Some(takeover))
                if !goes_along(&fact.event) && state.history.is_before(&fact.id, &takeover.entry) =>
            {
                past
            }
            _ => self,
        }
    }

    /// With whom the viewer may exchange words as, or with, the operator.
    pub fn operator_sides(&self, state: &Negotiation) -> EnumSet<OperatorSide> {
        let answered = state.operator_wrote_to & OperatorSide::Buyer;
        match (self.writes_as_operator, self.answers_operator) {
            (true, _) => EnumSet::all(),
            (false, true) => answered,
            (false, false) => EnumSet::empty(),
        }
    }

    /// N1: somebody of one of the viewer's lanes has clicked.
    pub fn phone_is_shown(&self, state: &Negotiation) -> bool {
        let reads = |lane| self.show_phone && self.lane(lane) == Sight::Full;
        let is_operator = self.classes.contains(Class::Operator);
        (state.phone.primary && reads(Lane::Primary) && !is_operator)
            || (state.phone.manufacturer && reads(Lane::Manufacturer) && !is_operator)
            || (state.phone.operator && is_operator)
    }
}

/// The rights of a viewer: the union of the rows of all its parties (V1–V3).
pub fn rights(state: &Negotiation, viewer: &Viewer) -> Rights {
    let classes: EnumSet<Class> = viewer.parties.iter().flat_map(|party| state.classes_of(party)).collect();
    let mut sum = rights_of(state, classes);
    let primary_side = enum_set!(Class::Primary | Class::CoPrimary);
    let reads_all = enum_set!(Class::Buyer | Class::Operator);
    if state.takeover().is_some() && !classes.is_disjoint(primary_side) && classes.is_disjoint(reads_all) {
        sum.past = Some(Box::new(rights_of(state, classes - primary_side)));
    }
    sum
}

fn rights_of(state: &Negotiation, classes: EnumSet<Class>) -> Rights {
    let mut sum = classes.iter().map(table::row).fold(Rights::default(), union);
    if state.lanes_are_one() {
        join_lanes(&mut sum, classes);
    }
    // The buyer replies: it never opens the manufacturer lane itself.
    if classes.contains(Class::Buyer) && state.manufacturer_lane.answered_at.is_none() {
        sum.writes.remove(Lane::Manufacturer);
    }
    sum.classes = classes;
    sum
}

/// Facts that a new primary learns of, although they are older than its part in the talk.
fn goes_along(event: &Event) -> bool {
    let of_inquiry = matches!(
        event,
        Event::InquirySent(_)
            | Event::CopySent { .. }
            | Event::InquiryOffered { .. }
            | Event::FeedbackAsked
            | Event::FeedbackLeft(_)
    );
    of_inquiry || event.said().is_some_and(|message| message.from == Party::Buyer)
}

/// V3: both lanes are one for the primary and the house; a copy alone stays outside (V2).
fn join_lanes(sum: &mut Rights, classes: EnumSet<Class>) {
    let inside = |class: Class| matches!(class, Class::Primary | Class::Manufacturer | Class::CoPrimary);
    if classes.iter().any(inside) {
        sum.primary_lane = Sight::Full;
        sum.manufacturer_lane = Sight::Full;
        sum.writes = EnumSet::all();
    }
}

fn union(a: Rights, b: Rights) -> Rights {
    Rights {
        classes: EnumSet::empty(),
        primary_lane: a.primary_lane.max(b.primary_lane),
        manufacturer_lane: a.manufacturer_lane.max(b.manufacturer_lane),
        internal_notes: a.internal_notes || b.internal_notes,
        contact: a.contact.max(b.contact),
        buyer_email: a.buyer_email || b.buyer_email,
        feedback: a.feedback.max(b.feedback),
        feedback_comment: a.feedback_comment || b.feedback_comment,
        forward_address: a.forward_address.max(b.forward_address),
        operator_messages: a.operator_messages || b.operator_messages,
        full_decision: a.full_decision || b.full_decision,
        writes: a.writes | b.writes,
        writes_notes: a.writes_notes || b.writes_notes,
        adds_people: a.adds_people || b.adds_people,
        declines: a.declines || b.declines,
        chooses_audience: a.chooses_audience || b.chooses_audience,
        marks_no_reply_needed: a.marks_no_reply_needed || b.marks_no_reply_needed,
        declares_sale: a.declares_sale || b.declares_sale,
        leaves_feedback: a.leaves_feedback || b.leaves_feedback,
        marks_spam: a.marks_spam || b.marks_spam,
        show_phone: a.show_phone || b.show_phone,
        sends_quotes: a.sends_quotes || b.sends_quotes,
        answers_quotes: a.answers_quotes || b.answers_quotes,
        withdraws_inquiry: a.withdraws_inquiry || b.withdraws_inquiry,
        opens_incidents: a.opens_incidents || b.opens_incidents,
        resolves_incidents: a.resolves_incidents || b.resolves_incidents,
        closes_incidents: a.closes_incidents || b.closes_incidents,
        reads_operator: a.reads_operator | b.reads_operator,
        writes_as_operator: a.writes_as_operator || b.writes_as_operator,
        answers_operator: a.answers_operator || b.answers_operator,
        acknowledges: a.acknowledges || b.acknowledges,
        declines_offer: a.declines_offer || b.declines_offer,
        past: None,
    }
}

/// Whether the words of a message may be read, with the rights that hold for its fact ([`Rights::at`]).
pub fn sees_message(rights: &Rights, message: &MessageSent) -> bool {
    sees_messages(rights, message.lane, message.audience.reaches_the_lane())
}

/// Whether the words of messages in this lane may be read: of those that reach the other side, or of those
/// that reach only the operator (N9).
pub fn sees_messages(rights: &Rights, lane: Lane, reaches_the_lane: bool) -> bool {
    (reaches_the_lane || rights.operator_messages) && rights.lane(lane) == Sight::Full
}

/// The party as which a person answers an offer (R18): the one that may, else the one that acts anyhow.
pub fn acknowledging_party(state: &Negotiation, viewer: &Viewer) -> Option<Party> {
    let may = |party: &&Party| rights(state, &Viewer::of((**party).clone())).acknowledges;
    viewer.parties.iter().find(may).cloned().or_else(|| acting_party(state, viewer, None))
}

/// The party as which a person acts: the one that may write in the lane asked for, primary side first.
pub fn acting_party(state: &Negotiation, viewer: &Viewer, lane: Option<Lane>) -> Option<Party> {
    let order = |party: &&Party| state.classes_of(party).into_iter().min();
    let mut parties: Vec<&Party> = viewer.parties.iter().filter(|party| order(party).is_some()).collect();
    parties.sort_by_key(order);
    let writes = |party: &&&Party| {
        let own = rights(state, &Viewer::of((**party).clone())).writes;
        lane.map_or(!own.is_empty(), |lane| own.contains(lane))
    };
    parties.iter().find(writes).or(parties.first()).map(|party| (*party).clone())
}
