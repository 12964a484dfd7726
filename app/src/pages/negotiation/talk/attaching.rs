//! The document that goes with the message: chosen, uploaded, taken out again.

use super::{Talk, UPLOADING, problem};
use crate::browser;
use crate::components::composer::FILE_FIELD;
use crate::components::draft::{Attached, Progress};
use crate::upload::Upload;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use shared::api::documents::{Uploaded, upload_url};
use shared::ids::{EntryId, UploadId};
use shared::negotiation::DOCUMENT_BYTES_MAX;
use web_sys::File;

impl Talk {
    /// Uploads a file, so that it can go with the message; one at a time.
    pub fn attach(self, file: File, quote: bool) {
        let attached = self.draft.attached;
        if attached.with_untracked(Option::is_some) {
            return;
        }
        let (name, bytes) = (file.name(), file.size() as u64);
        let upload = UploadId(browser::new_id());
        let progress = match bytes > DOCUMENT_BYTES_MAX {
            true => Progress::Failed(problem("document_too_large")),
            false => Progress::Sending(0),
        };
        let sends = progress == Progress::Sending(0);
        attached.set(Some(Attached { upload, name, bytes, quote, progress }));
        self.file.set_value(Some(file));
        if sends {
            self.upload();
        }
    }

    /// Sends the bytes of what is attached, the first time or again.
    pub fn upload(self) {
        let (Some(file), Some(attached)) = (self.file.get_value(), self.draft.attached.get_untracked())
        else {
            return;
        };
        let url = upload_url(&self.id(), &attached.upload, &attached.name);
        self.progress(Progress::Sending(0));
        let sent = move |bytes| self.progress(Progress::Sending(bytes));
        let done = move |answer: Result<Uploaded, Problem>| {
            // Whoever was too quick need not wait any more.
            self.problem.try_update(|problem| drop(problem.take_if(|problem| problem.code == UPLOADING)));
            self.progress(match answer {
                Ok(uploaded) => Progress::Stored(uploaded.document),
                Err(problem) => Progress::Failed(problem),
            });
        };
        self.sending.set_value(Upload::start(&url, &file, sent, done));
    }

    fn progress(self, progress: Progress) {
        self.draft.attached.try_update(|attached| {
            if let Some(attached) = attached {
                attached.progress = progress;
            }
        });
    }

    /// Takes the document out again; an upload is stopped.
    pub fn detach(self) {
        self.sending.set_value(None);
        self.file.set_value(None);
        // What was wrong with it is of no use any more.
        self.problem.set(None);
        self.draft.attached.set(None);
        self.draft.terms.supersedes.set(None);
    }

    /// Begins a new quote that replaces this one.
    pub fn supersede(self, entry: EntryId) {
        let Some(quote) = self.quote(&entry) else { return };
        let terms = self.draft.terms;
        terms.currency.set(quote.price.currency().code().to_owned());
        terms.supersedes.set(Some((entry, quote.price)));
        self.draft.note.set(false);
        self.draft.choosing_quote.set(true);
        if self.draft.attached.with_untracked(Option::is_some) {
            self.draft.attached.update(|found| found.iter_mut().for_each(|found| found.quote = true));
            return;
        }
        let chooser = document().get_element_by_id(FILE_FIELD);
        if let Some(chooser) = chooser.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            chooser.click();
        }
    }
}
