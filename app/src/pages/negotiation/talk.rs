//! The state of one open negotiation and everything that can be asked of the server about it. No view.

use crate::browser;
use crate::client::{Question, call, question, read};
use crate::components::composer::FILE_FIELD;
use crate::components::draft::{Attached, Draft, Progress, Written};
use crate::intl;
use crate::load::Load;
use crate::upload::Upload;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use shared::api::documents::{Uploaded, upload_url};
use shared::api::negotiations::{
    AddInternalNote, Bare, NewEnclosure, NewMessage, NewNote, OpenInquiry, OpenQuote, ReadMessages,
    ReadThread, Reads, SendMessage,
};
use shared::api::{Endpoint, Nothing, Problem};
use shared::ids::{CommandId, EntryId, UploadId};
use shared::negotiation::{DOCUMENT_BYTES_MAX, Terms};
use shared::view::{Content, Delta, Entry, Header, QuoteView, Role, Thread};
use std::sync::Arc;
use web_sys::File;

/// What follows when a command is stored. Not a `Callback`: the part of the page that asked may be made anew
/// by live news before the answer comes.
pub type Done = Box<dyn FnOnce()>;

/// A handle to the signals of the page.
#[derive(Clone, Copy)]
pub struct Talk {
    id: StoredValue<String>,
    pub state: RwSignal<Load<()>>,
    pub header: RwSignal<Option<Arc<Header>>>,
    /// Oldest first, as the server sends them.
    pub entries: RwSignal<Vec<Entry>>,
    pub draft: Draft,
    pub busy: RwSignal<bool>,
    /// Why the last message was not sent.
    pub problem: RwSignal<Option<Problem>>,
    reported: StoredValue<Vec<EntryId>>,
    /// How many live news have come.
    heard: StoredValue<u32>,
    /// What was sent last and not answered, with its command: sent again it must not be done twice.
    unanswered: StoredValue<Option<(Written, CommandId)>>,
    /// Whether it was said that the inquiry is open before somebody.
    opened: StoredValue<bool>,
    /// The file that is attached, and its upload.
    file: StoredValue<Option<File>, LocalStorage>,
    sending: StoredValue<Option<Upload>, LocalStorage>,
}

impl Talk {
    pub fn new(id: String) -> Self {
        let kept = browser::kept(&kept_as(&id)).unwrap_or_default();
        Self {
            id: StoredValue::new(id),
            state: RwSignal::new(Load::Loading),
            header: RwSignal::new(None),
            entries: RwSignal::new(Vec::new()),
            draft: Draft::new(kept),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            reported: StoredValue::new(Vec::new()),
            heard: StoredValue::new(0),
            unanswered: StoredValue::new(None),
            opened: StoredValue::new(false),
            file: StoredValue::new_local(None),
            sending: StoredValue::new_local(None),
        }
    }

    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Reads everything anew; on the first time it also says that the inquiry was opened.
    pub fn read(self) {
        let asked_at = self.heard.get_value();
        spawn_local(async move {
            match call::<ReadThread>(&[&self.id()], &Nothing {}).await {
                Ok(Thread { header, entries }) => {
                    let opens = !matches!(header.role, Role::Buyer | Role::Operator);
                    self.take(Delta { header, entries }, asked_at);
                    self.state.try_set(Load::Ready(()));
                    let first = |opened: &mut bool| !std::mem::replace(opened, true);
                    if opens && self.opened.try_update_value(first) == Some(true) {
                        self.open().await;
                    }
                }
                // What is shown stays while only the connection is lost.
                Err(_) if self.header.try_with_untracked(Option::is_some) == Some(true) => {}
                Err(problem) => drop(self.state.try_set(Load::Failed(problem))),
            }
        });
    }

    async fn open(self) {
        let Some(asked_at) = self.heard.try_get_value() else { return };
        // Refused when it is not this viewer's to open: then there is nothing to say.
        if let Ok(delta) = call::<OpenInquiry>(&[&self.id()], &Bare { command: command() }).await {
            self.take(delta, asked_at);
        }
    }

    /// Takes over live news. They come in the order in which things happened.
    pub fn hear(self, delta: Delta) {
        self.heard.try_update_value(|heard| *heard += 1);
        self.put(delta, true);
    }

    /// Takes over an answer to what was asked when `asked_at` news had been heard. It may be overtaken: when
    /// live news came meanwhile, what they said stays, and the answer only adds what they did not say.
    fn take(self, answer: Delta, asked_at: u32) {
        let newest = self.heard.try_get_value() == Some(asked_at);
        self.put(answer, newest);
    }

    /// Twice does no harm.
    fn put(self, delta: Delta, newest: bool) {
        if newest {
            self.header.try_set(Some(Arc::new(delta.header)));
        }
        self.entries.try_update(|entries| {
            for entry in delta.entries {
                match entries.iter_mut().find(|known| known.id == entry.id) {
                    Some(known) if newest => *known = entry,
                    Some(_) => {}
                    None => entries.push(entry),
                }
            }
        });
    }

    /// Keeps what is being written, for a reload and a failed send.
    pub fn keep_draft(self) {
        browser::keep(&kept_as(&self.id()), &self.draft.text.get());
    }

    /// Sends what is written: as a message or as an internal note. It stays where it is until the
    /// server has it.
    pub fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let draft = self.draft;
        let written = draft.written();
        let enclosure = match enclosure(&written) {
            Ok(enclosure) => enclosure,
            Err(problem) => return self.problem.set(Some(problem)),
        };
        let command = self.command_for(&written);
        let done: Done = Box::new(move || {
            self.unanswered.try_set_value(None);
            draft.clear();
        });
        let Written { note, lane, audience, text, cc, sender, .. } = written;
        if note {
            return self.act::<AddInternalNote>(NewNote { command, text }, self.problem, done);
        }
        let (cc, sender) = (filled(cc), filled(sender));
        let message = NewMessage { command, lane, audience, text, cc, sender, enclosure };
        self.act::<SendMessage>(message, self.problem, done);
    }

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
        self.draft.attached.set(None);
        self.draft.terms.supersedes.set(None);
    }

    /// The command of an attempt that got no answer, when the same is sent again; else a new one.
    fn command_for(self, written: &Written) -> CommandId {
        let before = self.unanswered.get_value().filter(|(before, _)| before == written);
        let command = before.map_or_else(command, |(_, command)| command);
        self.unanswered.set_value(Some((written.clone(), command.clone())));
        command
    }

    /// Sends a command; `done` once it is stored, else `problem` says why not.
    pub fn act<E: Endpoint<Reply = Delta>>(
        self,
        body: E::Body,
        problem: RwSignal<Option<Problem>>,
        done: Done,
    ) {
        self.dispatch(question::<E>(&[&self.id()], &body), problem, done);
    }

    /// The same, on an entry: a quote or an incident.
    pub fn act_on<E: Endpoint<Reply = Delta>>(
        self,
        entry: &EntryId,
        body: E::Body,
        problem: RwSignal<Option<Problem>>,
        done: Done,
    ) {
        self.dispatch(question::<E>(&[&self.id(), entry.as_str()], &body), problem, done);
    }

    /// The buyer looked into a quote; nobody waits for the answer.
    pub fn opened(self, entry: &EntryId) {
        let is_unopened_quote = self.entries.with_untracked(|entries| {
            let found = entries.iter().find(|known| known.id == *entry);
            found.is_some_and(|found| match &found.content {
                Content::Quote { quote, .. } => quote.opened_at.is_none() && !found.own,
                _ => false,
            })
        });
        if !is_unopened_quote {
            return;
        }
        let (entry, asked_at) = (entry.clone(), self.heard.get_value());
        spawn_local(async move {
            let body = Bare { command: command() };
            if let Ok(delta) = call::<OpenQuote>(&[&self.id(), entry.as_str()], &body).await {
                self.take(delta, asked_at);
            }
        });
    }

    /// Begins a new quote that replaces this one.
    pub fn supersede(self, entry: &EntryId) {
        let Some(quote) = self.quote(entry) else { return };
        let terms = self.draft.terms;
        terms.currency.set(quote.price.currency().code().to_owned());
        terms.supersedes.set(Some((entry.clone(), quote.price)));
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

    /// A quote of the history.
    pub fn quote(self, id: &EntryId) -> Option<QuoteView> {
        self.entries.with_untracked(|entries| {
            let found = entries.iter().find(|known| known.id == *id)?;
            match &found.content {
                Content::Quote { quote, .. } => Some((**quote).clone()),
                _ => None,
            }
        })
    }

    fn dispatch(self, question: Question, problem: RwSignal<Option<Problem>>, done: Done) {
        self.busy.set(true);
        problem.set(None);
        let (answer, asked_at) = (question.send(), self.heard.get_value());
        spawn_local(async move {
            let answer = answer.await.and_then(|text| read(&text));
            self.answered(answer.map(|delta| self.take(delta, asked_at)), problem, done);
        });
    }

    fn answered(self, answer: Result<(), Problem>, problem: RwSignal<Option<Problem>>, done: Done) {
        self.busy.try_set(false);
        match answer {
            Ok(()) => done(),
            Err(refused) => {
                if matches!(refused.field.as_deref(), Some("sender")) {
                    self.draft.sender_needed.try_set(true);
                }
                problem.try_set(Some(refused));
            }
        }
    }

    /// Reports the unread messages as read, each once, if somebody is really looking.
    pub fn report_read(self) {
        if document().hidden() {
            return;
        }
        let unread: Vec<_> = self.entries.with(|entries| {
            let is_new =
                |entry: &&Entry| entry.unread && self.reported.with_value(|known| !known.contains(&entry.id));
            entries.iter().filter(is_new).map(|entry| entry.id.clone()).collect()
        });
        if unread.is_empty() {
            return;
        }
        self.reported.update_value(|known| known.extend(unread.iter().cloned()));
        spawn_local(async move {
            let reads = Reads { command: command(), messages: unread.clone() };
            let asked_at = self.heard.try_get_value().unwrap_or_default();
            match call::<ReadMessages>(&[&self.id()], &reads).await {
                Ok(delta) => self.take(delta, asked_at),
                // Tried again at the next occasion.
                Err(_) => {
                    self.reported.try_update_value(|known| known.retain(|id| !unread.contains(id)));
                }
            }
        });
    }
}

/// What goes with the message, as it is told to the server.
fn enclosure(written: &Written) -> Result<Option<NewEnclosure>, Problem> {
    let Some(attached) = written.attached.as_ref().filter(|_| !written.note) else { return Ok(None) };
    match &attached.progress {
        Progress::Stored(_) => {}
        Progress::Sending(_) => return Err(problem("document_uploading")),
        Progress::Failed(problem) => return Err(problem.clone()),
    }
    let terms = attached.quote.then(|| Terms {
        amount: written.amount.clone(),
        currency: written.currency.clone(),
        valid_until: intl::end_of_day(&written.valid_until),
        payable_online: written.payable_online,
        supersedes: written.supersedes.clone(),
    });
    Ok(Some(NewEnclosure { upload: attached.upload.clone(), terms }))
}

/// A problem that the page itself finds; its words are in the catalogue.
fn problem(code: &str) -> Problem {
    Problem { code: code.to_owned(), detail: String::new(), field: None }
}

/// A new command's id.
pub fn command() -> CommandId {
    CommandId(browser::new_id())
}

/// What was typed, or nothing.
pub fn filled(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn kept_as(id: &str) -> String {
    format!("draft:{id}")
}
