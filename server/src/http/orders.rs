//! What can be done with a quote and with the order that it becomes: commands of the negotiation.

use super::disclosure;
use super::failure::Failure;
use super::mount::Call;
use super::negotiations::{Wish, done};
use shared::api::Endpoint;
use shared::api::negotiations::*;
use shared::ids::EntryId;
use shared::negotiation::{Command, CounterOffer};
use shared::view::Delta;

fn quote<E: Endpoint>(call: &Call<E>) -> EntryId {
    call.segment("quote").into()
}

fn incident<E: Endpoint>(call: &Call<E>) -> EntryId {
    call.segment("incident").into()
}

pub async fn open_quote(call: Call<OpenQuote>) -> Result<Delta, Failure> {
    let wish = Wish::new(&call.body.command, Command::OpenQuote { quote: quote(&call) });
    done(&call, wish).await
}

pub async fn send_counter_offer(call: Call<SendCounterOffer>) -> Result<Delta, Failure> {
    let NewCounterOffer { command, amount, wanted_by, text } = call.body.clone();
    disclosure::check(&call.desk, &text, "text").await?;
    let wish = CounterOffer { quote: quote(&call), amount, wanted_by, text };
    done(&call, Wish::new(&command, Command::SendCounterOffer(wish))).await
}

pub async fn accept_quote(call: Call<AcceptQuote>) -> Result<Delta, Failure> {
    let NewAcceptance { command, billing, delivery } = call.body.clone();
    let accept = Command::AcceptQuote { quote: quote(&call), billing, delivery };
    done(&call, Wish::new(&command, accept)).await
}

pub async fn refuse_quote(call: Call<RefuseQuote>) -> Result<Delta, Failure> {
    let Worded { command, text: reason } = call.body.clone();
    disclosure::check(&call.desk, reason.as_deref().unwrap_or_default(), "text").await?;
    done(&call, Wish::new(&command, Command::RefuseQuote { quote: quote(&call), reason })).await
}

pub async fn withdraw_quote(call: Call<WithdrawQuote>) -> Result<Delta, Failure> {
    let wish = Wish::new(&call.body.command, Command::WithdrawQuote { quote: quote(&call) });
    done(&call, wish).await
}

pub async fn confirm_payment(call: Call<ConfirmPayment>) -> Result<Delta, Failure> {
    let Worded { command, text: reference } = call.body.clone();
    done(&call, Wish::new(&command, Command::ConfirmPayment { quote: quote(&call), reference })).await
}

pub async fn withdraw_inquiry(call: Call<WithdrawInquiry>) -> Result<Delta, Failure> {
    let Worded { command, text: reason } = call.body.clone();
    disclosure::check(&call.desk, reason.as_deref().unwrap_or_default(), "text").await?;
    done(&call, Wish::new(&command, Command::WithdrawInquiry { reason })).await
}

pub async fn open_incident(call: Call<OpenIncident>) -> Result<Delta, Failure> {
    let NewIncident { command, reason } = call.body.clone();
    disclosure::check(&call.desk, &reason, "text").await?;
    done(&call, Wish::new(&command, Command::OpenIncident { order: quote(&call), reason })).await
}

pub async fn resolve_incident(call: Call<ResolveIncident>) -> Result<Delta, Failure> {
    let Worded { command, text } = call.body.clone();
    disclosure::check(&call.desk, text.as_deref().unwrap_or_default(), "text").await?;
    done(&call, Wish::new(&command, Command::ResolveIncident { incident: incident(&call), text })).await
}

pub async fn dispute_incident(call: Call<DisputeIncident>) -> Result<Delta, Failure> {
    let Worded { command, text } = call.body.clone();
    disclosure::check(&call.desk, text.as_deref().unwrap_or_default(), "text").await?;
    let text = text.unwrap_or_default();
    done(&call, Wish::new(&command, Command::DisputeIncident { incident: incident(&call), text })).await
}

pub async fn close_incident(call: Call<CloseIncident>) -> Result<Delta, Failure> {
    let Worded { command, text } = call.body.clone();
    disclosure::check(&call.desk, text.as_deref().unwrap_or_default(), "text").await?;
    done(&call, Wish::new(&command, Command::CloseIncident { incident: incident(&call), text })).await
}
