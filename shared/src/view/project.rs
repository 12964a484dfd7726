//! `project`: the only place where visibility is applied.

mod entry;
mod header;
mod incidents;
mod order;
mod silence;

use super::requests::{RequestRow, row};
use super::thread::{Delta, Page, Thread};
use crate::aggregate::Recorded;
use crate::ids::EntryId;
use crate::negotiation::{Event, Negotiation};
use crate::routing::Decision;
use crate::visibility::{Viewer, rights};
use entry::Eye;
use std::collections::BTreeSet;

pub use incidents::{project_incidents, project_orders};

/// The negotiation as this viewer may see it; none when it is none of the viewer's business, which must
/// look the same as when it does not exist.
pub fn project(state: &Negotiation, viewer: &Viewer) -> Option<Thread> {
    let rights = rights(state, viewer);
    let eye = Eye::new(state, viewer, &rights)?;
    let entries = state.history.iter().filter_map(|fact| eye.entry(fact)).collect();
    Some(Thread { header: header::header(&eye)?, entries })
}

/// The newest part of what [`project`] shows, or the part before an entry: `count` entries, oldest first, and
/// whether there are earlier ones. None also when there is no such entry.
pub fn project_page(
    state: &Negotiation,
    viewer: &Viewer,
    before: Option<&EntryId>,
    count: usize,
) -> Option<Page> {
    let rights = rights(state, viewer);
    let eye = Eye::new(state, viewer, &rights)?;
    let mut seen = state.history.before(before)?.filter_map(|fact| eye.entry(fact));
    let mut entries: Vec<_> = seen.by_ref().take(count).collect();
    entries.reverse();
    let earlier = seen.next().is_some();
    Some(Page { header: header::header(&eye)?, entries, earlier })
}

/// The header, and of the history only these entries, as far as this viewer may see them.
pub fn project_part(state: &Negotiation, viewer: &Viewer, entries: &[EntryId]) -> Option<Delta> {
    let rights = rights(state, viewer);
    let eye = Eye::new(state, viewer, &rights)?;
    let entries = entries.iter().filter_map(|id| eye.entry(state.history.get(id)?)).collect();
    Some(Delta { header: header::header(&eye)?, entries })
}

/// The line of a list, as this viewer may see it: its time is that of the newest entry it may see.
pub fn project_row(state: &Negotiation, viewer: &Viewer) -> Option<RequestRow> {
    let rights = rights(state, viewer);
    let eye = Eye::new(state, viewer, &rights)?;
    let newest = state.history.newest(|fact| eye.sees(fact));
    header::header(&eye).map(|header| row(header, newest.map(|fact| fact.at)))
}

/// Why this recipient and why not the others (R12), for those who run the network.
pub fn project_decision(state: &Negotiation, viewer: &Viewer) -> Option<Decision> {
    let decision = rights(state, viewer).full_decision.then_some(state.decision.as_deref()).flatten();
    decision.cloned()
}

/// What these newest facts made or changed, as this viewer may see it: each entry once, new ones last.
pub fn project_news(state: &Negotiation, viewer: &Viewer, facts: &[Recorded<Event>]) -> Option<Delta> {
    let made: BTreeSet<&EntryId> = facts.iter().map(|fact| &fact.id).collect();
    let older = facts.iter().flat_map(|fact| state.changed_by(&fact.event));
    let older: BTreeSet<EntryId> = older.filter(|id| !made.contains(id)).collect();
    let entries: Vec<_> = older.into_iter().chain(facts.iter().map(|fact| fact.id.clone())).collect();
    project_part(state, viewer, &entries)
}
