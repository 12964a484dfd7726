//! For manufacturers and operators: the network, the outgoing mail.

use super::{Nothing, endpoints};
use crate::ids::CommandId;
use crate::negotiation::IncidentState;
use crate::time::Timestamp;
use crate::view::{Incidents, NetworkView};
use serde::{Deserialize, Serialize};

endpoints! {
    /// The manufacturer's own network.
    ReadNetwork: Get "/api/networks/{manufacturer}", Nothing => NetworkView;
    /// The rules of this installation that its operator sets.
    ReadRules: Get "/api/rules", Nothing => Rules;
    ChangeRules: Put "/api/rules", NewRules => Rules;
    /// The newest outgoing mails, for the operator.
    ListMails: Get "/api/mails", Nothing => Vec<MailLine>;
    /// One of them.
    ReadMail: Get "/api/mails/{mail}", Nothing => Mail;
    /// N11: all incidents with their clocks, for the operator.
    ListIncidents: Get "/api/incidents", IncidentsFilter => Incidents;
}

/// Which incidents; newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentsFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<IncidentState>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What the operator decides for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// A message that gives an address or a phone number away is refused, instead of only warned of.
    pub blocks_disclosure: bool,
}

/// A change of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRules {
    pub command: CommandId,
    pub rules: Rules,
}

/// An outgoing mail in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub id: String,
    pub at: Timestamp,
    pub to: String,
    pub subject: String,
    pub state: MailState,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    Waiting,
    Sent,
    Failed,
}

/// A whole mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub line: MailLine,
    /// The text part.
    pub text: String,
    /// The file as it was written, RFC 5322.
    pub source: String,
}
