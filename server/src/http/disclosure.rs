//! The operator's rule against addresses and phone numbers in messages: where it holds, they are refused.

use super::failure::Failure;
use crate::desk::{Desk, INSTALLATION};
use axum::http::StatusCode;
use shared::disclosure::discloses;

/// Nothing where the operator only warns, or the text gives nothing away.
///
/// # Errors
/// `message_discloses`, at the field.
pub async fn check(desk: &Desk, text: &str, field: &str) -> Result<(), Failure> {
    if discloses(text).is_none() || !desk.installation.load(INSTALLATION).await?.state.blocks_disclosure {
        return Ok(());
    }
    let detail =
        "Take the address, phone number or messenger name out: this exhibition keeps them out of messages.";
    Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "message_discloses", detail).at(field))
}
