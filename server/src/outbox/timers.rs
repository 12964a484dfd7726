//! What a new fact asks the clock for: a command to come later, as work of the outbox. Whether it then leads to
//! anything, the rules decide, so that it may come late, or twice.

use super::silence::Silence;
use crate::execute::Outgoing;
use serde::{Deserialize, Serialize};
use shared::aggregate::Recorded;
use shared::ids::NegotiationId;
use shared::negotiation::{Command, Event, INCIDENT_LENGTH, Negotiation, Party, REMINDER_AFTER};
use shared::rating::{SURVEY_AFTER, TURN_LIMIT};
use shared::time::{Millis, Timestamp};

/// A command that the clock gives to a negotiation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    pub negotiation: NegotiationId,
    pub command: Command,
}

/// The alarms that one new fact sets; `state` already holds it.
pub fn set_by(state: &Negotiation, id: &str, fact: &Recorded<Event>) -> Vec<Outgoing> {
    let alarm = |name: &str, due: Timestamp, command: Command| {
        let body = serde_json::to_string(&Alarm { negotiation: id.into(), command });
        let body = body.expect("a command of the clock is plain data");
        Outgoing { id: format!("{}:{name}", fact.id), kind: "alarm", body, due: due.0 }
    };
    let turn = fact.at;
    let reminders = || {
        [("remind", REMINDER_AFTER), ("overdue", TURN_LIMIT)]
            .map(|(name, length)| alarm(name, turn + length, Command::Remind { turn }))
    };
    match &fact.event {
        Event::Routed { offer_after_hours, .. } => {
            let survey = alarm("survey", fact.at + SURVEY_AFTER, Command::AskFeedback);
            let offer = offer_after_hours.map(|hours| offer(id, fact, hours));
            std::iter::once(survey).chain(reminders()).chain(offer).collect()
        }
        Event::Rerouted { .. } => reminders().into(),
        Event::QuoteSent { offer, .. } => {
            let over = offer.valid_until + Millis(1);
            vec![alarm("expire", over, Command::ExpireQuote { quote: fact.id.clone() })]
        }
        Event::IncidentOpened { .. } => {
            let over = fact.at + INCIDENT_LENGTH;
            vec![alarm("close", over, Command::AutoCloseIncident { incident: fact.id.clone() })]
        }
        event => match event.said() {
            // S6: the clock of a turn starts at its earliest message.
            Some(said) if said.from == Party::Buyer && state.primary_lane.waiting_since == Some(turn) => {
                reminders().into()
            }
            _ => Vec::new(),
        },
    }
}

/// R18: who gets it, if anybody, is looked for when the time has come.
fn offer(id: &str, fact: &Recorded<Event>, hours: u32) -> Outgoing {
    let body = serde_json::to_string(&Silence { negotiation: id.into() });
    Outgoing {
        id: format!("{}:offer", fact.id),
        kind: "offer",
        body: body.expect("an id is plain data"),
        due: (fact.at + Millis::hours(i64::from(hours))).0,
    }
}
