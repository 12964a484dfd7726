//! Sessions: who is behind a request. A session is an address that has proved itself, or single
//! negotiations that links have opened, or both.

use super::cookie;
use super::position::Position;
use crate::desk::Desk;
use crate::execute::Loaded;
use crate::http::Failure;
use crate::secret;
use crate::store::{Row, StoreError, Transaction, Value};
use crate::values;
use axum::http::HeaderMap;
use shared::ids::{Email, ManufacturerId, NegotiationId};
use shared::negotiation::{Inquiry, Negotiation, Party};
use shared::time::{Millis, Timestamp};
use shared::visibility::{Viewer, rights};
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
    /// N8: the link was opened in another browser before, and this visitor has not proved to be the same person.
    pub passed_on: bool,
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
/// both as they were at one moment, where the negotiation must be as it is on disk.
#[derive(Default)]
pub struct Visitor {
    pub session: Option<Session>,
    negotiation: Option<Arc<Loaded<Negotiation>>>,
    looks: Option<Looks>,
}

/// As whom a negotiation is looked at, from which address, and what opened it.
struct Looks {
    viewer: Viewer,
    email: Email,
    way: Way,
}

/// What opens a negotiation to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    SignedIn,
    Link,
    /// N8: a link that was opened in another browser before.
    PassedOnLink,
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
        let token_hash = secret::hash(token);
        let known = negotiation.filter(|_| sight == Sight::Known).and_then(|id| desk.negotiations.known(id));
        let id = match (negotiation, &known) {
            (Some(id), None) => id.to_owned(),
            _ => {
                let rows = desk.database.query(SESSION, session_values(&token_hash, now)).await?;
                return Ok(Self::new(read(token_hash, &rows)?, known));
            }
        };
        let at = desk.clone();
        let read_both = move |open: &mut dyn Transaction| -> Result<Self, StoreError> {
            let session = load(open, token_hash, now)?;
            let loaded = session.as_ref().map(|_| at.negotiations.load_in(open, &id)).transpose()?;
            Ok(Self::new(session, loaded))
        };
        desk.database.read(read_both).await
    }

    fn new(session: Option<Session>, negotiation: Option<Arc<Loaded<Negotiation>>>) -> Self {
        let negotiation = negotiation.filter(|_| session.is_some());
        let looks = session.as_ref().zip(negotiation.as_ref());
        let looks = looks.and_then(|(session, loaded)| {
            // Whoever has no part in it does not look at it, whatever it asks for.
            session.looks(&loaded.state).filter(|looks| rights(&loaded.state, &looks.viewer).any())
        });
        Self { session, negotiation, looks }
    }

    /// The negotiation as this visitor may look at it, and from which address it does.
    ///
    /// # Errors
    /// That one must sign in; else that there is nothing here.
    pub fn looks_at(&self) -> Result<(&Viewer, &Email, &Arc<Loaded<Negotiation>>), Failure> {
        self.signed_in()?;
        let seen = self.looks.as_ref().zip(self.negotiation.as_ref());
        seen.map(|(looks, loaded)| (&looks.viewer, &looks.email, loaded)).ok_or_else(Failure::not_found)
    }

    /// What opened the negotiation that is looked at, if any is.
    pub fn way(&self) -> Option<Way> {
        self.looks.as_ref().map(|looks| looks.way)
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
    /// As whom this person looks at a negotiation.
    pub fn viewer(&self, state: &Negotiation) -> Option<Viewer> {
        self.looks(state).map(|looks| looks.viewer)
    }

    fn looks(&self, state: &Negotiation) -> Option<Looks> {
        let inquiry = state.inquiry.as_ref()?;
        let opened = self.grants.iter().find(|grant| grant.negotiation == inquiry.negotiation);
        if let Some(grant) = opened {
            let way = if grant.passed_on { Way::PassedOnLink } else { Way::Link };
            return Some(Looks { viewer: Viewer::of(grant.party.clone()), email: grant.email.clone(), way });
        }
        let email = self.identity.clone()?;
        let viewer = Viewer { parties: self.parties(inquiry, &email) };
        Some(Looks { viewer, email, way: Way::SignedIn })
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

/// One row for each position of whoever has signed in, or one without; then one for each grant, marked where it was
/// passed on. What they are worth, [`read`] says.
const SESSION: &str = "SELECT 0, sessions.email, role, manufacturer, id, 0
    FROM sessions LEFT JOIN people ON people.email = sessions.email WHERE token_hash = $1 AND expires > $2
    UNION ALL SELECT 1 + passed_on, email, negotiation, party, '', at FROM session_grants WHERE token_hash = $1";

fn session_values(token_hash: &str, now: Timestamp) -> Vec<Value> {
    vec![token_hash.into(), now.0.into()]
}

/// The session with this token, if it is valid now.
pub fn load(
    open: &mut dyn Transaction,
    token_hash: String,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    let rows = open.query(SESSION, &session_values(&token_hash, now))?;
    read(token_hash, &rows)
}

/// The session that stands in the rows of [`SESSION`]; without one, grants are worth nothing.
fn read(token_hash: String, rows: &[Row]) -> Result<Option<Session>, StoreError> {
    let (mut found, mut identity, mut positions, mut grants) = (false, None, Vec::new(), Vec::new());
    for row in rows {
        if row.integer(0)? == 0 {
            found = true;
            identity = if row.is_null(1) { None } else { Some(email(row.text(1)?)?) };
            if !row.is_null(2) {
                positions.push(Position::read(row, 2)?);
            }
        } else {
            let party = Party::try_from(row.text(3)?.to_owned());
            let party = party.map_err(|error| StoreError::Broken(error.to_string()))?;
            let passed_on = row.integer(0)? > 1;
            let grant =
                Grant { negotiation: row.text(2)?.into(), party, email: email(row.text(1)?)?, passed_on };
            grants.push((row.integer(5)?, grant));
        }
    }
    positions.sort_by(|one, other| one.columns().cmp(&other.columns()));
    grants.sort_by(|(one_at, one), (other_at, other)| {
        other_at.cmp(one_at).then_with(|| one.negotiation.cmp(&other.negotiation))
    });
    let grants = grants.into_iter().map(|(_, grant)| grant).collect();
    Ok(found.then_some(Session { token_hash, identity, positions, grants }))
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
    let sql = "INSERT INTO session_grants (token_hash, negotiation, party, email, at, passed_on)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (token_hash, negotiation)
               DO UPDATE SET party = excluded.party, email = excluded.email, at = excluded.at,
                             passed_on = excluded.passed_on";
    let (negotiation, party) = (grant.negotiation.as_str(), grant.party.to_string());
    let passed_on = i64::from(grant.passed_on);
    open.execute(sql, values![&token_hash, negotiation, party, grant.email.as_str(), now.0, passed_on])?;
    Ok(session.is_none())
}

/// Signs out: the session and all that links had opened in it.
pub fn end(open: &mut dyn Transaction, token_hash: &str) -> Result<(), StoreError> {
    open.execute("DELETE FROM session_grants WHERE token_hash = $1", values![token_hash])?;
    open.execute("DELETE FROM sessions WHERE token_hash = $1", values![token_hash]).map(drop)
}
