//! Which facts cause which mails and timers. It names who and why; the words are found when it is sent.

use crate::execute::Outgoing;
use serde::{Deserialize, Serialize};
use shared::aggregate::Recorded;
use shared::ids::{EntryId, NegotiationId};
use shared::negotiation::{Event, MessageSent, Negotiation, Party};
use shared::rating::SURVEY_AFTER;
use shared::visibility::{Viewer, rights, sees_message};

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
    match &fact.event {
        Event::Routed { primary, .. } => vec![
            mail(&primary.party, Reason::Inquiry),
            mail(&Party::Buyer, Reason::Receipt),
            survey(id, fact),
        ],
        Event::CopySent { to } => vec![mail(&to.party, Reason::Copy)],
        Event::MessageSent(message) => {
            let others = hearers(state, message).map(|party| mail(&party, Reason::Message));
            let own = (!message.automatic).then(|| mail(&message.from, Reason::SentCopy));
            others.chain(own).collect()
        }
        Event::Forwarded(forwarded) => vec![mail(&forwarded.to.party, Reason::Added)],
        Event::CcAdded { to, .. } => vec![mail(&to.party, Reason::Added)],
        Event::Declined { message: Some(_), .. } | Event::CopyDeclined { message: Some(_), .. } => {
            vec![mail(&Party::Buyer, Reason::Decline)]
        }
        _ => Vec::new(),
    }
}

/// S1: the question for stars, when its time comes. Whether it is then asked, the rules decide.
fn survey(id: &str, fact: &Recorded<Event>) -> Outgoing {
    let due = fact.at + SURVEY_AFTER;
    Outgoing { id: format!("{}:survey", fact.id), kind: "ask_feedback", body: id.to_owned(), due: due.0 }
}

/// Who is told of a message: everyone in the conversation who may read it, but the one who wrote it.
/// The operator only when it was written to (N9); the house once it has spoken here itself.
fn hearers<'a>(state: &'a Negotiation, message: &'a MessageSent) -> impl Iterator<Item = Party> + 'a {
    let operator = (message.audience != shared::negotiation::Audience::Lane).then_some(Party::Operator);
    let house = state.lane(message.lane).house_has_spoken.then_some(Party::Manufacturer);
    let parties = state.participants.keys().cloned().chain(operator).chain(house);
    parties.filter(|party| {
        *party != message.from && sees_message(&rights(state, &Viewer::of(party.clone())), message)
    })
}
