//! From a task of the outbox to the mails that it means: one for each address of its reader, made from
//! what this reader may see now (V4). Where an address has chosen digests, the entry waits for one instead.

use super::causes::{Reason, Task};
use super::gathered::Waiting;
use super::kinds::kind;
use super::reader::reader;
use crate::desk::{Address, Desk, INSTALLATION};
use crate::identity::link::{LINK_LENGTH, Link};
use crate::mail::{Brand, Choices, Composed, Envelope, Letter, compose};
use crate::mail_settings;
use crate::mailroom::notices::Notice;
use crate::mailroom::{Channel, Letters, PAYMENTS_MAILBOX, Relay, SIGN_IN_MAILBOX, relays};
use crate::pay::attempts;
use crate::secret;
use crate::store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};
use shared::ids::{Email, MarketplaceId, NegotiationId};
use shared::installation::Colour;
use shared::language::Language;
use shared::mail_settings::{Fate, Kind, Subscription};
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

/// Another language than the reader's, for who only looks at mails.
pub type SaidIn = Option<Language>;

/// What one task leads to.
#[derive(Default)]
pub struct Made {
    pub letters: Letters,
    pub waiting: Vec<Waiting>,
}

/// The mails of one task; none when there is nothing to say any more.
///
/// # Errors
/// What the database says, or why a mail cannot be written.
pub async fn of_task(desk: &Desk, task: &Task, at: Timestamp, said_in: SaidIn) -> Result<Made, String> {
    let loaded = desk.negotiations.load(task.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let state = &loaded.state;
    let seen = project_part(state, &Viewer::of(task.to.clone()), std::slice::from_ref(&task.entry));
    let (Some(inquiry), Some(seen)) = (&state.inquiry, seen) else { return Ok(Made::default()) };
    let Some(letter) = letter(task, &seen) else { return Ok(Made::default()) };
    let kind = kind(task.reason, seen.entries.first().map(|entry| &entry.content));
    let reader = reader(desk, (state, inquiry), &task.to).await.map_err(|e| e.to_string())?;
    let emails = match (task.reason, own_address(state, task)) {
        (Reason::SentCopy, Some(email)) => vec![email],
        _ => reader.emails.clone(),
    };
    let marketplace = brand(desk, &inquiry.marketplace).await?;
    let relay = Relay::of(desk, &task.negotiation, &task.to, channel(state, task)).await?;
    let Routes { now, waiting } = routes(desk, task, (kind, emails), at).await?;
    let mail = |to: Email| {
        let id = format!("{}:{}:{to}", task.entry, task.to);
        let opens = (task.negotiation.clone(), task.to.clone());
        let envelope = Envelope {
            thread: Some(format!("{}:{}", task.negotiation, task.to)),
            from: relay.address.clone(),
            at,
            language: said_in.unwrap_or_else(|| reader.language_of(&to)),
            marketplace: marketplace.clone(),
            answerable: true,
            // N8: what somebody typed as its address opens nothing: a passed-on link would beget others.
            link: Some(match reader.emails.contains(&to) {
                true => entrance(desk, opens, (&id, &to), at),
                false => desk.address.negotiation(task.negotiation.as_str()),
            }),
            choices: choices_of(desk, &to, kind),
            id,
            to,
        };
        let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
        Ok((composed, Some(relay.clone())))
    };
    let letters = now.into_iter().map(mail).collect::<Result<_, String>>()?;
    Ok(Made { letters, waiting })
}

/// Which addresses get a mail now, and which wait for their digest.
struct Routes {
    now: Vec<Email>,
    waiting: Vec<Waiting>,
}

async fn routes(
    desk: &Desk,
    task: &Task,
    (kind, emails): (Kind, Vec<Email>),
    at: Timestamp,
) -> Result<Routes, String> {
    // Most mails leave whatever was chosen.
    if !kind.can_be_chosen() {
        return Ok(Routes { now: emails, waiting: Vec::new() });
    }
    let look = move |open: &mut dyn Transaction| {
        let fate = |email: Email| {
            let settings = mail_settings::of(open, &email)?.settings;
            Ok((email, settings.fate(kind, at)))
        };
        emails.into_iter().map(fate).collect::<Result<Vec<_>, StoreError>>()
    };
    let mut routes = Routes { now: Vec::new(), waiting: Vec::new() };
    for (email, fate) in desk.database.read(look).await.map_err(|error| error.to_string())? {
        let Task { negotiation, entry, to: party, .. } = task.clone();
        match fate {
            Fate::Leaves => routes.now.push(email),
            Fate::Waits(due) => routes.waiting.push(Waiting { email, negotiation, party, entry, due }),
            Fate::Dropped => {}
        }
    }
    Ok(routes)
}

fn choices_of(desk: &Desk, to: &Email, kind: Kind) -> Option<Choices> {
    kind.can_be_chosen().then(|| choices(desk, to, kind.rule().subscription))
}

/// The ways for an address to choose which mails come.
pub fn choices(desk: &Desk, to: &Email, subscription: Option<Subscription>) -> Choices {
    let link = |about| (about, desk.address.unsubscribe(&mail_settings::code(&desk.key, to, about)));
    Choices { settings: desk.address.mail_settings(), unsubscribe: subscription.map(link) }
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
    said_in: SaidIn,
) -> Result<Letters, String> {
    let wanted = attempt.to_owned();
    let found = desk.database.read(move |open| attempts::find(open, &wanted)).await;
    let Some(attempt) = found.map_err(|error| error.to_string())? else { return Ok(Letters::new()) };
    let loaded = desk.negotiations.load(attempt.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let seen = project_part(&loaded.state, &Viewer::of(Party::Operator), &[]);
    let (Some(inquiry), Some(seen)) = (&loaded.state.inquiry, seen) else { return Ok(Letters::new()) };
    let reader = reader(desk, (&loaded.state, inquiry), &Party::Operator).await.map_err(|e| e.to_string())?;
    let marketplace = brand(desk, &inquiry.marketplace).await?;
    let reference = attempt.reference.unwrap_or_default();
    let mail = |to: Email| {
        let id = format!("{id}:{to}");
        let opens = (attempt.negotiation.clone(), Party::Operator);
        let envelope = Envelope {
            thread: None,
            from: mailbox(&desk.address, PAYMENTS_MAILBOX)?,
            at,
            language: said_in.unwrap_or_else(|| reader.language_of(&to)),
            marketplace: marketplace.clone(),
            answerable: false,
            link: Some(entrance(desk, opens, (&id, &to), at)),
            choices: None,
            id,
            to,
        };
        let letter =
            Letter::StrayPayment { header: &seen.header, price: attempt.price, reference: &reference };
        let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
        Ok((composed, None))
    };
    reader.emails.iter().cloned().map(mail).collect()
}

/// The letter for this reason; none when its reader cannot see the entry that it is about.
fn letter<'t>(task: &Task, seen: &'t Delta) -> Option<Letter<'t>> {
    let header = &seen.header;
    let entry = || -> Option<&'t Entry> { seen.entries.first() };
    Some(match task.reason {
        Reason::Inquiry => Letter::Inquiry { header },
        // R18: somebody has it meanwhile.
        Reason::Offer if header.offer.is_none() => return None,
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

pub async fn brand(desk: &Desk, marketplace: &MarketplaceId) -> Result<Brand, String> {
    let installation = desk.installation.load(INSTALLATION).await.map_err(|error| error.to_string())?;
    let known = installation.state.marketplaces.get(marketplace);
    Ok(known.map_or_else(house, |known| Brand { name: known.name.clone(), accent: known.accent }))
}

pub fn house() -> Brand {
    let (name, accent) = HOUSE;
    Brand { name: name.to_owned(), accent: Colour::parse(accent).expect("written as #rrggbb") }
}

/// The link by which a reader comes in as this party. It is named after its mail, so that one can be revoked with the
/// other.
pub fn entrance(
    desk: &Desk,
    opens: (NegotiationId, Party),
    (id, to): (&str, &Email),
    at: Timestamp,
) -> String {
    let link =
        Link { id: secret::hash(id), email: to.clone(), opens: Some(opens), expires: at + LINK_LENGTH };
    desk.address.link(&link.token(&desk.key))
}

pub fn mailbox(address: &Address, name: &str) -> Result<Email, String> {
    let text = format!("{name}@{}", address.mail_host());
    Email::parse(&text).map_err(|error| format!("{text} is {error}"))
}

/// The notice to somebody whose mail was not passed on, or not whole. Whoever takes part gets a link to the page.
///
/// # Errors
/// As for [`of_task`].
pub async fn of_notice(
    desk: &Desk,
    id: &str,
    notice: &Notice,
    at: Timestamp,
    said_in: SaidIn,
) -> Result<Letters, String> {
    let address = notice.relay.clone();
    let find = move |open: &mut dyn Transaction| relays::find(open, &address);
    let Some(relay) = desk.database.read(find).await.map_err(|error| error.to_string())? else {
        return Ok(Letters::new());
    };
    let loaded = desk.negotiations.load(relay.negotiation.as_str()).await.map_err(|e| e.to_string())?;
    let Some(inquiry) = &loaded.state.inquiry else { return Ok(Letters::new()) };
    let reader =
        reader(desk, (&loaded.state, inquiry), &relay.party).await.map_err(|error| error.to_string())?;
    let takes_part = reader.emails.contains(&notice.to);
    let opens = (relay.negotiation.clone(), relay.party.clone());
    let link = takes_part.then(|| entrance(desk, opens, (id, &notice.to), at));
    let envelope = Envelope {
        id: id.to_owned(),
        thread: Some(format!("{}:{}", relay.negotiation, relay.party)),
        to: notice.to.clone(),
        from: relay.address.clone(),
        at,
        language: said_in.unwrap_or_else(|| reader.language_of(&notice.to)),
        marketplace: brand(desk, &inquiry.marketplace).await?,
        answerable: false,
        link,
        choices: None,
    };
    let letter = Letter::Notice { matter: notice.matter, files: &notice.files };
    let composed = compose(&envelope, letter).map_err(|error| error.to_string())?;
    // Should it come back, that says nothing of the participant to whom the address belongs.
    let own = takes_part.then_some(relay);
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
        from: mailbox(&desk.address, SIGN_IN_MAILBOX)?,
        at,
        language: data.language,
        marketplace: house(),
        answerable: false,
        link: None,
        choices: None,
    };
    let letter = Letter::SignInCode { code: &data.code, minutes: CODE_MINUTES };
    compose(&envelope, letter).map_err(|error| error.to_string())
}
