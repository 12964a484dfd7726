//! A participant's mail becomes commands: its words a message, each of its PDFs a document, looked at like any upload.
//! What of it may be done is decided by the rules; who it is from was decided before.

use super::cards::{told_beside, without_cards};
use super::relays::Channel;
use super::sorting::Case;
use super::veil::veiled;
use crate::documents::DocumentFault;
use crate::execute::following_command;
use crate::http::{Failure, check_disclosure};
use crate::mail::LeftOut;
use crate::outbox::emails_of;
use axum::http::StatusCode;
use futures_util::stream;
use letterbox::Attachment;
use shared::aggregate::Envelope;
use shared::negotiation::{
    Actor, Audience, Command, Document, Enclosure, Inquiry, OperatorSide, Party, SendMessage,
};
use shared::time::Millis;
use std::convert::Infallible;

/// Documents that one mail may bring.
const DOCUMENTS_MAX: usize = 10;
/// The longest message (N7), in characters.
const MESSAGE_CHARACTERS: usize = 20_000;
/// A mail that is passed on so long after it came says both times.
const LATE: Millis = Millis::minutes(5);
/// How a document is handed on to be received.
const PIECE_BYTES: usize = 64 * 1024;

/// What arrived of a mail.
pub enum Passed {
    Whole,
    /// Its words, without these files.
    Without(Vec<LeftOut>),
    /// There was nothing that can be passed on.
    Nothing(Vec<LeftOut>),
    /// The rules said no: the code of the reason.
    Refused(String),
}

/// Passes on what a person wrote.
///
/// # Errors
/// What the database or the disk says; what was passed on by then is not passed on again.
pub async fn human(case: &Case<'_>) -> Result<Passed, String> {
    let text = words(case, &case.letter.text).await?;
    let mut left_out: Vec<LeftOut> = case.letter.refused.iter().map(refused).collect();
    let mut documents = Vec::new();
    for attachment in &case.letter.attachments {
        if documents.len() >= DOCUMENTS_MAX || !takes_documents(case) {
            left_out.push(LeftOut { name: attachment.name.clone(), why: "too_many".into() });
            continue;
        }
        let name = words(case, &attachment.name).await?;
        match received(case, attachment, &name).await? {
            Ok(document) => documents.push(document),
            Err(why) => left_out.push(LeftOut { name: attachment.name.clone(), why }),
        }
    }
    if text.is_empty() && documents.is_empty() {
        return Ok(Passed::Nothing(left_out));
    }
    if reaches_the_other_side(case)
        && let Err(failure) = check_disclosure(case.desk, &text, "text").await
    {
        return refusal(failure);
    }
    // The words go with the first document.
    let mut documents = documents.into_iter();
    let first = command(case, text, documents.next());
    let rest: Vec<_> = documents.map(|document| command(case, String::new(), Some(document))).collect();
    for (number, command) in std::iter::once(first).chain(rest).enumerate() {
        match give(case, &format!("mail-{number}"), command).await {
            // It was passed on before, when something else was known of people.
            Err(failure) if failure.problem.code == "command_id_reused" => {}
            Err(failure) => return refusal(failure),
            Ok(()) => {}
        }
    }
    Ok(if left_out.is_empty() { Passed::Whole } else { Passed::Without(left_out) })
}

/// S5: passes on what a machine wrote for the participant.
///
/// # Errors
/// As for [`human`].
pub async fn automatic(case: &Case<'_>) -> Result<(), String> {
    let text = words(case, &case.letter.text).await?;
    let lane = match case.relay.channel {
        Channel::Own => None,
        Channel::Lane(lane) => Some(lane),
        // A machine has nothing to tell the operator.
        Channel::Operator(_) => return Ok(()),
    };
    if text.is_empty() {
        return Ok(());
    }
    let command = Command::ReceiveAutomaticMessage { lane, text };
    match give(case, "mail", command).await {
        Err(failure) if failure.status.is_server_error() => Err(failure.problem.detail),
        _ => Ok(()),
    }
}

fn refusal(failure: Failure) -> Result<Passed, String> {
    match failure.status.is_server_error() || failure.status == StatusCode::TOO_MANY_REQUESTS {
        true => Err(failure.problem.detail),
        false => Ok(Passed::Refused(failure.problem.code)),
    }
}

/// A file that is never passed on, with the code of the reason.
pub fn refused(file: &letterbox::Refused) -> LeftOut {
    use letterbox::Reason;
    let why = match file.why {
        Reason::TooMany => "too_many",
        Reason::Encrypted => "mail_encrypted",
        Reason::NotPdf | Reason::NestedMail | Reason::Calendar | Reason::ContactCard | Reason::Winmail => {
            "not_a_pdf"
        }
    };
    LeftOut { name: file.name.clone(), why: why.to_owned() }
}

/// N12: without the real address or number of anybody who takes part, and without what headers and signatures tell.
async fn words(case: &Case<'_>, text: &str) -> Result<String, String> {
    let Some(inquiry) = &case.state.inquiry else { return Ok(String::new()) };
    let (beside, numbers) = told_beside(case.letter);
    let addresses = addresses(case, inquiry, beside).await?;
    let phones: Vec<&str> =
        inquiry.buyer.phone.iter().map(String::as_str).chain(numbers.iter().map(String::as_str)).collect();
    let clipped: String = text.chars().take(MESSAGE_CHARACTERS).collect();
    let words = without_cards(&veiled(&clipped, &addresses, &phones));
    // What the veil adds may be more than it takes.
    Ok(words.chars().take(MESSAGE_CHARACTERS).collect::<String>().trim().to_owned())
}

/// Those that are registered, and those that the mail tells beside its words.
async fn addresses(case: &Case<'_>, inquiry: &Inquiry, beside: Vec<String>) -> Result<Vec<String>, String> {
    let mut all = beside;
    for party in case.state.participants.keys() {
        let emails = emails_of(case.desk, inquiry, party).await.map_err(|error| error.to_string())?;
        all.extend(emails.iter().map(ToString::to_string));
    }
    // The longest first: one may be the end of another.
    all.sort_by_key(|email| std::cmp::Reverse(email.len()));
    Ok(all)
}

fn reaches_the_other_side(case: &Case<'_>) -> bool {
    !matches!(case.relay.channel, Channel::Operator(_))
}

/// Words between the buyer and the operator, and of the operator, have no documents.
fn takes_documents(case: &Case<'_>) -> bool {
    match case.relay.channel {
        Channel::Own | Channel::Lane(_) => case.relay.party != Party::Operator,
        Channel::Operator(side) => side == OperatorSide::Primary && case.relay.party != Party::Operator,
    }
}

fn command(case: &Case<'_>, text: String, document: Option<Document>) -> Command {
    let enclosure = document.map(|document| Enclosure { document, terms: None });
    let message = |lane, audience| {
        let (cc, automatic) = (None, false);
        let message = SendMessage { lane, audience, text: text.clone(), cc, automatic, enclosure };
        match case.now - case.came >= LATE {
            true => Command::PassOnMail { came: case.came, message },
            false => Command::SendMessage(message),
        }
    };
    match (case.relay.channel, &case.relay.party) {
        (Channel::Operator(with), Party::Operator) => Command::WriteOperatorMessage { with, text },
        (Channel::Operator(with @ OperatorSide::Buyer), _) => Command::WriteOperatorMessage { with, text },
        (Channel::Operator(OperatorSide::Primary), _) => message(None, Audience::Operator),
        (Channel::Own, _) => message(None, Audience::Lane),
        (Channel::Lane(lane), _) => message(Some(lane), Audience::Lane),
    }
}

async fn give(case: &Case<'_>, what: &str, command: Command) -> Result<(), Failure> {
    let actor = Actor { party: case.relay.party.clone(), address: Some(case.author.clone()) };
    let id = following_command(case.id, what);
    let envelope = Envelope { id, at: case.now, actor, command };
    let negotiation = case.relay.negotiation.as_str();
    case.desk.negotiate(negotiation, case.author.as_str(), &envelope).await.map(drop)
}

/// The document, or the code of what is wrong with it.
async fn received(
    case: &Case<'_>,
    attachment: &Attachment,
    name: &str,
) -> Result<Result<Document, String>, String> {
    let pieces = attachment.bytes.chunks(PIECE_BYTES).map(Ok::<_, Infallible>);
    match case.desk.documents.receive(stream::iter(pieces)).await {
        Ok(received) => Ok(Ok(Document {
            name: Document::tidy_name(name),
            bytes: received.bytes,
            pages: received.pages,
            sha256: received.sha256,
        })),
        Err(DocumentFault::TooLarge) => Ok(Err("document_too_large".into())),
        Err(DocumentFault::Refused { code, .. }) => Ok(Err(code)),
        Err(DocumentFault::Incomplete) => Ok(Err("document_incomplete".into())),
        Err(DocumentFault::Broken(why)) => Err(why),
    }
}
