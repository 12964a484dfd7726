//! The state of one open negotiation and everything that can be asked of the server about it. No view.

mod attaching;
pub mod early;
mod kept;
mod part;
mod past;
mod sending;
mod tools;

use kept::{held_as, kept_as, leaving_as, way_kept_as};
pub use part::Part;
use sending::Leaving;
pub use tools::Tools;

use crate::browser;
use crate::chunks;
use crate::client::{Question, call, question, read};
use crate::components::draft::Draft;
use crate::components::held::Waiting;
use crate::load::{Load, Place};
use crate::upload::Upload;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::negotiations::{Bare, OpenInquiry, OpenQuote, ReadMessages, Reads};
use shared::api::writing::Writing;
use shared::api::{Endpoint, Problem};
use shared::ids::{CommandId, EntryId};
use shared::view::{Content, Delta, Entry, Header, Page, QuoteView};
use std::sync::Arc;
use web_sys::File;

/// What follows when a command is stored. Not a `Callback`: the part of the page that asked may be made anew
/// by live news before the answer comes.
pub type Done = Box<dyn FnOnce()>;

/// A handle to the signals of the page.
#[derive(Clone, Copy)]
pub struct Talk {
    id: StoredValue<String>,
    pub state: Place<()>,
    pub header: RwSignal<Option<Arc<Header>>>,
    /// Oldest first, as the server sends them.
    pub entries: RwSignal<Vec<Entry>>,
    pub draft: Draft,
    pub busy: RwSignal<bool>,
    /// Why the last message was not sent.
    pub problem: RwSignal<Option<Problem>>,
    /// Reported as read by this page, the oldest of the first report first.
    pub reported: StoredValue<Vec<EntryId>>,
    /// How many messages were unread when the page was opened.
    pub unread: StoredValue<u32>,
    /// Whether there are entries before what is shown.
    pub earlier: RwSignal<bool>,
    /// What was read of the entries before those, the newest part first.
    pub past: RwSignal<Vec<Part>>,
    reading: StoredValue<bool>,
    /// Every part is drawn, however far from what is on the screen.
    pub whole: RwSignal<bool>,
    /// How many live news have come.
    heard: StoredValue<u32>,
    /// What was sent last and not answered, with its command: sent again it must not be done twice.
    unanswered: StoredValue<Option<(Writing, CommandId)>>,
    /// Whether it was read once.
    read_before: StoredValue<bool>,
    /// The file that is attached, and its upload.
    file: StoredValue<Option<File>, LocalStorage>,
    sending: StoredValue<Option<Upload>, LocalStorage>,
    leaving: StoredValue<Leaving, LocalStorage>,
    /// Messages that leave in a moment, or could not.
    pub held: RwSignal<Vec<Waiting>>,
    /// What the server keeps of the draft, and the timer until it is told.
    kept: StoredValue<Writing>,
    keeping: StoredValue<Option<TimeoutHandle>>,
    tools: RwSignal<Option<Tools>>,
    /// What the server told last of who is here, as it came; and how often the page has entered.
    pub presence: RwSignal<String>,
    pub entered: RwSignal<u32>,
    page: StoredValue<String>,
    /// Whether drafts and held messages were asked for.
    begun: StoredValue<bool>,
}

impl Talk {
    pub fn new(id: String) -> Self {
        let [kept, way] =
            [kept_as(&id), way_kept_as(&id)].map(|name| browser::kept(&name).unwrap_or_default());
        Self {
            id: StoredValue::new(id),
            state: Place::new(),
            header: RwSignal::new(None),
            entries: RwSignal::new(Vec::new()),
            draft: Draft::new(kept, &way),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            earlier: RwSignal::new(false),
            past: RwSignal::new(Vec::new()),
            reading: StoredValue::new(false),
            whole: RwSignal::new(false),
            reported: StoredValue::new(Vec::new()),
            unread: StoredValue::new(0),
            heard: StoredValue::new(0),
            unanswered: StoredValue::new(None),
            read_before: StoredValue::new(false),
            file: StoredValue::new_local(None),
            sending: StoredValue::new_local(None),
            leaving: StoredValue::new_local(Leaving::default()),
            held: RwSignal::new(Vec::new()),
            kept: StoredValue::new(Writing::default()),
            keeping: StoredValue::new(None),
            tools: RwSignal::new(None),
            presence: RwSignal::new(String::new()),
            entered: RwSignal::new(0),
            page: StoredValue::new(browser::new_id()),
            begun: StoredValue::new(false),
        }
    }

    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Under which name this page tells that somebody sits before it.
    pub fn page_name(self) -> String {
        self.page.get_value()
    }

    /// Reads everything anew; where somebody's first look is a fact, it is told.
    pub fn read(self) {
        let asked_at = self.heard.get_value();
        spawn_local(async move {
            let newest = early::newest(&self.id()).await.and_then(|text| read(&text));
            match newest {
                Ok(Page { header, entries, earlier }) => {
                    self.reach_back(earlier);
                    if self.read_before.try_get_value() == Some(false) {
                        self.unread.try_set_value(header.unread);
                    }
                    let opens = header.may.open;
                    self.take(Delta { header, entries }, asked_at);
                    self.state.try_set(Load::Ready(()));
                    let first = |read: &mut bool| !std::mem::replace(read, true);
                    if self.read_before.try_update_value(first) == Some(true) {
                        let left_behind = [held_as(&self.id()), leaving_as(&self.id())];
                        if left_behind.iter().any(|name| browser::kept(name).is_some()) {
                            self.begin_writing();
                        }
                    }
                    if opens {
                        self.open().await;
                    }
                }
                // What is shown stays while only the connection is lost.
                Err(_) if self.header.try_with_untracked(Option::is_some) == Some(true) => {}
                Err(problem) => drop(self.state.try_set(Load::Failed(problem))),
            }
        });
    }

    /// The newest part was read: once parts before it were read, they say whether there is more. Where live news
    /// brought more than that part, there may be nothing left, which asking for it will tell.
    fn reach_back(self, earlier: bool) {
        if self.past.try_with_untracked(Vec::is_empty) == Some(true) {
            self.earlier.try_set(earlier);
        }
    }

    /// Does something that needs the tools for writing, once they are there.
    pub fn with_tools(self, act: impl FnOnce(Tools) + 'static) {
        if let Some(Some(tools)) = self.tools.try_get_untracked() {
            return act(tools);
        }
        spawn_local(async move {
            match chunks::whole(chunks::tools()).await {
                Ok(tools) => {
                    self.tools.try_set(Some(tools));
                    act(tools);
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }

    /// Whether what is being written seems to say how to reach somebody elsewhere; reactive. What tells comes with
    /// the tools, so before them the answer is no.
    pub fn discloses(self) -> bool {
        let outward = !self.draft.note.get() && self.draft.audience.get().reaches_the_lane();
        outward && self.gives_away(self.draft.settled)
    }

    /// The same of any words.
    pub fn gives_away(self, words: RwSignal<String>) -> bool {
        self.tools.get().is_some_and(|tools| words.with(|text| (tools.discloses)(text).is_some()))
    }

    /// Somebody turns to the box: what was being written elsewhere, and what has not left yet, comes.
    pub fn begin_writing(self) {
        let first = |begun: &mut bool| !std::mem::replace(begun, true);
        if self.begun.try_update_value(first) == Some(true) {
            self.with_tools(move |tools| (tools.begin)(self));
        }
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
            let role = delta.header.role;
            let other = |known: &Option<Arc<Header>>| known.as_ref().is_some_and(|known| known.role != role);
            let changed = self.header.try_with_untracked(other) == Some(true);
            self.draft.aim(&delta.header.may);
            self.header.try_set(Some(Arc::new(delta.header)));
            // R18: another role, another history.
            if changed {
                self.entries.try_set(Vec::new());
                self.past.try_set(Vec::new());
                return self.read();
            }
        }
        let arrived = |one: &Waiting| {
            let id = format!("{}.0", one.held.command);
            delta.entries.iter().any(|entry| entry.id.as_str() == id)
        };
        if self.held.try_with_untracked(|held| held.iter().any(arrived)) == Some(true) {
            self.held.try_update(|all| all.retain(|held| !arrived(held)));
        }
        let past = self.past.try_get_untracked().unwrap_or_default();
        let reaches_further = !past.is_empty() || self.earlier.try_get_untracked() == Some(true);
        self.entries.try_update(|entries| {
            let begins = entries.first().filter(|_| reaches_further).map(|first| first.at);
            for entry in delta.entries {
                match entries.iter_mut().find(|known| known.id == entry.id) {
                    Some(known) if newest => *known = entry,
                    Some(_) => {}
                    // Of a part that is not read yet: it comes with it.
                    None if begins.is_some_and(|begins| entry.at < begins) => {
                        past.iter().filter(|_| newest).for_each(|part| part.put(&entry));
                    }
                    None => entries.push(entry),
                }
            }
        });
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
        let is_unopened_quote = |found: Entry| match &found.content {
            Content::Quote { quote, .. } => quote.opened_at.is_none() && !found.own,
            _ => false,
        };
        if !self.entry(entry).is_some_and(is_unopened_quote) {
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

    /// A quote of the history.
    pub fn quote(self, id: &EntryId) -> Option<QuoteView> {
        match self.entry(id)?.content {
            Content::Quote { quote, .. } => Some(*quote),
            _ => None,
        }
    }

    /// An entry of what is shown.
    fn entry(self, id: &EntryId) -> Option<Entry> {
        untrack(|| self.followed(id))
    }

    /// The same, as it changes; reactive.
    pub fn followed(self, id: &EntryId) -> Option<Entry> {
        let find = |entries: &Vec<Entry>| entries.iter().find(|known| known.id == *id).cloned();
        let in_past = |past: &Vec<Part>| past.iter().find_map(|part| part.entries.with(find));
        self.entries.with(find).or_else(|| self.past.with(in_past))
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
        let is_new =
            |entry: &&Entry| entry.unread && self.reported.with_value(|known| !known.contains(&entry.id));
        let new = |entries: &Vec<Entry>| -> Vec<_> {
            entries.iter().filter(is_new).map(|entry| entry.id.clone()).collect()
        };
        let mut unread = self.entries.with(new);
        self.past.with(|past| past.iter().for_each(|part| unread.extend(part.entries.with_untracked(new))));
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

/// Why a message does not leave yet.
const UPLOADING: &str = "document_uploading";

/// A problem that the page itself finds; its words are in the catalogue.
pub(super) fn problem(code: &str) -> Problem {
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
