//! The endpoints, each one type: method, path, body, reply. The server mounts them, the browser calls
//! them; an address is written here and nowhere else.

pub mod documents;
pub mod exhibition;
pub mod mail_settings;
pub mod negotiations;
pub mod operation;
pub mod payments;
pub mod sellers;
pub mod sessions;
pub mod writing;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The HTTP method of an endpoint. `Get` sends its body as a query string, the others as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// One address of the server.
pub trait Endpoint {
    const METHOD: Method;
    /// With `{name}` for each variable segment, as axum writes it.
    const PATH: &'static str;
    type Body: Serialize + DeserializeOwned;
    type Reply: Serialize + DeserializeOwned;

    /// The path with its variable segments filled in, in order; each is percent-encoded.
    fn url(segments: &[&str]) -> String {
        filled(Self::PATH, segments)
    }
}

fn filled(path: &str, segments: &[&str]) -> String {
    let mut segments = segments.iter();
    path.split('/')
        .map(|part| match part.starts_with('{') {
            true => percent_encoded(segments.next().copied().unwrap_or_default()),
            false => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// RFC 3986 §2.3: everything but the unreserved characters becomes `%XX`.
pub fn percent_encoded(text: &str) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match unreserved(byte) {
            true => (byte as char).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// Nothing: the body or reply of endpoints that have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nothing {}

/// The one shape of every error that the server answers with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable, for programs and for the translation catalogue (`problem.{code}`).
    pub code: String,
    /// What happened and what to do, in English.
    pub detail: String,
    /// The field to correct, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

macro_rules! endpoints {
    ($($(#[$doc:meta])* $name:ident: $method:ident $path:literal, $body:ty => $reply:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl crate::api::Endpoint for $name {
            const METHOD: crate::api::Method = crate::api::Method::$method;
            const PATH: &'static str = $path;
            type Body = $body;
            type Reply = $reply;
        }
    )+};
}
use endpoints;
