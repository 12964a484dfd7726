//! The reference that a transfer carries, so that the seller's bank shows which order was paid: a creditor
//! reference (ISO 11649), `RF`, two check digits and what follows from negotiation and quote.

use super::account::grouped;
use crate::ids::{EntryId, NegotiationId};

/// The digits of the body: 64 bits fit, 21 would be allowed.
const BODY_DIGITS: usize = 20;

/// The reference of an order. The same for everybody and at any time; two orders of one seller have different
/// ones as surely as 64 bits make them.
pub fn payment_reference(negotiation: &NegotiationId, quote: &EntryId) -> String {
    let bytes = negotiation.as_str().bytes().chain([0]).chain(quote.as_str().bytes());
    let body = format!("{:0>BODY_DIGITS$}", fnv1a(bytes));
    // ISO 7064, MOD 97-10: the check digits make the whole, with `RF00` moved behind and letters as two digits,
    // leave the remainder 1.
    let check = 98 - remainder(&format!("{body}271500"));
    format!("RF{check:02}{body}")
}

/// As it is printed: in groups of four.
pub fn written_reference(reference: &str) -> String {
    grouped(reference)
}

/// Of a number that is longer than any integer, divided by 97.
fn remainder(digits: &str) -> u32 {
    digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}

/// FNV-1a, 64 bits: short, spread evenly, and nobody gains by finding two alike, since whoever names a quote is
/// the one who is paid.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
