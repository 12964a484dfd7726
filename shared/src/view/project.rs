//! `project`: the only place where visibility is applied.

mod entry;
mod header;

use super::thread::{Delta, Thread};
use crate::negotiation::Negotiation;
use crate::routing::Decision;
use crate::visibility::{Viewer, rights};
use std::collections::BTreeMap;

/// The negotiation as this viewer may see it; none when it is none of the viewer's business, which must
/// look the same as when it does not exist.
pub fn project(state: &Negotiation, viewer: &Viewer) -> Option<Thread> {
    let rights = rights(state, viewer);
    if !rights.any() {
        return None;
    }
    let eye = entry::Eye { state, viewer, rights: &rights };
    let entries: Vec<_> = state.history.iter().filter_map(|fact| eye.entry(fact)).collect();
    let unread = entries.iter().filter(|entry| entry.unread).count();
    let header = header::header(&eye, u32::try_from(unread).unwrap_or(u32::MAX))?;
    Some(Thread { header, entries })
}

/// Why this recipient and why not the others (R12), for those who run the network.
pub fn project_decision(state: &Negotiation, viewer: &Viewer) -> Option<Decision> {
    rights(state, viewer).full_decision.then(|| state.decision.clone()).flatten()
}

/// What changed between two views of the same viewer; none when nothing did.
pub fn delta(before: &Thread, after: &Thread) -> Option<Delta> {
    let known: BTreeMap<_, _> = before.entries.iter().map(|entry| (&entry.id, entry)).collect();
    let is_new = |entry: &&super::thread::Entry| known.get(&entry.id) != Some(entry);
    let entries: Vec<_> = after.entries.iter().filter(is_new).cloned().collect();
    let same = entries.is_empty() && before.header == after.header;
    (!same).then(|| Delta { header: after.header.clone(), entries })
}
