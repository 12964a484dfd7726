//! From a task of the outbox to the mails that it means: one for each address of its reader, made from
//! what this reader may see now (V4).

use super::causes::{Reason, Task};
use super::reader::reader;
use crate::desk::{Address, Desk, INSTALLATION};
use crate::identity::link::{LINK_LENGTH, Link};
use crate::mail::{Brand, Composed, Envelope, Letter, compose};
use crate::mailroom::notices::Notice;
use crate::mailroom::{Channel, Letters, Relay, relays};
use crate::pay::attempts;
use crate::secret;
use crate::store::Transaction;
use serde::{Deserialize, Serialize};
use shared::ids::{Email, MarketplaceId};
use shared::installation::Colour;
use shared::language::Language;
use shared::negotiation::{Event, Lane, Negotiation, OperatorSide, Party};
use shared::time::Timestamp;
use shared::view::{Delta, Entry, project_part};
use shared::visibility::{Viewer, rights};

/// The name and colour of mails that belong to no marketplace.
const HOUSE: (&str, &str) = ("Kontor", "#2f5d62");
/// What the mail says about the life of a sign-in code.
const CODE_MINUTES: u32 = (crate::identity::code::CODE_LENGTH.0 / 60_000) as u32;

/// What the outbox keeps of a sign-in code until it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMail {
    pub email: Email,
    pub code: String,
    pub language: Language,
}

/// The mails of one task; none when there is nothing to say any more.
///
/// # Errors
/// What the database says, or why a mail cannot be written.
pub async fn of_task(desk: &Desk, task: &Task, at: Timestamp) -> Result<Letters, String> {
    let loaded = desk.negotiations.load(task.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let state = &loaded.state;
    let seen = project_part(state, &Viewer::of(task.to.clone()), std::slice::from_ref(&task.entry));
    let (Some(inquiry), Some(seen)) = (&state.inquiry, seen) else { return Ok(Letters::new()) };
    let Some(letter) = letter(task, &seen) else { return Ok(Letters::new()) };
    let reader = reader(desk, inquiry, &task.to).await.map_err(|e| e.to_string())?;
    let emails = match (task.reason, own_address(state, task)) {
        (Reason::SentCopy, Some(email)) => vec![email],
        _ => reader.emails,
    };
    let marketplace = brand(desk, &inquiry.marketplace).await?;
    let relay = Relay::of(desk, &task.negotiation, &task.to, channel(state, task)).await?;
    let mail = |to: Email| {
        let id = format!("{}:{}:{to}", task.entry, task.to);
        let envelope = Envelope {
            thread: Some(format!("{}:{}", task.negotiation, task.to)),
            from: relay.address.clone(),
            at,
            language: reader.language,
            marketplace: marketplace.clone(),
            answerable: true,
            link: Some(link(desk, task, (&id, &to), at)),
            id,
            to,
        };
        let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
        Ok((composed, Some(relay.clone())))
    };
    emails.into_iter().map(mail).collect()
}

/// Where an answer to the mail goes: to where its entry is from. It is settled now, so that it stays the same when its
/// reader is let into another lane later.
fn channel(state: &Negotiation, task: &Task) -> Channel {
    let event = state.history.get(&task.entry).map(|fact| &fact.event);
    match event {
        Some(Event::OperatorMessageSent(message)) => return Channel::Operator(message.with),
        // The operator has no part in lanes.
        _ if task.to == Party::Operator => return Channel::Operator(OperatorSide::Primary),
        Some(event) if event.said().is_some_and(|said| !said.audience.reaches_the_lane()) => {
            return Channel::Operator(OperatorSide::Primary);
        }
        _ => {}
    }
    let lane = event.and_then(|event| lane_of(state, event));
    lane.or_else(|| first_lane(state, &task.to)).map_or(Channel::Own, Channel::Lane)
}

/// The lane in which a fact happened, where it happened in one.
fn lane_of(state: &Negotiation, event: &Event) -> Option<Lane> {
    let of_quote = |quote| state.quotes.get(quote).map(|quote| quote.lane);
    let of_incident = |incident| of_quote(&state.incidents.get(incident)?.order);
    match event {
        Event::Forwarded(forwarded) => Some(forwarded.lane),
        Event::CcAdded { lane, .. } | Event::Declined { lane, .. } => Some(*lane),
        Event::CopyDeclined { .. } => Some(Lane::Manufacturer),
        Event::QuoteOpened { quote, .. }
        | Event::QuoteAccepted { quote, .. }
        | Event::QuoteRefused { quote, .. }
        | Event::QuoteWithdrawn { quote, .. }
        | Event::QuoteExpired { quote }
        | Event::PaymentReceived { quote, .. }
        | Event::IncidentOpened { order: quote, .. } => of_quote(quote),
        Event::IncidentResolved(word) | Event::IncidentDisputed(word) | Event::IncidentClosed(word) => {
            of_incident(&word.incident)
        }
        Event::IncidentAutoClosed { incident } => of_incident(incident),
        event => event.said().map(|said| said.lane),
    }
}

/// The lane in which a party writes when nothing else is said.
fn first_lane(state: &Negotiation, party: &Party) -> Option<Lane> {
    rights(state, &Viewer::of(party.clone())).writes.into_iter().min()
}

/// The mails to the operator about money that fits no order.
///
/// # Errors
/// As for [`of_task`].
pub async fn of_stray_payment(
    desk: &Desk,
    id: &str,
    attempt: &str,
    at: Timestamp,
) -> Result<Letters, String> {
    let wanted = attempt.to_owned();
    let found = desk.database.read(move |open| attempts::find(open, &wanted)).await;
    let Some(attempt) = found.map_err(|error| error.to_string())? else { return Ok(Letters::new()) };
    let loaded = desk.negotiations.load(attempt.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let seen = project_part(&loaded.state, &Viewer::of(Party::Operator), &[]);
    let (Some(inquiry), Some(seen)) = (&loaded.state.inquiry, seen) else { return Ok(Letters::new()) };
    let reader = reader(desk, inquiry, &Party::Operator).await.map_err(|e| e.to_string())?;
    let marketplace = brand(desk, &inquiry.marketplace).await?;
    let task = Task {
        negotiation: attempt.negotiation,
        entry: attempt.order,
        to: Party::Operator,
        reason: Reason::News,
    };
    let reference = attempt.reference.unwrap_or_default();
    let mail = |to: Email| {
        let id = format!("{id}:{to}");
        let envelope = Envelope {
            thread: None,
            from: mailbox(&desk.address, "payments")?,
            at,
            language: reader.language,
            marketplace: marketplace.clone(),
            answerable: false,
            link: Some(link(desk, &task, (&id, &to), at)),
            id,
            to,
        };
        let letter =
            Letter::StrayPayment { header: &seen.header, price: attempt.price, reference: &reference };
        let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
        Ok((composed, None))
    };
    reader.emails.into_iter().map(mail).collect()
}

/// The letter for this reason; none when its reader cannot see the entry that it is about.
fn letter<'t>(task: &Task, seen: &'t Delta) -> Option<Letter<'t>> {
    let header = &seen.header;
    let entry = || -> Option<&'t Entry> { seen.entries.first() };
    Some(match task.reason {
        Reason::Inquiry => Letter::Inquiry { header },
        Reason::Offer => Letter::Offer { header },
        Reason::Copy => Letter::Copy { header },
        Reason::Receipt => Letter::Receipt { header },
        Reason::Message => Letter::Message { header, entry: entry()? },
        Reason::SentCopy => Letter::SenderCopy { header, entry: entry()? },
        Reason::Added => Letter::Added { header, entry: entry()? },
        Reason::Decline => Letter::Declined { header, entry: entry()? },
        Reason::News => Letter::News { header, entry: entry()? },
    })
}

/// The address from which a message was written.
fn own_address(state: &Negotiation, task: &Task) -> Option<Email> {
    match &state.history.get(&task.entry)?.event {
        Event::OperatorMessageSent(message) => message.sender.clone(),
        event => event.said()?.sender.clone(),
    }
}

async fn brand(desk: &Desk, marketplace: &MarketplaceId) -> Result<Brand, String> {
    let installation = desk.installation.load(INSTALLATION).await.map_err(|error| error.to_string())?;
    let known = installation.state.marketplaces.get(marketplace);
    Ok(known.map_or_else(house, |known| Brand { name: known.name.clone(), accent: known.accent }))
}

fn house() -> Brand {
    let (name, accent) = HOUSE;
    Brand { name: name.to_owned(), accent: Colour::parse(accent).expect("written as #rrggbb") }
}

/// The link is named after its mail, so that one can be revoked with the other.
fn link(desk: &Desk, task: &Task, (id, to): (&str, &Email), at: Timestamp) -> String {
    let opens = Some((task.negotiation.clone(), task.to.clone()));
    let link = Link { id: secret::hash(id), email: to.clone(), opens, expires: at + LINK_LENGTH };
    desk.address.link(&link.token(&desk.key))
}

fn mailbox(address: &Address, name: &str) -> Result<Email, String> {
    let text = format!("{name}@{}", address.mail_host());
    Email::parse(&text).map_err(|error| format!("{text} is {error}"))
}

/// The notice to somebody whose mail was not passed on, or not whole. Whoever takes part gets a link to the page.
///
/// # Errors
/// As for [`of_task`].
pub async fn of_notice(desk: &Desk, id: &str, notice: &Notice, at: Timestamp) -> Result<Letters, String> {
    let address = notice.relay.clone();
    let find = move |open: &mut dyn Transaction| relays::find(open, &address);
    let Some(relay) = desk.database.read(find).await.map_err(|error| error.to_string())? else {
        return Ok(Letters::new());
    };
    let loaded = desk.negotiations.load(relay.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let Some(inquiry) = &loaded.state.inquiry else { return Ok(Letters::new()) };
    let reader = reader(desk, inquiry, &relay.party).await.map_err(|error| error.to_string())?;
    let entry = loaded.state.history.iter().next().map(|fact| fact.id.clone());
    let takes_part = entry.filter(|_| reader.emails.contains(&notice.to));
    let link = takes_part.map(|entry| {
        let (negotiation, to) = (relay.negotiation.clone(), relay.party.clone());
        link(desk, &Task { negotiation, entry, to, reason: Reason::News }, (id, &notice.to), at)
    });
    let envelope = Envelope {
        id: id.to_owned(),
        thread: Some(format!("{}:{}", relay.negotiation, relay.party)),
        to: notice.to.clone(),
        from: relay.address.clone(),
        at,
        language: reader.language,
        marketplace: brand(desk, &inquiry.marketplace).await?,
        answerable: false,
        link,
    };
    let letter = Letter::Notice { matter: notice.matter, files: &notice.files };
    let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
    // Should it come back, that says nothing of the participant to whom the address belongs.
    let own = reader.emails.contains(&notice.to).then_some(relay);
    Ok(vec![(composed, own)])
}

/// The mail with a sign-in code.
///
/// # Errors
/// Why it cannot be written.
pub fn of_sign_in(desk: &Desk, id: &str, data: &SignInMail, at: Timestamp) -> Result<Composed, String> {
    let envelope = Envelope {
        id: id.to_owned(),
        thread: None,
        to: data.email.clone(),
        from: mailbox(&desk.address, "sign-in")?,
        at,
        language: data.language,
        marketplace: house(),
        answerable: false,
        link: None,
    };
    let letter = Letter::SignInCode { code: &data.code, minutes: CODE_MINUTES };
    compose(&envelope, letter).map_err(|error| error.to_string())
}
