//! The entries before those that the page begins with.

use super::{Part, Talk};
use crate::client::call;
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::{ReadThread, ThreadPart};
use shared::ids::EntryId;
use shared::view::{Entry, Page};

impl Talk {
    /// The oldest entry that was read.
    fn oldest(self) -> Option<EntryId> {
        let first = |entries: &Vec<Entry>| entries.first().map(|entry| entry.id.clone());
        let oldest = |past: &Vec<Part>| past.last().and_then(|part| part.entries.with_untracked(first));
        self.past.try_with_untracked(oldest)?.or_else(|| self.entries.try_with_untracked(first)?)
    }

    /// Reads the part before what was read; true when there is one more now. One question at a time.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn read_earlier(self) -> Result<bool, Problem> {
        let begin = |reading: &mut bool| !std::mem::replace(reading, true);
        if self.earlier.try_get_untracked() != Some(true)
            || self.reading.try_update_value(begin) != Some(true)
        {
            return Ok(false);
        }
        let part = ThreadPart { before: self.oldest() };
        let answer = call::<ReadThread>(&[&self.id()], &part).await;
        self.reading.try_set_value(false);
        let Page { entries, earlier, .. } = answer?;
        self.past.try_update(|past| past.push(Part { entries: ArcRwSignal::new(entries) }));
        self.earlier.try_set(earlier);
        self.report_read();
        Ok(true)
    }

    /// Reads all that there is.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn read_all(self) -> Result<(), Problem> {
        while self.read_earlier().await? {}
        Ok(())
    }

    /// Of the messages that were unread when the page was opened, so many of them, the oldest.
    pub fn first_unread(self, count: usize) -> Option<EntryId> {
        let among: Vec<_> = self.reported.try_with_value(|ids| ids.iter().take(count).cloned().collect())?;
        let oldest = |entries: &Vec<Entry>| {
            entries.iter().find(|entry| among.contains(&entry.id)).map(|entry| entry.id.clone())
        };
        let in_past =
            |past: &Vec<Part>| past.iter().rev().find_map(|part| part.entries.with_untracked(oldest));
        self.past.try_with_untracked(in_past)?.or_else(|| self.entries.try_with_untracked(oldest)?)
    }
}
