//! The state of one open negotiation and everything that can be asked of the server about it. No view.

use crate::browser;
use crate::client::call;
use crate::components::composer::Draft;
use crate::load::Load;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::negotiations::{
    AddInternalNote, Bare, NewMessage, NewNote, OpenInquiry, ReadMessages, ReadThread, Reads, SendMessage,
};
use shared::api::{Endpoint, Nothing, Problem};
use shared::ids::{CommandId, EntryId};
use shared::view::{Delta, Entry, Header, Role};

/// A handle to the signals of the page.
#[derive(Clone, Copy)]
pub struct Talk {
    id: StoredValue<String>,
    pub state: RwSignal<Load<()>>,
    pub header: RwSignal<Option<Header>>,
    /// Oldest first, as the server sends them.
    pub entries: RwSignal<Vec<Entry>>,
    pub draft: Draft,
    pub busy: RwSignal<bool>,
    /// Why the last message was not sent.
    pub problem: RwSignal<Option<Problem>>,
    reported: StoredValue<Vec<EntryId>>,
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
        }
    }

    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Reads everything anew; on the first time it also says that the inquiry was opened.
    pub fn read(self) {
        spawn_local(async move {
            match call::<ReadThread>(&[&self.id()], &Nothing {}).await {
                Ok(thread) => {
                    let first = self.header.with_untracked(Option::is_none);
                    let role = thread.header.role;
                    self.header.try_set(Some(thread.header));
                    self.entries.try_set(thread.entries);
                    self.state.try_set(Load::Ready(()));
                    if first && !matches!(role, Role::Buyer | Role::Operator) {
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
        // Refused when it is not this viewer's to open: then there is nothing to say.
        if let Ok(delta) = call::<OpenInquiry>(&[&self.id()], &Bare { command: command() }).await {
            self.apply(delta);
        }
    }

    /// Takes over what changed, wherever it came from; twice does no harm.
    pub fn apply(self, delta: Delta) {
        self.header.try_set(Some(delta.header));
        self.entries.try_update(|entries| {
            for entry in delta.entries {
                match entries.iter_mut().find(|known| known.id == entry.id) {
                    Some(known) => *known = entry,
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
        let text = draft.text.get_untracked();
        let done = Callback::new(move |()| draft.clear());
        if draft.note.get_untracked() {
            return self.act::<AddInternalNote>(NewNote { command: command(), text }, self.problem, done);
        }
        let message = NewMessage {
            command: command(),
            lane: draft.lane.get_untracked(),
            audience: draft.audience.get_untracked(),
            text,
            cc: filled(draft.cc.get_untracked()),
            sender: filled(draft.sender.get_untracked()),
        };
        self.act::<SendMessage>(message, self.problem, done);
    }

    /// Sends a command; `done` once it is stored, else `problem` says why not.
    pub fn act<E: Endpoint<Reply = Delta>>(
        self,
        body: E::Body,
        problem: RwSignal<Option<Problem>>,
        done: Callback<()>,
    ) where
        E::Body: 'static,
    {
        self.busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = call::<E>(&[&self.id()], &body).await;
            self.answered(answer, problem, done);
        });
    }

    fn answered(
        self,
        answer: Result<Delta, Problem>,
        problem: RwSignal<Option<Problem>>,
        done: Callback<()>,
    ) {
        self.busy.try_set(false);
        match answer {
            Ok(delta) => {
                self.apply(delta);
                done.run(());
            }
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
            match call::<ReadMessages>(&[&self.id()], &reads).await {
                Ok(delta) => self.apply(delta),
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
