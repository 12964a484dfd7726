//! Live news of one negotiation, as server-sent events. A line never trusts what woke it: it reads again
//! what its viewer may see, and sends what differs from what it has sent.

use super::failure::Failure;
use crate::desk::Desk;
use crate::identity::Visitor;
use crate::store::StoreError;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use serde::Deserialize;
use shared::ids::EntryId;
use shared::view::{Delta, Thread, delta, project};
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
    /// What the page shows.
    sent: Option<Thread>,
    started: bool,
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
            let seen = self.read().await.ok()??;
            let news = match &self.sent {
                Some(sent) => delta(sent, &seen),
                None => Some(Delta { header: seen.header.clone(), entries: seen.entries.clone() }),
            };
            if let Some(news) = news {
                let event = message(&news, &seen)?;
                self.sent = Some(seen);
                return Some(event);
            }
            // Nothing for this viewer. Beats come by the clock alone, so that they tell nothing either.
            if waited.is_err() {
                return Some(Event::default().event("beat").data(""));
            }
        }
    }

    async fn visitor(&self) -> Result<Visitor, StoreError> {
        Visitor::of(&self.desk, &self.headers, Some(&self.negotiation), self.desk.clock.now()).await
    }

    /// What the visitor may see now; none when it may see nothing (any more).
    async fn read(&self) -> Result<Option<Thread>, StoreError> {
        let seen = self.visitor().await?.looks_at().ok();
        Ok(seen.and_then(|(viewer, _, loaded)| project(&loaded.state, &viewer)))
    }

    /// What the visitor saw when this entry was the newest; none when there is no such entry.
    async fn as_of(&self, entry: &EntryId) -> Result<Option<Thread>, StoreError> {
        let visitor = self.visitor().await?;
        let state = self.desk.negotiations.as_of(&self.negotiation, entry).await?;
        let seen = visitor.session.zip(state).and_then(|(session, state)| {
            let (viewer, _) = session.viewer(&state)?;
            project(&state, &viewer)
        });
        Ok(seen)
    }
}

/// The id is the newest entry that the viewer sees: it tells nothing of what lies between.
fn message(news: &Delta, seen: &Thread) -> Option<Event> {
    let event = Event::default().event("message").json_data(news).ok()?;
    Some(match seen.entries.last() {
        Some(entry) => event.id(entry.id.as_str()),
        None => event,
    })
}
