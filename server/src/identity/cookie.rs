//! The cookie that carries a session's token. Scripts cannot read it, other sites cannot send it.

use super::session::SESSION_LENGTH;
use crate::desk::Address;
use axum::http::{HeaderMap, header};

/// The prefix binds the cookie to TLS and to this host alone; browsers refuse it without TLS.
fn name(address: &Address) -> &'static str {
    if address.is_secure() { "__Host-session" } else { "session" }
}

/// The token in the request's cookies.
pub fn token<'h>(address: &Address, headers: &'h HeaderMap) -> Option<&'h str> {
    let name = name(address);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, token)| token)
}

/// Sets the token; without one, takes the cookie away.
pub fn set(address: &Address, token: Option<&str>) -> String {
    let age = if token.is_some() { SESSION_LENGTH.0 / 1000 } else { 0 };
    let secure = if address.is_secure() { "; Secure" } else { "" };
    let (name, token) = (name(address), token.unwrap_or_default());
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}
