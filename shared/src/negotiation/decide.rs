//! Which facts follow from a command, or why none do. One small function a command.

mod clocks;
mod conversation;
mod feedback;
mod incidents;
mod inquiry;
mod operator;
mod people;
mod post;
mod quotes;
mod silence;

use super::command::{Actor, Command};
use super::event::Event;
use super::party::Lane;
use super::refusal::Refusal;
use super::state::Negotiation;
use crate::aggregate::Envelope;
use crate::text::{TextFault, several_lines};
use crate::visibility::{Rights, Viewer, rights};

pub use clocks::REMINDER_AFTER;
pub use inquiry::{addressed, check_above_address, named_member};
pub use quotes::payable_online;

/// The case of one command: the state before it, who acts, with which rights.
struct Case<'a> {
    state: &'a Negotiation,
    actor: &'a Actor,
    rights: Rights,
    at: crate::time::Timestamp,
}

pub(super) fn decide(
    state: &Negotiation,
    envelope: &Envelope<Actor, Command>,
) -> Result<Vec<Event>, Refusal> {
    if let Command::SendInquiry(sent) = &envelope.command {
        return inquiry::send(state, sent);
    }
    if state.inquiry.is_none() {
        return Err(Refusal::UnknownNegotiation);
    }
    let rights = rights(state, &Viewer::of(envelope.actor.party.clone()));
    let case = Case { state, actor: &envelope.actor, rights, at: envelope.at };
    if silence::has_lost(&case) {
        return silence::refused(&case, &envelope.command);
    }
    let facts = by_command(&case, &envelope.command)?;
    Ok(silence::ending_the_offer(&case, facts))
}

fn by_command(case: &Case, command: &Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::SendInquiry(_) => Err(Refusal::AlreadySent),
        Command::OpenInquiry => inquiry::open(case),
        Command::ShowPhone { lane } => conversation::show_phone(case, *lane),
        Command::SendMessage(message) => conversation::send_message(case, message, None),
        Command::PassOnMail { came, message } => conversation::send_message(case, message, Some(*came)),
        Command::ReadMessages { messages } => conversation::read_messages(case, messages),
        Command::Forward { lane, to, members, note } => {
            people::forward(case, *lane, (to, members), note.as_deref())
        }
        Command::AddCc { lane, to, members } => people::add_cc(case, *lane, (to, members)),
        Command::AddInternalNote { text } => conversation::add_internal_note(case, text),
        Command::Decline { lane, reason, detail, message } => {
            let lane = case.lane(*lane)?;
            conversation::decline(case, lane, *reason, (detail.as_deref(), message.as_deref()))
        }
        Command::MarkNoReplyNeeded { lane } => conversation::mark_no_reply_needed(case, *lane),
        Command::WriteOperatorMessage { with, text } => operator::write(case, *with, text),
        Command::DeclareSale => conversation::declare_sale(case),
        Command::AskFeedback => feedback::ask(case),
        Command::LeaveFeedback(left) => feedback::leave(case, left),
        Command::MarkSpam => conversation::mark_spam(case),
        Command::OpenQuote { quote } => quotes::open(case, quote),
        Command::SendCounterOffer(wish) => quotes::counter(case, wish),
        Command::AcceptQuote { quote, billing, delivery } => {
            quotes::accept(case, quote, billing, delivery.as_ref())
        }
        Command::RefuseQuote { quote, reason } => quotes::refuse(case, quote, reason.as_deref()),
        Command::WithdrawQuote { quote } => quotes::withdraw(case, quote),
        Command::ExpireQuote { quote } => quotes::expire(case, quote),
        Command::ConfirmPayment { quote, reference } => {
            quotes::confirm_payment(case, quote, reference.as_deref())
        }
        Command::WithdrawInquiry { reason } => inquiry::withdraw(case, reason.as_deref()),
        Command::OpenIncident { order, reason } => incidents::open(case, order, reason),
        Command::ResolveIncident { incident, text } => incidents::resolve(case, incident, text.as_deref()),
        Command::DisputeIncident { incident, text } => incidents::dispute(case, incident, text),
        Command::CloseIncident { incident, text } => incidents::close(case, incident, text.as_deref()),
        Command::AutoCloseIncident { incident } => incidents::auto_close(case, incident),
        Command::Remind { turn } => clocks::remind(case, *turn),
        Command::ReceiveAutomaticMessage { lane, text } => post::receive_automatic_message(case, *lane, text),
        Command::NoteDeliveryFailure { to, permanent } => post::note_delivery_failure(case, to, *permanent),
        Command::OfferInquiry { to } => silence::offer(case, to),
        Command::AcknowledgeInquiry => silence::acknowledge(case),
        Command::DeclineOffer => silence::decline_offer(case),
    }
}

impl Case<'_> {
    fn allowed(&self, right: bool) -> Result<(), Refusal> {
        if right { Ok(()) } else { Err(Refusal::NotAllowed) }
    }

    fn still_open(&self) -> Result<(), Refusal> {
        if self.state.is_closed() { Err(Refusal::NegotiationClosed) } else { Ok(()) }
    }

    /// The lane to act in: the one asked for if the actor may write there, else its first.
    fn lane(&self, asked: Option<Lane>) -> Result<Lane, Refusal> {
        let own = self.rights.writes;
        match asked {
            Some(lane) if own.contains(lane) => Ok(lane),
            Some(_) => Err(Refusal::NotAllowed),
            None => own.iter().next().ok_or(Refusal::NotAllowed),
        }
    }
}

/// N7: present, and within the limit.
fn text(text: &str) -> Result<String, Refusal> {
    match several_lines(text, super::limits::TEXT_CHARACTERS) {
        Ok(text) if text.is_empty() => Err(Refusal::MessageEmpty),
        Ok(text) => Ok(text),
        Err(TextFault::Missing) => Err(Refusal::MessageEmpty),
        Err(TextFault::TooLong { .. }) => Err(Refusal::MessageTooLong),
        Err(TextFault::Control) => Err(Refusal::MessageControl),
    }
}

/// Like [`text`], but nothing is fine too.
fn optional_text(given: Option<&str>) -> Result<Option<String>, Refusal> {
    given.filter(|text| !text.trim().is_empty()).map(text).transpose()
}
