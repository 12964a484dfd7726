//! What this browser keeps of what is being written, until it has left: under which names, and when.

use super::Talk;
use crate::browser;
use crate::components::draft::Draft;
use leptos::prelude::*;

impl Talk {
    /// Keeps the text in this browser, and whom it is for.
    pub fn keep_text(self) {
        if let Some(text) = self.draft.text.try_get_untracked() {
            let way = if text.is_empty() { String::new() } else { self.draft.way() };
            browser::keep(&way_kept_as(&self.id()), &way);
            browser::keep(&kept_as(&self.id()), &text);
        }
    }

    /// Keeps what is being written, for a reload and a failed send; and for other devices.
    pub fn keep_draft(self) {
        let Draft { settled, note, lane, audience, cc, attached, terms, .. } = self.draft;
        settled.track();
        note.track();
        lane.track();
        audience.track();
        cc.track();
        attached.track();
        terms.amount.track();
        terms.valid_until.track();
        self.keep_text();
        if let Some(Some(tools)) = self.tools.try_get_untracked() {
            (tools.keep)(self);
        }
    }
}

/// Where the browser keeps the draft.
pub fn kept_as(id: &str) -> String {
    format!("draft:{id}")
}

/// And whom it is for.
pub fn way_kept_as(id: &str) -> String {
    format!("way:{id}")
}

/// Where the browser notes that a message is held.
pub fn held_as(id: &str) -> String {
    format!("held:{id}")
}

/// Where the browser keeps a message until the server has it.
pub fn leaving_as(id: &str) -> String {
    format!("leaving:{id}")
}
