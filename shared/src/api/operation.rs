//! For manufacturers and operators: the network, the outgoing mail.

use super::{Nothing, endpoints};
use crate::ids::CommandId;
use crate::negotiation::IncidentState;
use crate::time::Timestamp;
use crate::view::{Incidents, NetworkView, Role};
use serde::{Deserialize, Serialize};

endpoints! {
    /// The manufacturer's own network.
    ReadNetwork: Get "/api/networks/{manufacturer}", Nothing => NetworkView;
    /// The rules of this installation that its operator sets.
    ReadRules: Get "/api/rules", Nothing => Rules;
    ChangeRules: Put "/api/rules", NewRules => Rules;
    /// R5: the addresses to which no mail can be brought, for the operator.
    ListUnreachable: Get "/api/unreachable-addresses", Nothing => Vec<UnreachableLine>;
    /// The operator's word that one of them takes mails again.
    MendAddress: Post "/api/unreachable-addresses/mends", MendedAddress => Vec<UnreachableLine>;
    /// The newest outgoing mails, for the operator.
    ListMails: Get "/api/mails", Nothing => Vec<MailLine>;
    /// One of them.
    ReadMail: Get "/api/mails/{mail}", Nothing => Mail;
    /// Sends a mail again that has failed, or has it written again where that failed.
    RetryMail: Post "/api/mails/{mail}/retries", Nothing => Mail;
    /// One mail of every kind that leaves, as it looks in a language; for the operator.
    ListMailKinds: Get "/api/mail-kinds/{language}", Nothing => Vec<MailKindLine>;
    ReadMailKind: Get "/api/mail-kinds/{language}/{kind}", Nothing => MailExample;
    /// The newest mails that came, for the operator.
    ListArrivals: Get "/api/arrivals", Nothing => Vec<ArrivalLine>;
    /// One of them.
    ReadArrival: Get "/api/arrivals/{arrival}", Nothing => Arrival;
    /// N12: the operator knows who wrote a mail that was held, and lets it pass as that participant's.
    ReleaseArrival: Post "/api/arrivals/{arrival}/releases", Nothing => Arrival;
    /// Does away with a mail that waits for the operator.
    DiscardArrival: Post "/api/arrivals/{arrival}/discards", Discard => Arrival;
    /// Sorts a mail again that could not be sorted.
    RetryArrival: Post "/api/arrivals/{arrival}/retries", Nothing => Arrival;
    /// N12: nothing sent to this address arrives from now on; with the next mail its holder gets another one.
    RevokeRelay: Post "/api/relays/{relay}/revocations", Nothing => Relay;
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

/// The HTML part of a [`MailExample`], as a page of its own that may do nothing.
pub const MAIL_KIND_PAGE_PATH: &str = "/api/mail-kinds/{language}/{kind}/page";

/// A kind of mail in a list, by an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailKindLine {
    /// Its name in addresses.
    pub kind: String,
    pub at: Timestamp,
    pub subject: String,
    /// Whose program shows it.
    pub to: String,
}

/// A whole mail that nobody gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailExample {
    pub line: MailKindLine,
    /// The header fields as they are shown to a reader: who it is from, to, and about.
    pub from: String,
    /// The text part.
    pub text: String,
    /// Everything as it would leave, RFC 5322.
    pub source: String,
}

/// An outgoing mail in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub id: String,
    pub at: Timestamp,
    pub to: String,
    pub subject: String,
    pub state: MailState,
    /// Why it has not left, in the words of whoever refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    Waiting,
    Sent,
    /// It was sent, and another server could not hand it over yet.
    Delayed,
    /// It can be sent again.
    Failed,
    /// It could not be written. That can be tried again.
    Unwritten,
}

/// R5: an address to which no mail can be brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreachableLine {
    pub email: String,
    /// Whose it is.
    pub role: Role,
    /// The seller's name, or that of the house.
    pub name: String,
}

/// An address that takes mails again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MendedAddress {
    pub email: String,
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

/// A mail that came, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalLine {
    pub id: String,
    pub at: Timestamp,
    /// Who wrote it, as far as it says so.
    pub from: String,
    /// The address of ours to which it came.
    pub to: String,
    pub subject: String,
    pub state: ArrivalState,
    /// The code of what is wrong with it, if anything is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What became of a mail that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalState {
    /// Nobody has read it yet.
    New,
    /// It is part of its negotiation.
    Taken,
    /// S5: it is too, as written by a machine.
    Automatic,
    /// It says that a mail of ours did not arrive.
    Bounce,
    /// It waits for the operator.
    Held,
    /// It could not be taken; whoever wrote it was told.
    Refused,
    /// A defect: it could not be sorted, and waits for the operator.
    Stuck,
    /// The operator has done away with it.
    Discarded,
}

impl ArrivalState {
    const ALL: [Self; 8] = [
        Self::New,
        Self::Taken,
        Self::Automatic,
        Self::Bounce,
        Self::Held,
        Self::Refused,
        Self::Stuck,
        Self::Discarded,
    ];

    /// As it is written in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Taken => "taken",
            Self::Automatic => "automatic",
            Self::Bounce => "bounce",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Stuck => "stuck",
            Self::Discarded => "discarded",
        }
    }

    /// The state with this code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A whole mail that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub line: ArrivalLine,
    /// Everything that can be read in it, with what it quotes.
    pub text: String,
    /// As it came, RFC 5322.
    pub source: String,
    /// What was found out about where it comes from, in the words of RFC 8601: `spf=pass dkim=pass dmarc=pass`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<String>,
    /// Why it could not be sorted, in the words of whatever failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What the operator did with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
    /// The address to which it came; none when it is nobody's, as one to which mails come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<Relay>,
}

/// What an operator did with a mail that waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub by: String,
    pub at: Timestamp,
    /// Of a mail that was done away with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why a mail is done away with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discard {
    /// One line, kept with the mail.
    pub reason: String,
}

/// N12: the address that somebody has in a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    pub address: String,
    /// Since when nothing sent there arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Timestamp>,
}
