//! Signed links: they open one negotiation as one participant, or sign an address in. Whoever holds one
//! can use it until it expires or is revoked; it opens nothing else.

use crate::secret::Key;
use crate::store::{StoreError, Transaction};
use crate::values;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use shared::ids::{Email, NegotiationId};
use shared::negotiation::Party;
use shared::time::{Millis, Timestamp};

/// How long the link of a mail opens its negotiation.
pub const LINK_LENGTH: Millis = Millis::days(90);

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Under this id it can be revoked.
    pub id: String,
    pub email: Email,
    /// None signs the address in.
    pub opens: Option<(NegotiationId, Party)>,
    pub expires: Timestamp,
}

/// Why a link opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Not one of ours, or changed on the way.
    Foreign,
    Expired,
    Revoked,
}

impl Link {
    /// The token for the address.
    pub fn token(&self, key: &Key) -> String {
        let text = serde_json::to_vec(self).expect("a link is plain data");
        let text = URL_SAFE_NO_PAD.encode(text);
        format!("{text}.{}", key.sign("link", &text))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`LinkError::Foreign`] when the key did not sign it, [`LinkError::Expired`] when it is too old.
    pub fn read(token: &str, key: &Key, now: Timestamp) -> Result<Self, LinkError> {
        let (text, signature) = token.split_once('.').ok_or(LinkError::Foreign)?;
        if !key.verifies("link", text, signature) {
            return Err(LinkError::Foreign);
        }
        let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkError::Foreign)?;
        let link: Self = serde_json::from_slice(&json).map_err(|_| LinkError::Foreign)?;
        if link.expires > now { Ok(link) } else { Err(LinkError::Expired) }
    }
}

/// Whether the link was revoked.
pub fn is_revoked(open: &mut dyn Transaction, id: &str) -> Result<bool, StoreError> {
    Ok(!open.query("SELECT 1 FROM revoked_links WHERE id = $1", values![id])?.is_empty())
}

/// Makes the link open nothing from now on.
///
/// # Errors
/// What the database says.
pub fn revoke(open: &mut dyn Transaction, id: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO revoked_links (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    open.execute(sql, values![id, now.0]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        Link {
            id: "m1".into(),
            email: Email::parse("ann@x.example").expect("an address"),
            opens: Some(("n1".into(), Party::Seller("s1".into()))),
            expires: Timestamp(1_000),
        }
    }

    #[test]
    fn a_link_reads_as_it_was_made_until_it_expires() {
        let key = Key::fresh();
        let token = link().token(&key);
        assert_eq!(Link::read(&token, &key, Timestamp(999)), Ok(link()));
        assert_eq!(Link::read(&token, &key, Timestamp(1_000)), Err(LinkError::Expired));
    }

    #[test]
    fn a_link_that_was_changed_or_signed_by_another_is_foreign() {
        let key = Key::fresh();
        let token = link().token(&key);
        assert_eq!(Link::read(&token, &Key::fresh(), Timestamp(0)), Err(LinkError::Foreign));
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("still ASCII");
            // The last character of a text in base64 holds spare bits: those are refused too.
            assert_eq!(Link::read(&changed, &key, Timestamp(0)), Err(LinkError::Foreign), "at {at}");
        }
    }
}
