//! N12: the addresses that people have in negotiations, as rows. An address says nothing; its row says whose it is and
//! where an answer to it goes, so that a word meant for the operator never reaches the other side.

use crate::desk::Desk;
use crate::store::{Row, StoreError, Transaction};
use crate::values;
use data_encoding::HEXLOWER;
use shared::api::operation;
use shared::ids::{Email, NegotiationId};
use shared::negotiation::{Lane, OperatorSide, Party};
use shared::time::Timestamp;

/// Where an answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The lane in which this party writes first.
    Own,
    Lane(Lane),
    /// Between the operator and this side.
    Operator(OperatorSide),
}

impl Channel {
    const ALL: [Self; 5] = [
        Self::Own,
        Self::Lane(Lane::Primary),
        Self::Lane(Lane::Manufacturer),
        Self::Operator(OperatorSide::Primary),
        Self::Operator(OperatorSide::Buyer),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Lane(Lane::Primary) => "primary",
            Self::Lane(Lane::Manufacturer) => "manufacturer",
            Self::Operator(OperatorSide::Primary) => "operator_primary",
            Self::Operator(OperatorSide::Buyer) => "operator_buyer",
        }
    }
}

/// Whose an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    pub address: Email,
    pub negotiation: NegotiationId,
    pub party: Party,
    pub channel: Channel,
}

impl Relay {
    /// The one address of this party on this channel, the same every time until it is revoked; nobody can guess it.
    ///
    /// # Errors
    /// What the database says, or when the installation's host cannot stand in an address.
    pub async fn of(
        desk: &Desk,
        negotiation: &NegotiationId,
        party: &Party,
        channel: Channel,
    ) -> Result<Self, String> {
        let (id, whose) = (negotiation.clone(), party.to_string());
        let lost = move |open: &mut dyn Transaction| lost(open, &id, &whose, channel);
        let lost = desk.database.read(lost).await.map_err(|error| error.to_string())?;
        let own = channel == Channel::Own;
        let mut whose = format!("{negotiation}:{party}");
        if !own {
            whose = format!("{whose}:{}", channel.name());
        }
        if lost > 0 {
            whose = format!("{whose}:again-{lost}");
        }
        // Letters of either case are one address, so only digits of one case are used.
        let digits = HEXLOWER.encode(&desk.key.digest("relay", &whose)[..12]);
        let text = format!("talk-{digits}@{}", desk.address.mail_host());
        let address = Email::parse(&text).map_err(|error| format!("{text} is {error}"))?;
        Ok(Self { address, negotiation: negotiation.clone(), party: party.clone(), channel })
    }
}

/// How many addresses this party has lost on this channel.
fn lost(
    open: &mut dyn Transaction,
    negotiation: &NegotiationId,
    party: &str,
    channel: Channel,
) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM relays
               WHERE negotiation = $1 AND party = $2 AND channel = $3 AND revoked IS NOT NULL";
    let rows = open.query(sql, values![negotiation.as_str(), party, channel.name()])?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// Keeps an address; one that was revoked stays revoked.
///
/// # Errors
/// What the database says.
pub fn note(open: &mut dyn Transaction, relay: &Relay) -> Result<(), StoreError> {
    let sql = "INSERT INTO relays (address, negotiation, party, channel) VALUES ($1, $2, $3, $4)
               ON CONFLICT (address) DO NOTHING";
    let party = relay.party.to_string();
    let row = values![relay.address.as_str(), relay.negotiation.as_str(), party, relay.channel.name()];
    open.execute(sql, row).map(drop)
}

/// Whose address this is; none when it is nobody's any more.
///
/// # Errors
/// What the database says.
pub fn find(open: &mut dyn Transaction, address: &Email) -> Result<Option<Relay>, StoreError> {
    one(open, address, " AND revoked IS NULL")
}

/// Whose address this is or was.
///
/// # Errors
/// What the database says.
pub fn known(open: &mut dyn Transaction, address: &Email) -> Result<Option<Relay>, StoreError> {
    one(open, address, "")
}

fn one(open: &mut dyn Transaction, address: &Email, more: &str) -> Result<Option<Relay>, StoreError> {
    let sql = format!("SELECT negotiation, party, channel FROM relays WHERE address = $1{more}");
    let rows = open.query(&sql, values![address.as_str()])?;
    let relay = |row: &Row| {
        let broken = |what: &str| StoreError::Broken(format!("relays: {what}"));
        let party = Party::try_from(row.text(1)?.to_owned()).map_err(|error| broken(&error.to_string()))?;
        let name = row.text(2)?;
        let channel = Channel::ALL.into_iter().find(|channel| channel.name() == name);
        let channel = channel.ok_or_else(|| broken("a channel of another program"))?;
        Ok(Relay { address: address.clone(), negotiation: row.text(0)?.into(), party, channel })
    };
    rows.first().map(relay).transpose()
}

/// The address as the operator sees it; none when it never was anybody's.
///
/// # Errors
/// What the database says.
pub fn shown(open: &mut dyn Transaction, address: &str) -> Result<Option<operation::Relay>, StoreError> {
    let rows = open.query("SELECT revoked FROM relays WHERE address = $1", values![address])?;
    let relay = |row: &Row| {
        let revoked = if row.is_null(0) { None } else { Some(Timestamp(row.integer(0)?)) };
        Ok(operation::Relay { address: address.to_owned(), revoked })
    };
    rows.first().map(relay).transpose()
}

/// From now on nothing sent there arrives, and its holder gets another one. Once is enough.
///
/// # Errors
/// What the database says.
pub fn revoke(
    open: &mut dyn Transaction,
    address: &str,
    (by, now): (&Email, Timestamp),
) -> Result<(), StoreError> {
    let sql = "UPDATE relays SET revoked = $1, revoked_by = $2 WHERE address = $3 AND revoked IS NULL";
    open.execute(sql, values![now.0, by.as_str(), address]).map(drop)
}
