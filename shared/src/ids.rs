//! Names of things. An id is an opaque text: made by whoever sends the command, never parsed here.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        $(#[$meta])*
        pub struct $name(pub String);

        impl $name {
            /// The id as text, for keys and addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $(id!($(#[$doc])* #[derive(Deserialize)] #[serde(transparent)] $name);)+
    };
}

ids! {
    /// One branded online exhibition.
    MarketplaceId,
    /// A manufacturer's page on a marketplace.
    StandId,
    /// The company that owns stands, products and a sales network.
    ManufacturerId,
    /// A product of a manufacturer.
    ProductId,
    /// A local or national seller, shared by every manufacturer it works for.
    SellerId,
    /// An area manager of one network.
    AreaManagerId,
    /// The aggregate that starts with an inquiry.
    NegotiationId,
    /// A document that was uploaded: a UUID made by who uploads it.
    UploadId,
    /// One entry of a history; `{command}.{n}`, so that it says nothing about its neighbours.
    EntryId,
}

id! {
    /// The idempotency key of a command: a UUID made by the sender, best of version 7. What is read as one has 1 to
    /// 100 visible characters of ASCII: entries are named after it, in addresses and on the live line.
    #[serde(transparent)]
    CommandId
}

/// Longest id of a command, in characters.
const COMMAND_ID_CHARACTERS: usize = 100;

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        match is_visible && (1..=COMMAND_ID_CHARACTERS).contains(&text.len()) {
            true => Ok(Self(text)),
            false => {
                Err(D::Error::custom("the id of a command is a UUID, or as short a text without spaces"))
            }
        }
    }
}

/// An e-mail address, kept in lower case.
///
/// The check is deliberately small: one `@`, something before it, a dotted host behind it, no white
/// space, comma, or angle bracket, at most 254 bytes (RFC 5321 §4.5.3.1.3). Whether it exists, only
/// delivery can tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The text is not an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnEmail;

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an e-mail address: write it as name@company.example")
    }
}

impl Email {
    /// Reads one address.
    ///
    /// # Errors
    /// [`NotAnEmail`] when the text is anything but exactly one address.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || ",;<>()[]\\\"".contains(c);
        let (name, host) = text.split_once('@').ok_or(NotAnEmail)?;
        let host_is_dotted = host.contains('.') && host.split('.').all(|label| !label.is_empty());
        if name.is_empty()
            || !host_is_dotted
            || host.contains('@')
            || text.len() > 254
            || text.chars().any(forbidden)
        {
            return Err(NotAnEmail);
        }
        Ok(Self(text.to_lowercase()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;
    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}
