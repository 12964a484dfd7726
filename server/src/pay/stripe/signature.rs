//! Whether Stripe has signed a message: `Stripe-Signature: t=…,v1=…`, HMAC-SHA256 over time and body. While a secret
//! is changed there is more than one `v1`.

use crate::pay::Forged;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use shared::time::{Millis, Timestamp};

/// An older message may be a copy that somebody sends again; one from the future has a wrong clock behind it.
const TOLERANCE: Millis = Millis::minutes(5);
/// So many are looked at.
const SIGNATURES_MAX: usize = 16;

/// # Errors
/// [`Forged`] when no signature fits, or it is not of these five minutes.
pub fn verify(header: &str, body: &[u8], secret: &str, now: Timestamp) -> Result<(), Forged> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let time = parts().find(|(name, _)| *name == "t").map(|(_, time)| time).ok_or(Forged)?;
    let seconds: i64 = time.parse().map_err(|_| Forged)?;
    let at = Timestamp(seconds.checked_mul(1000).ok_or(Forged)?);
    let age = now.0.checked_sub(at.0).and_then(i64::checked_abs).ok_or(Forged)?;
    if age > TOLERANCE.0 {
        return Err(Forged);
    }
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    let mac = mac.chain_update(time).chain_update(".").chain_update(body);
    let fits = |signature: &str| {
        // Compared in a time that tells nothing.
        bytes(signature).is_some_and(|bytes| mac.clone().verify_slice(&bytes).is_ok())
    };
    let mut signatures = parts().filter(|(name, _)| *name == "v1").take(SIGNATURES_MAX);
    if signatures.any(|(_, signature)| fits(signature)) { Ok(()) } else { Err(Forged) }
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    (digits.len() == 64).then(|| digits.as_bytes().chunks(2).map(pair).collect()).flatten()
}
