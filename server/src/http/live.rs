//! Live news of one negotiation, as server-sent events. A line never trusts what woke it: it reads again
//! what its viewer may see, and sends what new facts have made or changed.

use super::failure::Failure;
use crate::attendance::{Attending, PageName};
use crate::desk::Desk;
use crate::execute::{Loaded, events_after, stream};
use crate::identity::{Sight, Visitor};
use crate::store::{StoreError, Transaction};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use serde::Deserialize;
use shared::aggregate::Recorded;
use shared::api::negotiations::NEWEST_ENTRIES;
use shared::ids::EntryId;
use shared::negotiation::{self, Negotiation};
use shared::view::{
    Delta, Header, Page, Presence, project_news, project_page, project_part, project_presence,
};
use shared::visibility::{Rights, Viewer, rights};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::sleep_until;

/// The line shows that it is alive at least this often.
const BEAT: Duration = Duration::from_secs(15);

/// Where the page stands, when the browser does not say it itself.
#[derive(Deserialize)]
pub struct Resume {
    after: Option<EntryId>,
    /// Under which name the page reports presence; without one it hears of nobody.
    page: Option<String>,
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
    let mut line = Line {
        desk,
        headers,
        negotiation,
        woken,
        sent: None,
        company: None,
        seen: Presence::default(),
        waiting: VecDeque::new(),
        beats_at: Instant::now(),
        wakes_at: Instant::now(),
    };
    line.enter(resume.page).await?;
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
    /// The page among those that are open.
    company: Option<Attending>,
    /// What the page was told of who is here.
    seen: Presence,
    /// Events that are to be sent.
    waiting: VecDeque<Event>,
    beats_at: Instant,
    /// When it looks again though nothing has woken it.
    wakes_at: Instant,
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

/// One look at what there is.
struct Reading {
    news: Option<Delta>,
    told: Told,
    presence: Presence,
}

impl Line {
    /// Looks who is there, and joins those whose page is open.
    async fn enter(&mut self, page: Option<String>) -> Result<(), Failure> {
        let visitor = self.visitor().await?;
        let (viewer, ..) = visitor.looks_at()?;
        if let Some(page) = page {
            let name = PageName { session: visitor.signed_in()?.token_hash.clone(), page };
            self.company = Some(self.desk.attendances.enter(&self.negotiation, name, viewer.clone()));
            // Whoever comes again must say again that it is here.
            self.waiting.push_back(Event::default().event("enter").data(""));
        }
        Ok(())
    }

    /// The next event; none ends the line.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            self.wake().await;
            let Reading { news, told, presence } = self.read().await.ok()??;
            if let Some(news) = news {
                self.waiting.push_back(message(&news, told.newest.as_ref())?);
            }
            self.sent = Some(told);
            if presence != self.seen {
                self.waiting.push_back(Event::default().event("presence").json_data(&presence).ok()?);
                self.seen = presence;
            }
            // Beats come by the clock alone, so that they tell nothing of what this viewer may not see.
            if Instant::now() >= self.beats_at {
                self.beats_at = Instant::now() + BEAT;
                self.waiting.push_back(Event::default().event("beat").data(""));
            }
        }
    }

    /// Waits for a reason to look; the first time there is one.
    async fn wake(&mut self) {
        let company = async {
            match &mut self.company {
                Some(company) => company.changed().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.woken.changed() => {}
            () = company => {}
            () = sleep_until(self.wakes_at.min(self.beats_at).into()) => {}
        }
    }

    async fn visitor(&self) -> Result<Visitor, StoreError> {
        Visitor::of(&self.desk, &self.headers, Some(&self.negotiation), Sight::Stored, self.desk.clock.now())
            .await
    }

    /// What is new to the visitor; none when it may see nothing (any more).
    async fn read(&mut self) -> Result<Option<Reading>, StoreError> {
        let visitor = self.visitor().await?;
        let Ok((viewer, _, loaded)) = visitor.looks_at() else { return Ok(None) };
        let presence = self.presence(&loaded.state, viewer);
        let read = self.read_news(viewer, loaded).await?;
        Ok(read.map(|(news, told)| Reading { news, told, presence }))
    }

    fn presence(&mut self, state: &Negotiation, viewer: &Viewer) -> Presence {
        let now = Instant::now();
        let (others, ends) = self.company.as_ref().map(|company| company.others(now)).unwrap_or_default();
        self.wakes_at = ends.unwrap_or(self.beats_at);
        project_presence(state, viewer, &others)
    }

    /// The news, and what the visitor knows with them.
    async fn read_news(
        &self,
        viewer: &Viewer,
        loaded: &Loaded<Negotiation>,
    ) -> Result<Option<(Option<Delta>, Told)>, StoreError> {
        let (state, rights) = (&loaded.state, rights(&loaded.state, viewer));
        let known = self.sent.as_ref().filter(|sent| sent.rights == rights);
        let delta = match known {
            Some(sent) if sent.version == loaded.version => None,
            Some(sent) => {
                let facts = self.facts_since(sent.version).await?;
                project_news(state, viewer, &facts)
            }
            // The first time, and when it may suddenly see more: the newest part anew.
            None => project_page(state, viewer, None, NEWEST_ENTRIES)
                .map(|Page { header, entries, .. }| Delta { header, entries }),
        };
        let Some(delta) = delta else {
            return Ok(self
                .sent
                .as_ref()
                .map(|sent| (None, Told { version: loaded.version, ..sent.clone() })));
        };
        let newest =
            project_page(state, viewer, None, 1).and_then(|page| Some(page.entries.last()?.id.clone()));
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
            let viewer = session.viewer(&state)?;
            let header = project_part(&state, &viewer, &[])?.header;
            Some(Told { version, header, rights: rights(&state, &viewer), newest: Some(entry.clone()) })
        });
        Ok(told)
    }
}

/// The id is the newest entry that the viewer sees: it tells nothing of what lies between.
fn message(news: &Delta, newest: Option<&EntryId>) -> Option<Event> {
    let event = Event::default().event("message").json_data(news).ok()?;
    // What cannot stand in a line was never made by a page of ours; then the page asks anew from the entry before.
    let fits = |entry: &&EntryId| !entry.as_str().contains(['\n', '\r', '\0']);
    Some(match newest.filter(fits) {
        Some(entry) => event.id(entry.as_str()),
        None => event,
    })
}
