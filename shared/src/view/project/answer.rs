//! N9: for whom an answer is, as long as nothing else is chosen.

use super::entry::Eye;
use crate::negotiation::{Audience, Event, Fact, Lane, OperatorMessage};
use crate::visibility::sees_message;

impl Eye<'_> {
    /// N9: who takes part in the newest message of somebody else, where there is a choice; by default those of the lane.
    pub fn answered(&self) -> (Option<Lane>, Audience) {
        let chooses = self.rights.chooses_audience;
        match chooses || self.rights.writes.len() > 1 {
            true => {
                self.state.history.iter().rev().find_map(|fact| self.answered_by(fact)).unwrap_or_default()
            }
            false => Default::default(),
        }
    }

    fn answered_by(&self, fact: &Fact) -> Option<(Option<Lane>, Audience)> {
        let rights = self.rights.at(self.state, fact);
        match &fact.event {
            Event::InquirySent(_) => Some((None, Audience::Lane)),
            Event::OperatorMessageSent(OperatorMessage { by, with, .. }) => {
                let to_own_side = self.rights.chooses_audience && rights.reads_operator.contains(*with);
                (to_own_side && !self.viewer.is(by)).then_some((None, Audience::Operator))
            }
            event => {
                let said = event.said().filter(|said| !said.automatic && !self.viewer.is(&said.from))?;
                let (lane, seen) = (said.lane, sees_message(rights, said));
                let audience = if self.rights.chooses_audience { said.audience } else { Audience::Lane };
                (seen && self.rights.writes.contains(lane)).then_some((Some(lane), audience))
            }
        }
    }
}
