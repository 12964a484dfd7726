//! What this browser keeps of what is being written, until it has left: under which names, and when.

use super::Talk;
use crate::browser;
use leptos::prelude::*;

impl Talk {
    /// Keeps the text in this browser.
    pub fn keep_text(self) {
        if let Some(text) = self.draft.text.try_get_untracked() {
            browser::keep(&kept_as(&self.id()), &text);
        }
    }

    /// Keeps what is being written, for a reload and a failed send; and for other devices.
    pub fn keep_draft(self) {
        self.draft.settled.track();
        self.keep_text();
        self.draft.attached.track();
        self.draft.terms.amount.track();
        self.draft.terms.valid_until.track();
        if let Some(Some(tools)) = self.tools.try_get_untracked() {
            (tools.keep)(self);
        }
    }
}

/// Where the browser keeps the draft.
pub fn kept_as(id: &str) -> String {
    format!("draft:{id}")
}

/// Where the browser notes that a message is held.
pub fn held_as(id: &str) -> String {
    format!("held:{id}")
}

/// Where the browser keeps a message until the server has it.
pub fn leaving_as(id: &str) -> String {
    format!("leaving:{id}")
}
