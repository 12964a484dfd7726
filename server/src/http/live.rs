//! Live news of one negotiation, as server-sent events. A line never trusts what woke it: it reads again
//! what its viewer may see, and sends what new facts have made or changed.

use super::failure::Failure;
use crate::desk::Desk;
use crate::execute::{events_after, stream};
use crate::identity::Visitor;
use crate::store::{StoreError, Transaction};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use serde::Deserialize;
use shared::aggregate::Recorded;
use shared::api::negotiations::PART_ENTRIES;
use shared::ids::EntryId;
use shared::negotiation::{self, Negotiation};
use shared::view::{Delta, Header, Page, project_news, project_page, project_part};
use shared::visibility::{Rights, rights};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// The line shows that it is alive at least this often.
const BEAT: Duration = Duration::from_secs(15);

/// Where the page stands, when the browser does not say it itself.
#[derive(Deserialize)]
pub struct Resume {
    after: Option<EntryId>,
}

pub async fn live(
    State(desk): State<Arc<Desk>>,
    Path(negotiation): Path<String>,
    Query(resume): Query<Resume>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(EntryId::from);
    let after = last.or(resume.after);
    // Watch before reading: what happens in between wakes the line once too often, never too seldom.
    let woken = desk.hub.watch(&negotiation);
    let mut line = Line { desk, headers, negotiation, woken, sent: None, started: false };
    line.visitor().await?.looks_at()?;
    if let Some(after) = after {
        line.sent = line.as_of(&after).await?;
    }
    let events = futures_util::stream::unfold(line, |mut line| async move {
        let event = line.next().await?;
        Some((Ok(event), line))
    });
    Ok(Sse::new(events))
}

struct Line {
    desk: Arc<Desk>,
    /// The cookie is looked at again with every reading: who signs out hears nothing more.
    headers: HeaderMap,
    negotiation: String,
    woken: watch::Receiver<i64>,
    /// Where the page stands.
    sent: Option<Told>,
    started: bool,
}

/// What the page was told so far.
#[derive(Clone)]
struct Told {
    version: i64,
    header: Header,
    rights: Rights,
    /// The newest entry that it knows.
    newest: Option<EntryId>,
}

impl Line {
    /// The next event; none ends the line.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let waited = match self.started {
                true => timeout(BEAT, self.woken.changed()).await,
                false => Ok(Ok(())),
            };
            self.started = true;
            let (news, told) = self.read().await.ok()??;
            let event = match news {
                Some(news) => Some(message(&news, told.newest.as_ref())?),
                // Nothing for this viewer. Beats come by the clock alone, so that they tell nothing either.
                None => waited.is_err().then(|| Event::default().event("beat").data("")),
            };
            self.sent = Some(told);
            if event.is_some() {
                return event;
            }
        }
    }

    async fn visitor(&self) -> Result<Visitor, StoreError> {
        Visitor::of(&self.desk, &self.headers, Some(&self.negotiation), self.desk.clock.now()).await
    }

    /// What is new to the visitor, and what it knows then; none when it may see nothing (any more).
    async fn read(&self) -> Result<Option<(Option<Delta>, Told)>, StoreError> {
        let Ok((viewer, _, loaded)) = self.visitor().await?.looks_at() else { return Ok(None) };
        let (state, rights) = (&loaded.state, rights(&loaded.state, &viewer));
        let known = self.sent.as_ref().filter(|sent| sent.rights == rights);
        let delta = match known {
            Some(sent) if sent.version == loaded.version => None,
            Some(sent) => {
                let facts = self.facts_since(sent.version).await?;
                project_news(state, &viewer, &facts)
            }
            // The first time, and when it may suddenly see more: the newest part anew.
            None => project_page(state, &viewer, None, PART_ENTRIES)
                .map(|Page { header, entries, .. }| Delta { header, entries }),
        };
        let Some(delta) = delta else {
            return Ok(self
                .sent
                .as_ref()
                .map(|sent| (None, Told { version: loaded.version, ..sent.clone() })));
        };
        let newest =
            project_page(state, &viewer, None, 1).and_then(|page| Some(page.entries.last()?.id.clone()));
        let told = Told { version: loaded.version, header: delta.header.clone(), rights, newest };
        let same = known.is_some_and(|sent| sent.header == delta.header) && delta.entries.is_empty();
        Ok(Some(((!same).then_some(delta), told)))
    }

    async fn facts_since(&self, version: i64) -> Result<Vec<Recorded<negotiation::Event>>, StoreError> {
        let stream = stream::<Negotiation>(&self.negotiation);
        let read = move |open: &mut dyn Transaction| events_after::<Negotiation>(open, &stream, version);
        self.desk.database.read(read).await
    }

    /// Where a page stands that knows this entry as its newest; none when there is no such entry.
    async fn as_of(&self, entry: &EntryId) -> Result<Option<Told>, StoreError> {
        let visitor = self.visitor().await?;
        let Some((version, state)) = self.desk.negotiations.as_of(&self.negotiation, entry).await? else {
            return Ok(None);
        };
        let told = visitor.session.and_then(|session| {
            let (viewer, _) = session.viewer(&state)?;
            let header = project_part(&state, &viewer, &[])?.header;
            Some(Told { version, header, rights: rights(&state, &viewer), newest: Some(entry.clone()) })
        });
        Ok(told)
    }
}

/// The id is the newest entry that the viewer sees: it tells nothing of what lies between.
fn message(news: &Delta, newest: Option<&EntryId>) -> Option<Event> {
    let event = Event::default().event("message").json_data(news).ok()?;
    Some(match newest {
        Some(entry) => event.id(entry.as_str()),
        None => event,
    })
}
