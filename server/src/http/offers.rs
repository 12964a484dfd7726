//! Who takes an inquiry that was offered after silence (R18): commands of the negotiation.

use super::failure::Failure;
use super::mount::Call;
use super::negotiations::{Wish, done};
use shared::api::negotiations::{AcknowledgeInquiry, DeclineOffer};
use shared::negotiation::Command;
use shared::view::Delta;

pub async fn acknowledge_inquiry(call: Call<AcknowledgeInquiry>) -> Result<Delta, Failure> {
    done(&call, Wish::new(&call.body.command, Command::AcknowledgeInquiry)).await
}

pub async fn decline_offer(call: Call<DeclineOffer>) -> Result<Delta, Failure> {
    done(&call, Wish::new(&call.body.command, Command::DeclineOffer)).await
}
