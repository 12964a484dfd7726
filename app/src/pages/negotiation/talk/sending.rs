//! What is being written, until it has left: drafts here and on the server, and messages that are held for a
//! moment and can be taken back.

use super::{Done, Talk, UPLOADING, command, held_as, leaving_as, problem};
use crate::browser;
use crate::client::{call, read, written};
use crate::components::draft::{Draft, Progress};
use crate::components::held::Waiting;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Nothing;
use shared::api::negotiations::{AddInternalNote, Bare, NewNote};
use shared::api::writing::{
    Held, HoldMessage, KeepDraft, ListHeld, NewHeld, ReadDraft, ReadSender, ReleaseHeld, SenderOf, TakeBack,
    Writing,
};
use shared::ids::CommandId;
use shared::view::Entry;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

/// A draft goes to the server when nothing was typed for so long.
const RESTED: Duration = Duration::from_millis(1_500);

/// Messages that have left the box and are not with the server yet, the first first. They outlive the page.
pub type Leaving = Rc<RefCell<VecDeque<NewHeld>>>;

fn note(id: &str, leaving: &Leaving) {
    let left = leaving.borrow();
    let text = if left.is_empty() { String::new() } else { written(&*left) };
    browser::keep(&leaving_as(id), &text);
}

/// By then the page shows what has just been done.
const SEEN: Duration = Duration::from_millis(20);

impl Talk {
    /// Reads what was being written elsewhere, and what has not left yet.
    pub fn begin(self) {
        self.read_held();
        self.read_draft();
        self.read_sender();
    }

    /// N8: from which address this person writes, as far as the server knows.
    fn read_sender(self) {
        let Draft { lane, sender, sender_needed, .. } = self.draft;
        let of = SenderOf { lane: lane.get_untracked() };
        spawn_local(async move {
            let Ok(known) = call::<ReadSender>(&[&self.id()], &of).await else { return };
            sender_needed.try_set(known.address.is_none());
            if let Some(address) =
                known.address.filter(|_| sender.try_with_untracked(String::is_empty) == Some(true))
            {
                sender.try_set(address);
            }
        });
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
        if self.waits_for_its_document() {
            return;
        }
        let writing = self.draft.writing();
        // The key was pressed twice.
        if writing.is_empty() && !self.leaving.get_value().borrow().is_empty() {
            return;
        }
        let command = self.command_for(&writing);
        if writing.note {
            let done: Done = Box::new(move || self.sent());
            let note = NewNote { command, text: writing.text };
            return self.act::<AddInternalNote>(note, self.problem, done);
        }
        self.hold(NewHeld { command, writing });
    }

    /// Whether it cannot be sent yet because its document is not there, which is said then.
    fn waits_for_its_document(self) -> bool {
        let attached = self.draft.attached.get_untracked().filter(|_| !self.draft.note.get_untracked());
        match attached.map(|attached| attached.progress) {
            None | Some(Progress::Stored(_)) => false,
            Some(Progress::Sending(_)) => {
                self.problem.set(Some(problem(UPLOADING)));
                true
            }
            // That stands beside the file already, with what can be done about it.
            Some(Progress::Failed(_)) => {
                self.problem.set(None);
                drop(browser::focus(".file button"));
                true
            }
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
        self.problem.set(None);
        if new.writing.enclosure.is_some() || new.writing.is_empty() {
            self.busy.set(true);
            return spawn_local(self.hold_whole(new));
        }
        self.held.update(|all| all.push(Waiting::leaving(new.clone())));
        self.draft.clear();
        let (id, leaving) = (self.id(), self.leaving.get_value());
        leaving.borrow_mut().push_back(new);
        // In case the page does not live to see it arrive.
        note(&id, &leaving);
        if leaving.borrow().len() == 1 {
            // What is seen comes before what is asked.
            set_timeout(move || spawn_local(self.leave(id, leaving)), SEEN);
        }
    }

    /// What stays in the box until the server has it.
    async fn hold_whole(self, new: NewHeld) {
        let id = self.id();
        let answer = call::<HoldMessage>(&[&id], &new).await;
        let answer = answer.map(|held| self.is_held(&id, held));
        self.answered(answer, self.problem, Box::new(move || self.sent()));
    }

    /// One after the other, as they were written. When one cannot leave, neither can those behind it.
    async fn leave(self, id: String, leaving: Leaving) {
        loop {
            let Some(new) = leaving.borrow().front().cloned() else { return };
            match call::<HoldMessage>(&[&id], &new).await {
                Ok(held) => {
                    drop(leaving.borrow_mut().pop_front());
                    self.is_held(&id, held);
                    self.has_answer(&new.command);
                }
                // It may be the page's end that ended the question: the note says what is left.
                Err(_) if self.busy.is_disposed() => return,
                Err(refused) => {
                    let all: Vec<NewHeld> = leaving.borrow_mut().drain(..).collect();
                    for new in all.into_iter().rev() {
                        self.forget_held(&new.command);
                        self.restore(new.writing);
                    }
                    self.keep_text();
                    self.answered(Err(refused), self.problem, Box::new(|| ()));
                }
            }
            note(&id, &leaving);
        }
    }

    /// Another one may have been sent meanwhile: that one keeps its command.
    fn has_answer(self, command: &CommandId) {
        self.unanswered.try_update_value(|sent| {
            *sent = sent.take().filter(|(_, known)| known != command);
        });
    }

    /// The server has it.
    fn is_held(self, id: &str, held: Held) {
        browser::keep(&held_as(id), "1");
        self.held.try_update(|all| {
            all.retain(|known| known.held.command != held.command);
            all.push(Waiting::new(held));
        });
    }

    /// What was on its way when the page went, and did not arrive, is in the box again.
    fn restore_leaving(self, arrived: &[Held]) {
        let kept = browser::kept(&leaving_as(&self.id())).and_then(|text| read::<Vec<NewHeld>>(&text).ok());
        browser::keep(&leaving_as(&self.id()), "");
        for NewHeld { command, writing } in kept.into_iter().flatten().rev() {
            let first_entry = format!("{command}.0");
            let sent = |all: &Vec<Entry>| all.iter().any(|entry| entry.id.as_str() == first_entry);
            let is_held = arrived.iter().any(|held| held.command == command);
            // The draft that the server kept may have been quicker.
            let is_there = self.draft.text.try_get_untracked().is_none_or(|text| text == writing.text);
            if !is_held && !is_there && self.entries.try_with_untracked(sent) == Some(false) {
                self.restore(writing);
            }
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

    /// What was being written on another device, or here before a reload, unless something else is being written.
    pub fn read_draft(self) {
        spawn_local(async move {
            let draft = call::<ReadDraft>(&[&self.id()], &Nothing {}).await;
            let Ok(Some(writing)) = draft else { return };
            let now = self.draft.writing();
            if now.is_empty() {
                self.restore(writing);
            } else if now.text == writing.text && now.enclosure.is_none() && now.cc.is_none() {
                // Whom it is for, this browser knows better.
                self.restore(Writing { note: now.note, lane: now.lane, audience: now.audience, ..writing });
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
