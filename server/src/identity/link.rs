//! Sealed links: they open one negotiation as one participant, or sign an address in. Whoever holds one can use it until
//! it expires or is revoked; it opens nothing else, and says nothing of whose it is: links are passed on, and stand in
//! the history of browsers.

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

/// What the key is used for here.
const PURPOSE: &str = "link";

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
        key.seal(PURPOSE, &serde_json::to_vec(self).expect("a link is plain data"))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`LinkError::Foreign`] when the key did not make it, [`LinkError::Expired`] when it is too old.
    pub fn read(token: &str, key: &Key, now: Timestamp) -> Result<Self, LinkError> {
        let json = match token.split_once('.') {
            Some((text, signature)) => signed(text, signature, key),
            None => key.unseal(PURPOSE, token),
        };
        let link: Option<Self> = json.and_then(|json| serde_json::from_slice(&json).ok());
        let link = link.ok_or(LinkError::Foreign)?;
        if link.expires > now { Ok(link) } else { Err(LinkError::Expired) }
    }
}

/// What a token says that was made before they were sealed: readable by anybody, and signed. Mails with such links are
/// still in people's hands, for as long as [`LINK_LENGTH`].
fn signed(text: &str, signature: &str, key: &Key) -> Option<Vec<u8>> {
    if key.verifies(PURPOSE, text, signature) { URL_SAFE_NO_PAD.decode(text).ok() } else { None }
}

/// Whether the link was revoked.
pub fn is_revoked(open: &mut dyn Transaction, id: &str) -> Result<bool, StoreError> {
    Ok(!open.query("SELECT 1 FROM revoked_links WHERE id = $1", values![id])?.is_empty())
}

/// Notes that the link is opened in this session; whether another one had opened it before.
///
/// # Errors
/// What the database says.
pub fn is_opened_elsewhere(
    open: &mut dyn Transaction,
    id: &str,
    token_hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql =
        "INSERT INTO link_openings (id, token_hash, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    open.execute(sql, values![id, token_hash, now.0])?;
    let first = open.query("SELECT token_hash FROM link_openings WHERE id = $1", values![id])?;
    Ok(first.first().map(|row| row.text(0)).transpose()?.is_some_and(|first| first != token_hash))
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

    /// As tokens were made before.
    fn signed_token(link: &Link, key: &Key) -> String {
        let text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(link).expect("plain data"));
        format!("{text}.{}", key.sign("link", &text))
    }

    fn tokens(key: &Key) -> [String; 2] {
        [link().token(key), signed_token(&link(), key)]
    }

    #[test]
    fn a_link_reads_as_it_was_made_until_it_expires() {
        let key = Key::fresh();
        for token in tokens(&key) {
            assert_eq!(Link::read(&token, &key, Timestamp(999)), Ok(link()), "{token}");
            assert_eq!(Link::read(&token, &key, Timestamp(1_000)), Err(LinkError::Expired), "{token}");
        }
    }

    #[test]
    fn a_link_does_not_say_whose_it_is() {
        let token = link().token(&Key::fresh());
        let bytes = URL_SAFE_NO_PAD.decode(&token).expect("it is safe in an address");
        for told in ["ann@x.example", "ann", "n1", "seller", "m1"] {
            let is_in = |text: &[u8]| text.windows(told.len()).any(|part| part == told.as_bytes());
            assert!(!is_in(&bytes), "{told}");
        }
        assert!(!token.contains(['.', '&', '#']), "it stands before `&stars=`: {token}");
    }

    #[test]
    fn a_link_that_was_changed_or_made_by_another_is_foreign() {
        let key = Key::fresh();
        for token in tokens(&key) {
            assert_eq!(Link::read(&token, &Key::fresh(), Timestamp(0)), Err(LinkError::Foreign));
            for at in 0..token.len() {
                let mut bytes = token.clone().into_bytes();
                bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
                let changed = String::from_utf8(bytes).expect("still ASCII");
                // The last character of a text in base64 holds spare bits: those are refused too.
                assert_eq!(Link::read(&changed, &key, Timestamp(0)), Err(LinkError::Foreign), "at {at}");
            }
        }
        for other in ["", ".", "a.b", "AAAA", &key.seal("code", b"{}"), &key.seal("link", b"{}")] {
            assert_eq!(Link::read(other, &key, Timestamp(0)), Err(LinkError::Foreign), "{other}");
        }
    }
}
