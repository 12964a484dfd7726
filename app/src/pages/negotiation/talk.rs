//! The state of one open negotiation and everything that can be asked of the server about it. No view.

use crate::browser;
use crate::client::{Question, call, question, read};
use crate::components::composer::Draft;
use crate::load::Load;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::negotiations::{
    AddInternalNote, Bare, NewMessage, NewNote, OpenInquiry, ReadMessages, ReadThread, Reads, SendMessage,
};
use shared::api::{Endpoint, Nothing, Problem};
use shared::ids::{CommandId, EntryId};
use shared::negotiation::{Audience, Lane};
use shared::view::{Delta, Entry, Header, Role, Thread};
use std::sync::Arc;

/// What follows when a command is stored. Not a `Callback`: the part of the page that asked may be made anew
/// by live news before the answer comes.
pub type Done = Box<dyn FnOnce()>;

/// All that makes one message or note: internal note or not, lane, recipients, text, copies, sender.
type Written = (bool, Option<Lane>, Audience, String, String, String);

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
        let command = self.command_for(&written);
        let done: Done = Box::new(move || {
            self.unanswered.try_set_value(None);
            draft.clear();
        });
        let (note, lane, audience, text, cc, sender) = written;
        if note {
            return self.act::<AddInternalNote>(NewNote { command, text }, self.problem, done);
        }
        let (cc, sender) = (filled(cc), filled(sender));
        let message = NewMessage { command, lane, audience, text, cc, sender };
        self.act::<SendMessage>(message, self.problem, done);
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
