//! The list of negotiations, one negotiation, and the commands that go to it.

use super::canned::sent_unchanged;
use super::disclosure;
use super::documents::enclosed;
use super::failure::Failure;
use super::mount::{Answer, Call, json_of};
use super::payments;
use super::sender::sender;
use crate::attendance::PageName;
use crate::execute::{Done, first_events, stream};
use crate::pages::PageOf;
use crate::pay::invoice;
use crate::projector::listing::{self, Reader};
use crate::projector::viewer_key;
use crate::store::Transaction;
use shared::aggregate::Envelope;
use shared::api::negotiations::*;
use shared::api::{Endpoint, Nothing};
use shared::ids::CommandId;
use shared::negotiation::{
    Actor, Audience, Command, Document, Enclosure, Event, Feedback, Lane, Negotiation,
    SendMessage as Message, Terms,
};
use shared::routing::Trace;
use shared::view::{Delta, Page, Requests, project_page, project_part, project_trace};
use shared::visibility::{acknowledging_party, acting_party};
use std::collections::BTreeSet;

/// An inquiry is routed when it is sent: among so many first facts.
const ROUTED_WITHIN: i64 = 4;

pub async fn list_requests(call: Call<ListRequests>) -> Result<Requests, Failure> {
    let session = call.visitor.signed_in()?;
    let mut opened = Vec::new();
    for grant in &session.grants {
        let loaded = call.desk.negotiations.load(grant.negotiation.as_str()).await?;
        let key = loaded.state.inquiry.as_ref().and_then(|inquiry| viewer_key(&grant.party, inquiry));
        opened.extend(key.map(|key| (key, grant.negotiation.clone())));
    }
    call.desk.negotiations.catch_up().await?;
    let reader = Reader { keys: session.keys(), opened };
    let read = move |open: &mut dyn Transaction| listing::page(open, &reader, &call.body);
    Ok(call.desk.database.read(read).await?)
}

pub async fn read_thread(call: Call<ReadThread>) -> Result<Answer<Page>, Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let before = call.body.before.as_ref();
    let count = if before.is_some() { PART_ENTRIES } else { NEWEST_ENTRIES };
    let make = || project_page(&loaded.state, viewer, before, count).ok_or_else(Failure::not_found);
    if before.is_some() {
        return make().map(Answer::from);
    }
    let of = PageOf::new(call.segment("negotiation"), loaded.version, viewer);
    call.desk.pages.kept(of, || json_of(&make()?)).map(Answer::kept)
}

pub async fn read_decision(call: Call<ReadDecision>) -> Result<Trace, Failure> {
    let (viewer, _, loaded) = call.visitor.looks_at()?;
    let stream = stream::<Negotiation>(call.segment("negotiation"));
    let read = move |open: &mut dyn Transaction| first_events::<Negotiation>(open, &stream, ROUTED_WITHIN);
    let facts = call.desk.database.read(read).await?;
    let trace = facts.into_iter().find_map(|fact| match fact.event {
        Event::Routed { decision, inputs, .. } => {
            project_trace(&loaded.state, viewer, *decision, inputs.map(|inputs| *inputs))
        }
        _ => None,
    });
    trace.ok_or_else(Failure::not_found)
}

/// What the visitor wants to happen, with what it may have typed as its own address (N8).
pub struct Wish {
    id: CommandId,
    lane: Option<Lane>,
    sender: Option<String>,
    command: Command,
}

impl Wish {
    /// Of a person whose address and lane are known.
    pub fn new(id: &CommandId, command: Command) -> Self {
        Self { id: id.clone(), lane: None, sender: None, command }
    }

    /// In a lane that the person chose, if it did.
    pub fn in_lane(id: &CommandId, lane: Option<Lane>, command: Command) -> Self {
        Self { id: id.clone(), lane, sender: None, command }
    }
}

/// Gives the command to the negotiation, and answers with the entries that it made or changed: also when
/// it is repeated, because the first answer may have been lost. What others did meanwhile comes live.
pub async fn done<E: Endpoint>(call: &Call<E>, wish: Wish) -> Result<Delta, Failure> {
    let (viewer, email, loaded) = call.visitor.looks_at()?;
    let party = match &wish.command {
        Command::AcknowledgeInquiry | Command::DeclineOffer => acknowledging_party(&loaded.state, viewer),
        _ => acting_party(&loaded.state, viewer, wish.lane),
    };
    let party = party.ok_or_else(Failure::not_found)?;
    let address = match &wish.command {
        Command::SendMessage(_) => sender(call, &party, wish.sender.as_deref()).await?,
        _ => email.clone(),
    };
    let actor = Actor { party, address: Some(address) };
    let envelope = Envelope { id: wish.id, at: call.now, actor, command: wish.command };
    let id = call.segment("negotiation");
    let Done { mut entries, loaded } =
        call.desk.negotiate_on(loaded.clone(), id, email.as_str(), &envelope).await?;
    if let Command::ReadMessages { messages } = envelope.command {
        entries.extend(messages);
    }
    let facts = entries.iter().filter_map(|id| loaded.state.history.get(id));
    let changed: Vec<_> = facts.flat_map(|fact| loaded.state.changed_by(&fact.event)).collect();
    entries.extend(changed);
    let mut told = BTreeSet::new();
    entries.retain(|id| told.insert(id.clone()));
    project_part(&loaded.state, viewer, &entries).ok_or_else(Failure::not_found)
}

pub async fn open_inquiry(call: Call<OpenInquiry>) -> Result<Delta, Failure> {
    done(&call, Wish::new(&call.body.command, Command::OpenInquiry)).await
}

pub async fn show_phone(call: Call<ShowPhone>) -> Result<Delta, Failure> {
    let lane = call.body.lane;
    done(&call, Wish::in_lane(&call.body.command, lane, Command::ShowPhone { lane })).await
}

pub async fn send_message(call: Call<SendMessage>) -> Result<Delta, Failure> {
    let NewMessage { command, lane, audience, text, cc, sender, enclosure } = call.body.clone();
    let enclosure = match enclosure {
        Some(NewEnclosure { upload, terms }) => {
            let (_, email, _) = call.visitor.looks_at()?;
            let negotiation = call.segment("negotiation");
            Some((enclosed(&call.desk, negotiation, email, &upload).await?, terms))
        }
        None => None,
    };
    if audience.reaches_the_lane() {
        disclosure::check(&call.desk, &text, "text").await?;
    }
    let automatic = enclosure.is_none() && sent_unchanged(&call, lane, &text).await?;
    let message = message_of(MessageParts { lane, audience, text, cc, enclosure, automatic });
    payments::check_offer(&call.desk, &message)?;
    let account = invoice::account_of(&message);
    let sent = done(&call, Wish { id: command, lane, sender, command: message }).await?;
    payments::remember(&call, account).await?;
    Ok(sent)
}

/// A message with what comes with it.
pub struct MessageParts {
    pub lane: Option<Lane>,
    pub audience: Audience,
    pub text: String,
    pub cc: Option<String>,
    pub enclosure: Option<(Document, Option<Terms>)>,
    /// S5.
    pub automatic: bool,
}

/// The command that sends it.
pub fn message_of(parts: MessageParts) -> Command {
    let MessageParts { lane, audience, text, cc, enclosure, automatic } = parts;
    let enclosure = enclosure.map(|(document, terms)| Enclosure { document, terms });
    Command::SendMessage(Message { lane, audience, text, cc, automatic, enclosure })
}

pub async fn read_messages(call: Call<ReadMessages>) -> Result<Delta, Failure> {
    let messages = call.body.messages.clone();
    done(&call, Wish::new(&call.body.command, Command::ReadMessages { messages })).await
}

/// Nothing is stored: it holds as long as the page listens.
pub async fn report_presence(call: Call<ReportPresence>) -> Result<Nothing, Failure> {
    call.visitor.looks_at()?;
    let session = call.visitor.signed_in()?.token_hash.clone();
    let Attending { page, here, writing } = call.body.clone();
    let name = PageName { session, page };
    call.desk.attendances.report(call.segment("negotiation"), &name, here, writing);
    Ok(Nothing {})
}

pub async fn add_internal_note(call: Call<AddInternalNote>) -> Result<Delta, Failure> {
    let text = call.body.text.clone();
    done(&call, Wish::new(&call.body.command, Command::AddInternalNote { text })).await
}

pub async fn decline(call: Call<Decline>) -> Result<Delta, Failure> {
    let NewDecline { command, lane, reason, detail, message } = call.body.clone();
    disclosure::check(&call.desk, message.as_deref().unwrap_or_default(), "message").await?;
    done(&call, Wish::in_lane(&command, lane, Command::Decline { lane, reason, detail, message })).await
}

pub async fn mark_no_reply_needed(call: Call<MarkNoReplyNeeded>) -> Result<Delta, Failure> {
    let lane = call.body.lane;
    done(&call, Wish::in_lane(&call.body.command, lane, Command::MarkNoReplyNeeded { lane })).await
}

pub async fn write_operator_message(call: Call<WriteOperatorMessage>) -> Result<Delta, Failure> {
    let NewOperatorMessage { command, with, text } = call.body.clone();
    done(&call, Wish::new(&command, Command::WriteOperatorMessage { with, text })).await
}

pub async fn declare_sale(call: Call<DeclareSale>) -> Result<Delta, Failure> {
    done(&call, Wish::new(&call.body.command, Command::DeclareSale)).await
}

pub async fn leave_feedback(call: Call<LeaveFeedback>) -> Result<Delta, Failure> {
    let NewFeedback { command, stars, reason, comment } = call.body.clone();
    for (text, field) in [(&reason, "reason"), (&comment, "comment")] {
        disclosure::check(&call.desk, text.as_deref().unwrap_or_default(), field).await?;
    }
    done(&call, Wish::new(&command, Command::LeaveFeedback(Feedback { stars, reason, comment }))).await
}

pub async fn mark_spam(call: Call<MarkSpam>) -> Result<Delta, Failure> {
    done(&call, Wish::new(&call.body.command, Command::MarkSpam)).await
}
