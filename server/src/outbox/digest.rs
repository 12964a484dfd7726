//! From the news that wait for an address to its digest: one mail with all that is new in its negotiations, made from
//! what its reader may see now (V4), in the language in which it asked for digests. What was read meanwhile is left out.

use super::gathered::{self, Waiting};
use super::letters::{self, brand, entrance, house, mailbox};
use super::reader::emails_of;
use crate::desk::Desk;
use crate::identity::reader_language;
use crate::mail::{Brand, Composed, Envelope, Letter, Part, compose};
use crate::mail_settings::{self, Choice};
use crate::mailroom::DIGEST_MAILBOX;
use crate::secret;
use crate::store::{StoreError, Transaction};
use shared::ids::{Email, EntryId, MarketplaceId};
use shared::mail_settings::{Pace, Subscription};
use shared::negotiation::{Negotiation, Party};
use shared::time::Timestamp;
use shared::view::{Content, Delta, Entry, Role, project_part};
use shared::visibility::Viewer;
use std::collections::BTreeSet;

/// A digest, if anything is left to tell, and what it uses up in any case.
#[derive(Debug, Default)]
pub struct Digest {
    pub mail: Option<Composed>,
    pub told: Vec<Waiting>,
}

/// The digest of an address that is due.
///
/// # Errors
/// What the database says, or why the mail cannot be written.
pub async fn of_address(desk: &Desk, email: &Email, at: Timestamp) -> Result<Digest, String> {
    let whose = email.clone();
    let look = move |open: &mut dyn Transaction| {
        let mut choice = mail_settings::of(open, &whose)?;
        choice.language = reader_language::of(open, &whose)?.unwrap_or(choice.language);
        Ok::<_, StoreError>((choice, gathered::due(open, &whose, at)?))
    };
    let (choice, told) = desk.database.read(look).await.map_err(|error| error.to_string())?;
    let mut news = Vec::new();
    for of_one in
        told.chunk_by(|one, next| (&one.negotiation, &one.party) == (&next.negotiation, &next.party))
    {
        news.extend(news_of(desk, of_one, &choice).await?);
    }
    let mail = match news.is_empty() {
        true => None,
        false => Some(written(desk, (email, &choice), (news, &told), at).await?),
    };
    Ok(Digest { mail, told })
}

/// What is new in one negotiation, for one party.
struct News {
    marketplace: MarketplaceId,
    party: Party,
    seen: Delta,
}

async fn news_of(desk: &Desk, waiting: &[Waiting], choice: &Choice) -> Result<Option<News>, String> {
    let Some(Waiting { email, negotiation, party, .. }) = waiting.first() else { return Ok(None) };
    let loaded = desk.negotiations.load(negotiation.as_str()).await.map_err(|error| error.to_string())?;
    let state = &loaded.state;
    let entries: Vec<EntryId> = waiting.iter().map(|one| one.entry.clone()).collect();
    let seen = project_part(state, &Viewer::of(party.clone()), &entries);
    let (Some(inquiry), Some(mut seen)) = (&state.inquiry, seen) else { return Ok(None) };
    // Somebody else may have this place now.
    let emails = emails_of(desk, inquiry, party).await.map_err(|error| error.to_string())?;
    if choice.settings.pace == Pace::Never || !emails.contains(email) {
        return Ok(None);
    }
    let role = seen.header.role;
    seen.entries.retain(|entry| !is_known(state, party, role, entry));
    seen.entries.retain(|entry| choice.settings.copies || !is_copy(entry));
    seen.entries.sort_by_key(|entry| entry.at);
    let (marketplace, party) = (inquiry.marketplace.clone(), party.clone());
    Ok((!seen.entries.is_empty()).then_some(News { marketplace, party, seen }))
}

fn is_copy(entry: &Entry) -> bool {
    matches!(entry.content, Content::CopySent { .. })
}

/// Whether its reader has seen it on the page. What somebody wrote is told all the same: it is its copy (N6).
fn is_known(state: &Negotiation, party: &Party, role: Role, entry: &Entry) -> bool {
    let is_said = state.history.get(&entry.id).is_some_and(|fact| fact.event.said().is_some());
    match &entry.content {
        Content::CopySent { .. } => state.was_opened_by(party),
        // The operator reads without leaving a trace.
        _ if is_said && role != Role::Operator => !entry.own && !entry.unread,
        _ => false,
    }
}

async fn written(
    desk: &Desk,
    (email, choice): (&Email, &Choice),
    (mut news, told): (Vec<News>, &[Waiting]),
    at: Timestamp,
) -> Result<Composed, String> {
    // The newest first, as in lists.
    news.sort_by_key(|news| std::cmp::Reverse(news.seen.entries.last().map(|entry| entry.at)));
    let id = format!("digest:{email}:{}", name_of(told));
    let marketplace = brand_of(desk, &news).await?;
    let part = |News { party, seen, .. }: News| {
        let negotiation = seen.header.negotiation.clone();
        let own = format!("{id}:{negotiation}:{party}");
        let link = entrance(desk, (negotiation, party), (&own, email), at);
        Part { seen, link }
    };
    let parts: Vec<Part> = news.into_iter().map(part).collect();
    let envelope = Envelope {
        thread: None,
        to: email.clone(),
        from: mailbox(&desk.address, DIGEST_MAILBOX)?,
        at,
        language: choice.language,
        marketplace,
        answerable: false,
        link: Some(desk.address.requests()),
        choices: Some(letters::choices(desk, email, Some(Subscription::Digest))),
        id,
    };
    compose(&envelope, Letter::Digest { parts: &parts }).map_err(|error| error.to_string())
}

/// The same news make the same mail, however often it is written.
fn name_of(told: &[Waiting]) -> String {
    let one =
        |Waiting { negotiation, party, entry, .. }: &Waiting| format!("{negotiation} {party} {entry}\n");
    secret::hash(&told.iter().map(one).collect::<String>())
}

/// That of the marketplace, where all is of one.
async fn brand_of(desk: &Desk, news: &[News]) -> Result<Brand, String> {
    let all: BTreeSet<&MarketplaceId> = news.iter().map(|news| &news.marketplace).collect();
    match (all.len(), all.first()) {
        (1, Some(only)) => brand(desk, only).await,
        _ => Ok(house()),
    }
}
