//! A part of the past, and what changes in it.

use leptos::prelude::*;
use shared::view::Entry;

/// Entries that were read together, oldest first.
#[derive(Clone)]
pub struct Part {
    pub entries: ArcRwSignal<Vec<Entry>>,
}

impl Part {
    /// Takes over what has changed of one of them.
    pub fn put(&self, entry: &Entry) {
        if self.entries.with_untracked(|entries| entries.iter().any(|known| known.id == entry.id)) {
            self.entries.update(|entries| {
                entries
                    .iter_mut()
                    .filter(|known| known.id == entry.id)
                    .for_each(|known| *known = entry.clone());
            });
        }
    }
}
