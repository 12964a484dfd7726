//! `project`: the only place where visibility is applied.

mod answer;
mod entry;
mod header;
mod hours;
mod incidents;
mod members;
mod order;
mod presence;
mod silence;

use super::requests::{RequestRow, row};
use super::thread::{Content, Delta, Entry, Page, Thread};
use crate::aggregate::Recorded;
use crate::ids::EntryId;
use crate::negotiation::{Event, Negotiation, Party};
use crate::routing::{Decision, Inputs, Trace, Whole};
use crate::visibility::{Class, Viewer, rights};
use entry::Eye;
pub use presence::project_presence;
use std::collections::BTreeSet;

pub use hours::project_hours;
pub use incidents::{project_incidents, project_orders};
pub use members::{Directory, project_members};

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

/// Why this recipient (R12), with what it was decided on: all of it for those who run the network, whom the stand
/// showed for the buyer, itself for the seller who got it. None for everybody else. The decision and what it was made
/// of are those of the negotiation's fact `routed`.
pub fn project_trace(
    state: &Negotiation,
    viewer: &Viewer,
    decision: Decision,
    inputs: Option<Inputs>,
) -> Option<Trace> {
    let rights = rights(state, viewer);
    if rights.full_decision {
        let whole = Whole { decision, inputs };
        return Some(Trace { whole: Some(whole), ..Trace::default() });
    }
    let inputs = inputs?;
    if rights.classes.contains(Class::Buyer) {
        return Some(Trace { order: Some(inputs.candidates(&decision.shown)?), ..Trace::default() });
    }
    match &state.primary.as_ref()?.party {
        primary @ Party::Seller(id) if viewer.is(primary) => {
            Some(Trace { own: Some(inputs.own(&decision, id)?), ..Trace::default() })
        }
        _ => None,
    }
}

/// What these newest facts made or changed, as this viewer may see it: each entry once, new ones last.
pub fn project_news(state: &Negotiation, viewer: &Viewer, facts: &[Recorded<Event>]) -> Option<Delta> {
    let made: BTreeSet<&EntryId> = facts.iter().map(|fact| &fact.id).collect();
    let older = facts.iter().flat_map(|fact| state.changed_by(&fact.event));
    let older: BTreeSet<EntryId> = older.filter(|id| !made.contains(id)).collect();
    let taken_over = facts.iter().any(|fact| matches!(fact.event, Event::Rerouted { .. }));
    let entries: Vec<_> = older.into_iter().chain(facts.iter().map(|fact| fact.id.clone())).collect();
    let mut news = project_part(state, viewer, &entries)?;
    // Whoever sees no more of it than that something happened is not told that something became of it.
    let is_shadow = |entry: &Entry| entry.content == Content::Activity;
    news.entries.retain(|entry| taken_over || made.contains(&entry.id) || !is_shadow(entry));
    Some(news)
}
