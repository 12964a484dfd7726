//! Talking: messages, reads, notes, the phone number, declining, no reply needed, sale, spam.

use super::{Case, optional_text, people, quotes, text};
use crate::ids::EntryId;
use crate::negotiation::command::SendMessage;
use crate::negotiation::event::{DeclineReason, Event, MessageSent};
use crate::negotiation::party::{Audience, Lane, Party};
use crate::negotiation::refusal::Refusal;
use crate::time::Timestamp;
use crate::visibility::sees_message;

/// N1: the first click is the fact; later ones change nothing.
pub(super) fn show_phone(case: &Case, lane: Option<Lane>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.show_phone)?;
    if case.rights.phone_is_shown(case.state) {
        return Ok(Vec::new());
    }
    let by = case.actor.party.clone();
    let lane = if by == Party::Operator { None } else { Some(case.lane(lane)?) };
    Ok(vec![Event::PhoneShown { by, lane }])
}

/// N6–N9. Each cc joins the lane in the same step. `came` where it came before.
pub(super) fn send_message(
    case: &Case,
    message: &SendMessage,
    came: Option<Timestamp>,
) -> Result<Vec<Event>, Refusal> {
    case.still_open()?;
    let lane = case.lane(message.lane)?;
    let from = case.actor.party.clone();
    if from != Party::Buyer && case.actor.address.is_none() {
        return Err(Refusal::SenderMissing);
    }
    if message.audience != Audience::Lane {
        case.allowed(case.rights.chooses_audience)?;
    }
    let words = match &message.enclosure {
        Some(_) => optional_text(Some(&message.text))?.unwrap_or_default(),
        None => text(&message.text)?,
    };
    let sent = MessageSent {
        from,
        sender: case.actor.address.clone(),
        lane,
        audience: message.audience,
        text: words,
        automatic: message.automatic,
        came: came.filter(|came| *came < case.at),
    };
    let sent = match &message.enclosure {
        Some(enclosure) => quotes::enclosed(case, sent, enclosure)?,
        None => Event::MessageSent(sent),
    };
    let joined = match message.cc.as_deref().filter(|cc| !cc.is_empty()) {
        Some(cc) => people::add_cc(case, Some(lane), (cc, &[]))?,
        None => Vec::new(),
    };
    Ok(std::iter::once(sent).chain(joined).collect())
}

/// Only messages of others that this party may see; each once.
pub(super) fn read_messages(case: &Case, messages: &[EntryId]) -> Result<Vec<Event>, Refusal> {
    let by = &case.actor.party;
    // The operator reads over the shoulder: no receipt tells of it.
    if *by == Party::Operator {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for id in messages {
        let (fact, message) = case.state.message(id).ok_or(Refusal::UnknownMessage)?;
        if !sees_message(case.rights.at(case.state, fact), message) {
            return Err(Refusal::UnknownMessage);
        }
        let read = Event::MessageRead { message: id.clone(), by: by.clone() };
        let known = message.from == *by || fact.read_by.iter().any(|read| read.by == *by);
        if !known && !events.contains(&read) {
            events.push(read);
        }
    }
    Ok(events)
}

pub(super) fn add_internal_note(case: &Case, note: &str) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.writes_notes)?;
    case.still_open()?;
    Ok(vec![Event::InternalNoteAdded { by: case.actor.party.clone(), text: text(note)? }])
}

/// N5, S5: in the manufacturer lane it leaves the primary's untouched.
pub(super) fn decline(
    case: &Case,
    lane: Lane,
    reason: DeclineReason,
    (detail, message): (Option<&str>, Option<&str>),
) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.declines)?;
    case.still_open()?;
    if case.state.lane(lane).declined_at.is_some() {
        return Err(Refusal::AlreadyDeclined);
    }
    let detail = optional_text(detail)?;
    if reason == DeclineReason::Other && detail.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    let message = optional_text(message)?;
    let by = case.actor.party.clone();
    Ok(vec![match lane {
        Lane::Primary => Event::Declined { by, lane, reason, detail, message },
        Lane::Manufacturer => Event::CopyDeclined { by, reason, detail, message },
    }])
}

/// N10: ends the wait for the current buyer turn only.
pub(super) fn mark_no_reply_needed(case: &Case, lane: Option<Lane>) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.marks_no_reply_needed)?;
    let lane = match case.actor.party {
        Party::Operator => lane.unwrap_or(Lane::Primary),
        _ => case.lane(lane)?,
    };
    case.state.lane(lane).waiting_since.ok_or(Refusal::NothingAwaitsReply)?;
    Ok(vec![Event::NoReplyNeededMarked { by: case.actor.party.clone(), lane }])
}

pub(super) fn declare_sale(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.declares_sale)?;
    case.still_open()?;
    match case.state.sold_at {
        Some(_) => Err(Refusal::AlreadySold),
        None => Ok(vec![Event::SaleDeclared { by: case.actor.party.clone() }]),
    }
}

/// S5: spam never counts; it closes the negotiation.
pub(super) fn mark_spam(case: &Case) -> Result<Vec<Event>, Refusal> {
    case.allowed(case.rights.marks_spam)?;
    case.still_open()?;
    Ok(vec![Event::MarkedSpam { by: case.actor.party.clone() }])
}
