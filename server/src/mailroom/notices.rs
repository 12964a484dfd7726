//! What is told to somebody whose mail was not passed on, or not whole; as work of the outbox. Nothing is ever said to
//! a machine, and the same thing to the same person once a day at most.

use crate::execute::Outgoing;
use crate::mail::{LeftOut, Matter};
use serde::{Deserialize, Serialize};
use shared::ids::Email;
use shared::time::{Millis, Timestamp};

/// A notice to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The address to which the mail came.
    pub relay: Email,
    /// Who wrote it.
    pub to: Email,
    pub matter: Matter,
    #[serde(default)]
    pub files: Vec<LeftOut>,
}

impl Notice {
    /// The work of writing it. What has to do with one mail is told for each; the rest once a day.
    pub fn outgoing(&self, arrival: &str, now: Timestamp) -> Outgoing {
        let body = serde_json::to_string(self).expect("texts are plain data");
        let about = match self.matter {
            Matter::Foreign => format!("{}:{}", self.to, now.0 / Millis::days(1).0),
            _ => arrival.to_owned(),
        };
        Outgoing { id: format!("notice:{}:{about}", self.relay), kind: "notice", body, due: now.0 }
    }
}
