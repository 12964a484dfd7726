//! Which facts cause which mails. It names who and why; the words are found when it is sent.

use super::timers;
use crate::execute::Outgoing;
use crate::pay::PaidOrder;
use serde::{Deserialize, Serialize};
use shared::aggregate::Recorded;
use shared::ids::{EntryId, NegotiationId};
use shared::negotiation::{
    Event, Lane, MessageSent, Negotiation, OperatorMessage, OperatorSide, Participant, Party,
};
use shared::visibility::{Class, Sight, Viewer, rights, sees_message};

/// Why somebody gets a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The inquiry arrived at its recipient.
    Inquiry,
    /// R14: for information.
    Copy,
    /// R12: the buyer is told who received it.
    Receipt,
    Message,
    /// N6: the sender's own copy of what was sent.
    SentCopy,
    /// N4: brought in by forward or cc.
    Added,
    Decline,
    /// R18: the inquiry is offered to it.
    Offer,
    /// Something else that its reader must know, as the entry says.
    News,
}

/// One piece of work about a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub negotiation: NegotiationId,
    pub entry: EntryId,
    pub to: Party,
    pub reason: Reason,
}

impl Task {
    fn outgoing(self, at: i64) -> Outgoing {
        let body = serde_json::to_string(&self).expect("ids and names are plain data");
        Outgoing { id: format!("{}:{}", self.entry, self.to), kind: "mail", body, due: at }
    }
}

/// The work that one new fact causes; `state` already holds it.
pub fn caused_by(state: &Negotiation, id: &str, fact: &Recorded<Event>) -> Vec<Outgoing> {
    let mail = |to: &Party, reason| {
        let task = Task { negotiation: id.into(), entry: fact.id.clone(), to: to.clone(), reason };
        task.outgoing(fact.at.0)
    };
    let mut caused: Vec<Outgoing> =
        readers(state, &fact.event).iter().map(|(to, reason)| mail(to, *reason)).collect();
    caused.extend(timers::set_by(state, id, fact));
    caused.extend(closing(state, id, fact));
    caused
}

/// Once an order is paid, nothing of it may still be paid online.
fn closing(state: &Negotiation, id: &str, fact: &Recorded<Event>) -> Option<Outgoing> {
    let Event::PaymentReceived { quote, .. } = &fact.event else { return None };
    state.quotes.get(quote).filter(|quote| quote.offer.payable_online)?;
    let paid = PaidOrder { negotiation: id.into(), order: quote.clone() };
    let body = serde_json::to_string(&paid).expect("two ids are plain data");
    Some(Outgoing { id: format!("{}:close", fact.id), kind: "payment_close", body, due: fact.at.0 })
}

/// Who gets a mail about a fact, and why.
fn readers(state: &Negotiation, event: &Event) -> Vec<(Party, Reason)> {
    match event {
        Event::Routed { primary, .. } => {
            vec![(primary.party.clone(), Reason::Inquiry), (Party::Buyer, Reason::Receipt)]
        }
        Event::CopySent { to } => vec![(to.party.clone(), Reason::Copy)],
        Event::InquiryOffered { to, .. } => {
            let silent = of_lane(state, Lane::Primary, Some(&Party::Buyer));
            silent.map(|party| (party, Reason::News)).chain([(to.party.clone(), Reason::Offer)]).collect()
        }
        Event::OperatorMessageSent(message) => operator_talk(state, message),
        Event::Forwarded(forwarded) => vec![(forwarded.to.party.clone(), Reason::Added)],
        Event::CcAdded { to, .. } => vec![(to.party.clone(), Reason::Added)],
        // N5: whoever waits is told, also without a word; of a copy that steps back only what it says.
        Event::Declined { .. } | Event::CopyDeclined { message: Some(_), .. } => {
            vec![(Party::Buyer, Reason::Decline)]
        }
        _ => match event.said() {
            Some(message) => {
                let others = hearers(state, message).map(|party| (party, Reason::Message));
                let own = (!message.automatic).then(|| (message.from.clone(), Reason::SentCopy));
                others.chain(own).collect()
            }
            None => concerned(state, event).into_iter().map(|party| (party, Reason::News)).collect(),
        },
    }
}

/// The other end of the operator's talk with one side, and the writer's own copy.
fn operator_talk(state: &Negotiation, message: &OperatorMessage) -> Vec<(Party, Reason)> {
    let own = (message.by.clone(), Reason::SentCopy);
    let others: Vec<Party> = match (&message.by, message.with) {
        (Party::Operator, OperatorSide::Buyer) => vec![Party::Buyer],
        (Party::Operator, OperatorSide::Primary) => {
            of_lane(state, Lane::Primary, Some(&Party::Buyer)).collect()
        }
        _ => vec![Party::Operator],
    };
    others.into_iter().map(|party| (party, Reason::Message)).chain([own]).collect()
}

/// Whom a fact concerns that is no message. The one who did it knows already.
fn concerned(state: &Negotiation, event: &Event) -> Vec<Party> {
    let lane_of = |quote| state.quotes.get(quote).map_or(Lane::Primary, |quote| quote.lane);
    let of_incident = |incident| {
        let order = state.incidents.get(incident).map(|incident| &incident.order);
        order.map_or(Lane::Primary, lane_of)
    };
    let operator = || std::iter::once(Party::Operator);
    match event {
        // The buyer too: it is the confirmation of the order.
        Event::QuoteAccepted { quote, .. } | Event::QuoteExpired { quote } => {
            of_lane(state, lane_of(quote), None).collect()
        }
        Event::QuoteRefused { quote, .. } => of_lane(state, lane_of(quote), Some(&Party::Buyer)).collect(),
        Event::QuoteWithdrawn { quote, by } | Event::PaymentReceived { quote, by, .. } => {
            of_lane(state, lane_of(quote), Some(by)).collect()
        }
        Event::InquiryWithdrawn { .. } => of_lane(state, Lane::Primary, Some(&Party::Buyer)).collect(),
        Event::IncidentOpened { order, by, .. } => {
            of_lane(state, lane_of(order), Some(by)).chain(operator()).collect()
        }
        Event::IncidentDisputed(word) => {
            of_lane(state, of_incident(&word.incident), Some(&word.by)).chain(operator()).collect()
        }
        Event::IncidentResolved(word) | Event::IncidentClosed(word) => {
            of_lane(state, of_incident(&word.incident), Some(&word.by)).collect()
        }
        Event::IncidentAutoClosed { incident } => of_lane(state, of_incident(incident), None).collect(),
        Event::FeedbackAsked => vec![Party::Buyer],
        // R18: the buyer is told who has it now, and the silent side that it has it no more.
        Event::Rerouted { .. } => {
            std::iter::once(Party::Buyer).chain(of_class(state, Class::Former)).collect()
        }
        Event::OfferEnded { by, .. } => of_class(state, Class::Former).filter(|party| party != by).collect(),
        Event::ReminderSent { .. } => of_lane(state, Lane::Primary, Some(&Party::Buyer)).collect(),
        // R18: the copies are told; the house, whose network it is, sees it in its list.
        Event::AnswerOverdue { .. } => {
            let copies = state.participants.keys().filter(|party| **party != Party::Buyer);
            copies.filter(|party| rights_of(state, party).contact != Sight::Hidden).cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// Those who take part in a lane, but one.
fn of_lane<'a>(
    state: &'a Negotiation,
    lane: Lane,
    but: Option<&'a Party>,
) -> impl Iterator<Item = Party> + 'a {
    let others = state.participants.keys().filter(move |party| Some(*party) != but);
    others.filter(move |party| rights_of(state, party).lane(lane) == Sight::Full).cloned()
}

/// Those to whom this column of the table applies.
fn of_class(state: &Negotiation, class: Class) -> impl Iterator<Item = Party> + '_ {
    let has = move |(_, participant): &(&Party, &Participant)| participant.classes.contains(class);
    state.participants.iter().filter(has).map(|(party, _)| party.clone())
}

fn rights_of(state: &Negotiation, party: &Party) -> shared::visibility::Rights {
    rights(state, &Viewer::of(party.clone()))
}

/// Who is told of a message: everyone in the conversation who may read it, but the one who wrote it.
/// The operator only when it was written to (N9); the house once it has spoken here itself.
fn hearers<'a>(state: &'a Negotiation, message: &'a MessageSent) -> impl Iterator<Item = Party> + 'a {
    let operator = (message.audience != shared::negotiation::Audience::Lane).then_some(Party::Operator);
    let house = state.lane(message.lane).house_has_spoken.then_some(Party::Manufacturer);
    let parties = state.participants.keys().cloned().chain(operator).chain(house);
    parties.filter(|party| *party != message.from && sees_message(&rights_of(state, party), message))
}
