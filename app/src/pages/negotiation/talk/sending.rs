//! What is being written, until it has left: drafts here and on the server, and messages that are held for a
//! moment and can be taken back.

use super::{Done, Talk, command, held_as, kept_as, leaving_as, problem};
use crate::browser;
use crate::client::{call, read, written};
use crate::components::draft::Progress;
use crate::components::held::Waiting;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::negotiations::{AddInternalNote, Bare, NewNote};
use shared::api::writing::{
    Held, HoldMessage, KeepDraft, ListHeld, NewHeld, ReadDraft, ReleaseHeld, TakeBack, Writing,
};
use shared::api::{Nothing, Problem};
use shared::ids::CommandId;
use shared::view::Entry;
use std::time::Duration;

/// A draft goes to the server when nothing was typed for so long.
const RESTED: Duration = Duration::from_millis(1_500);

/// By then the page shows what has just been done.
const SEEN: Duration = Duration::from_millis(20);

impl Talk {
    /// Reads what was being written elsewhere, and what has not left yet.
    pub fn begin(self) {
        self.read_held();
        self.read_draft();
    }

    /// Keeps the draft on the server, once the writer rests.
    pub fn keep(self) {
        if let Some(Some(waiting)) = self.keeping.try_get_value() {
            waiting.clear();
        }
        let keep = move || spawn_local(self.keep_on_server());
        self.keeping.set_value(set_timeout_with_handle(keep, RESTED).ok());
    }

    async fn keep_on_server(self) {
        let Some(known) = self.kept.try_get_value() else { return };
        let writing = self.draft.writing();
        if writing == known || (writing.is_empty() && known.is_empty()) {
            return;
        }
        // What cannot be kept now is kept with the next letter.
        if call::<KeepDraft>(&[&self.id()], &writing).await.is_ok() {
            self.kept.try_set_value(writing);
        }
    }

    /// Sends what is written: as a message or as an internal note. It stays where it is until the
    /// server has it.
    pub fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        if let Some(problem) = self.unready() {
            return self.problem.set(Some(problem));
        }
        let writing = self.draft.writing();
        let command = self.command_for(&writing);
        if writing.note {
            let done: Done = Box::new(move || self.sent());
            let note = NewNote { command, text: writing.text };
            return self.act::<AddInternalNote>(note, self.problem, done);
        }
        self.hold(NewHeld { command, writing });
    }

    /// Why it cannot be sent yet: its document is not there.
    fn unready(self) -> Option<Problem> {
        let attached = self.draft.attached.get_untracked().filter(|_| !self.draft.note.get_untracked())?;
        match attached.progress {
            Progress::Stored(_) => None,
            Progress::Sending(_) => Some(problem("document_uploading")),
            Progress::Failed(problem) => Some(problem),
        }
    }

    /// Nothing is left to be sent.
    fn sent(self) {
        self.unanswered.try_set_value(None);
        self.draft.clear();
    }

    /// Gives a message to the server, which sends it in ten seconds. Words alone are shown as sent at once; should
    /// the server not take them, they are in the box again.
    fn hold(self, new: NewHeld) {
        self.busy.set(true);
        self.problem.set(None);
        let id = self.id();
        let at_once = new.writing.enclosure.is_none() && !new.writing.is_empty();
        if at_once {
            // In case the page does not live to see it arrive.
            browser::keep(&leaving_as(&id), &written(&new));
            self.held.update(|all| all.push(Waiting::leaving(new.clone())));
            self.draft.clear();
        }
        let send = async move {
            let answer = call::<HoldMessage>(&[&id], &new).await;
            if answer.is_ok() {
                browser::keep(&held_as(&id), "1");
            }
            if at_once && answer.is_err() && !self.busy.is_disposed() {
                self.forget_held(&new.command);
                self.restore(new.writing);
                // At once: it may be the page's end that ended the question.
                browser::keep(&kept_as(&id), &self.draft.text.get_untracked());
            }
            if answer.is_ok() || !self.busy.is_disposed() {
                browser::keep(&leaving_as(&id), "");
            }
            let answer = answer.map(|held| {
                self.held.try_update(|all| {
                    all.retain(|known| known.held.command != held.command);
                    all.push(Waiting::new(held));
                });
            });
            let done: Done = match at_once {
                true => Box::new(move || drop(self.unanswered.try_set_value(None))),
                false => Box::new(move || self.sent()),
            };
            self.answered(answer, self.problem, done);
        };
        // What is seen comes before what is asked.
        set_timeout(move || spawn_local(send), SEEN);
    }

    /// What was on its way when the page went, and did not arrive, is in the box again.
    fn restore_leaving(self, arrived: &[Held]) {
        let kept = browser::kept(&leaving_as(&self.id()));
        let Some(NewHeld { command, writing }) = kept.and_then(|text| read(&text).ok()) else { return };
        browser::keep(&leaving_as(&self.id()), "");
        let first_entry = format!("{command}.0");
        let sent = |all: &Vec<Entry>| all.iter().any(|entry| entry.id.as_str() == first_entry);
        let is_held = arrived.iter().any(|held| held.command == command);
        // The draft that the server kept may have been quicker.
        let is_there = self.draft.text.try_get_untracked().is_none_or(|text| text == writing.text);
        if !is_held && !is_there && self.entries.try_with_untracked(sent) == Some(false) {
            self.restore(writing);
        }
    }

    /// Reads what is held: after a reload, and when something should have left and has not been seen.
    pub fn read_held(self) {
        spawn_local(async move {
            let Ok(held) = call::<ListHeld>(&[&self.id()], &Nothing {}).await else { return };
            if held.is_empty() {
                browser::keep(&held_as(&self.id()), "");
            }
            let leaves = |all: &Vec<Waiting>| all.iter().find(|one| !one.known).cloned();
            let leaving = self.held.try_with_untracked(leaves).flatten();
            if leaving.is_none() {
                self.restore_leaving(&held);
            }
            let leaving = leaving.filter(|one| held.iter().all(|known| known.command != one.held.command));
            self.held.try_set(held.into_iter().map(Waiting::new).chain(leaving).collect());
        });
    }

    /// Takes a held message back into the box.
    pub fn take_back(self, command: CommandId) {
        spawn_local(async move {
            let answer = call::<TakeBack>(&[&self.id(), command.as_str()], &Nothing {}).await;
            match answer {
                Ok(writing) => {
                    self.forget_held(&command);
                    self.restore(writing);
                }
                Err(_) => self.read_held(),
            }
        });
    }

    /// Sends a held message now.
    pub fn release(self, held: CommandId) {
        let asked_at = self.heard.get_value();
        spawn_local(async move {
            let body = Bare { command: command() };
            match call::<ReleaseHeld>(&[&self.id(), held.as_str()], &body).await {
                Ok(delta) => self.take(delta, asked_at),
                Err(_) => self.read_held(),
            }
        });
    }

    fn forget_held(self, command: &CommandId) {
        self.held.try_update(|all| all.retain(|one| one.held.command != *command));
    }

    fn restore(self, writing: Writing) {
        self.draft.restore(writing, |quote| self.quote(quote).map(|quote| quote.price));
    }

    /// What was being written on another device, unless something is being written here.
    pub fn read_draft(self) {
        if !self.draft.writing().is_empty() {
            return;
        }
        spawn_local(async move {
            let draft = call::<ReadDraft>(&[&self.id()], &Nothing {}).await;
            if let Ok(Some(writing)) = draft
                && self.draft.writing().is_empty()
            {
                self.restore(writing);
            }
        });
    }

    /// The command of an attempt that got no answer, when the same is sent again; else a new one.
    fn command_for(self, writing: &Writing) -> CommandId {
        let before = self.unanswered.get_value().filter(|(before, _)| before == writing);
        let command = before.map_or_else(command, |(_, command)| command);
        self.unanswered.set_value(Some((writing.clone(), command.clone())));
        command
    }
}
