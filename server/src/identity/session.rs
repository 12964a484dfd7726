//! Sessions: who is behind a request. A session is an address that has proved itself, or single
//! negotiations that links have opened, or both.

use super::cookie;
use super::position::Position;
use crate::desk::Desk;
use crate::execute::Loaded;
use crate::http::Failure;
use crate::secret;
use crate::store::{StoreError, Transaction};
use crate::values;
use axum::http::HeaderMap;
use shared::ids::{Email, ManufacturerId, NegotiationId};
use shared::negotiation::{Inquiry, Negotiation, Party};
use shared::time::{Millis, Timestamp};
use shared::visibility::Viewer;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How long a session lasts.
pub const SESSION_LENGTH: Millis = Millis::days(30);

/// One negotiation, opened as one participant by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub negotiation: NegotiationId,
    pub party: Party,
    pub email: Email,
}

/// A session that is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub token_hash: String,
    /// The address that signed in; none when only links were opened.
    pub identity: Option<Email>,
    pub positions: Vec<Position>,
    /// The one opened last comes first.
    pub grants: Vec<Grant>,
}

/// Whoever sends the request, with a session or without, and the negotiation that it is about, if any:
/// both as they were at one moment.
#[derive(Default)]
pub struct Visitor {
    pub session: Option<Session>,
    negotiation: Option<Arc<Loaded<Negotiation>>>,
    /// As whom it is looked at, and from which address.
    looks: Option<(Viewer, Email)>,
}

/// How new the negotiation must be that a visitor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// As it is on disk.
    Stored,
    /// As this process knows it, where it does: another one may have taken it on.
    Known,
}

impl Visitor {
    /// Reads the cookie and looks the session up, and the negotiation for who has one.
    pub async fn of(
        desk: &Arc<Desk>,
        headers: &HeaderMap,
        negotiation: Option<&str>,
        sight: Sight,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let Some(token) = cookie::token(&desk.address, headers) else { return Ok(Self::default()) };
        let (token_hash, id, at) = (secret::hash(token), negotiation.map(str::to_owned), desk.clone());
        let read = move |open: &mut dyn Transaction| -> Result<Self, StoreError> {
            let session = load(open, token_hash, now)?;
            let asked = id.filter(|_| session.is_some());
            let known = |id: &str| at.negotiations.known(id).filter(|_| sight == Sight::Known);
            let seen = |id: String| known(&id).map_or_else(|| at.negotiations.load_in(open, &id), Ok);
            let negotiation = asked.map(seen).transpose()?;
            let looks = session.as_ref().zip(negotiation.as_ref());
            let looks = looks.and_then(|(session, loaded)| session.viewer(&loaded.state));
            Ok(Self { session, negotiation, looks })
        };
        desk.database.read(read).await
    }

    /// The negotiation as this visitor may look at it, and from which address it does.
    ///
    /// # Errors
    /// That one must sign in; else that there is nothing here.
    pub fn looks_at(&self) -> Result<(&Viewer, &Email, &Arc<Loaded<Negotiation>>), Failure> {
        self.signed_in()?;
        let seen = self.looks.as_ref().zip(self.negotiation.as_ref());
        seen.map(|((viewer, email), loaded)| (viewer, email, loaded)).ok_or_else(Failure::not_found)
    }

    /// The version of the negotiation that is seen, if any is.
    pub fn version(&self) -> Option<i64> {
        self.negotiation.as_ref().map(|loaded| loaded.version)
    }

    /// The session, or the failure that says to sign in.
    pub fn signed_in(&self) -> Result<&Session, Failure> {
        self.session.as_ref().ok_or_else(Failure::not_signed_in)
    }
}

impl Session {
    /// As whom, and from which address, this person looks at a negotiation.
    pub fn viewer(&self, state: &Negotiation) -> Option<(Viewer, Email)> {
        let inquiry = state.inquiry.as_ref()?;
        let opened = self.grants.iter().find(|grant| grant.negotiation == inquiry.negotiation);
        if let Some(grant) = opened {
            return Some((Viewer::of(grant.party.clone()), grant.email.clone()));
        }
        let email = self.identity.clone()?;
        Some((Viewer { parties: self.parties(inquiry, &email) }, email))
    }

    fn parties(&self, inquiry: &Inquiry, email: &Email) -> BTreeSet<Party> {
        let is_buyer = (inquiry.buyer.email == *email).then_some(Party::Buyer);
        let held = self.positions.iter().filter_map(|position| match position {
            Position::Seller(id) => Some(Party::Seller(id.clone())),
            Position::Operator => Some(Party::Operator),
            _ if position.manufacturer() != Some(&inquiry.manufacturer) => None,
            Position::ManufacturerUser(_) => Some(Party::Manufacturer),
            Position::AreaManager(_, id) => Some(Party::AreaManager(id.clone())),
            Position::Worldwide(_) => Some(Party::Worldwide),
        });
        held.chain(is_buyer).chain([Party::Address(email.clone())]).collect()
    }

    /// The names under which the list has lines for the address that signed in.
    pub fn keys(&self) -> Vec<String> {
        let Some(email) = &self.identity else { return Vec::new() };
        let own = [format!("buyer:{email}"), format!("address:{email}")];
        own.into_iter().chain(self.positions.iter().map(Position::key)).collect()
    }

    /// Whether this person is staff of the marketplace.
    pub fn is_operator(&self) -> bool {
        self.positions.contains(&Position::Operator)
    }

    /// The networks that this person sees from inside.
    pub fn manufacturers(&self) -> BTreeSet<ManufacturerId> {
        self.positions.iter().filter_map(Position::manufacturer).cloned().collect()
    }
}

/// The session with this token, if it is valid now.
pub fn load(
    open: &mut dyn Transaction,
    token_hash: String,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let sql = "SELECT sessions.email, role, manufacturer, id
               FROM sessions LEFT JOIN people ON people.email = sessions.email
               WHERE token_hash = $1 AND expires > $2 ORDER BY role, manufacturer, id";
    let rows = open.query(sql, values![&token_hash, now.0])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let identity = if row.is_null(0) { None } else { Some(email(row.text(0)?)?) };
    let held = rows.iter().filter(|row| !row.is_null(1));
    let positions = held.map(|row| Position::read(row, 1)).collect::<Result<_, _>>()?;
    let sql = "SELECT negotiation, party, email FROM session_grants WHERE token_hash = $1
               ORDER BY at DESC, negotiation";
    let rows = open.query(sql, values![&token_hash])?;
    let grant = |row: &crate::store::Row| {
        let party =
            Party::try_from(row.text(1)?.to_owned()).map_err(|e| StoreError::Broken(e.to_string()))?;
        Ok(Grant { negotiation: row.text(0)?.into(), party, email: email(row.text(2)?)? })
    };
    let grants = rows.iter().map(grant).collect::<Result<_, StoreError>>()?;
    Ok(Some(Session { token_hash, identity, positions, grants }))
}

fn email(text: &str) -> Result<Email, StoreError> {
    Email::parse(text).map_err(|error| StoreError::Broken(error.to_string()))
}

/// Signs an address in; whatever links had opened in this browser is closed.
pub fn begin(
    open: &mut dyn Transaction,
    token: &str,
    identity: &Email,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO sessions (token_hash, email, created, expires) VALUES ($1, $2, $3, $4)";
    let expires = now + SESSION_LENGTH;
    open.execute(sql, values![secret::hash(token), identity.as_str(), now.0, expires.0]).map(drop)
}

/// Opens one negotiation in the visitor's session, or in a new one under `token`; true when it is new.
pub fn grant(
    open: &mut dyn Transaction,
    session: Option<&Session>,
    token: &str,
    grant: &Grant,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let token_hash = session.map_or_else(|| secret::hash(token), |session| session.token_hash.clone());
    if session.is_none() {
        let sql = "INSERT INTO sessions (token_hash, created, expires) VALUES ($1, $2, $3)";
        open.execute(sql, values![&token_hash, now.0, (now + SESSION_LENGTH).0])?;
    }
    let sql = "INSERT INTO session_grants (token_hash, negotiation, party, email, at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (token_hash, negotiation)
               DO UPDATE SET party = excluded.party, email = excluded.email, at = excluded.at";
    let (negotiation, party) = (grant.negotiation.as_str(), grant.party.to_string());
    open.execute(sql, values![&token_hash, negotiation, party, grant.email.as_str(), now.0])?;
    Ok(session.is_none())
}

/// Signs out: the session and all that links had opened in it.
pub fn end(open: &mut dyn Transaction, token_hash: &str) -> Result<(), StoreError> {
    open.execute("DELETE FROM session_grants WHERE token_hash = $1", values![token_hash])?;
    open.execute("DELETE FROM sessions WHERE token_hash = $1", values![token_hash]).map(drop)
}
