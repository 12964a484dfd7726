//! The writer's canned answers: read, filled in for this negotiation, kept and forgotten.

use super::talk::Talk;
use crate::browser;
use crate::client::{call, question};
use crate::components::answers::{AnswerActs, Answers};
use crate::components::skeleton::Shape;
use crate::components::toast::Toasts;
use crate::load::{Place, fetch, loaded};
use crate::words::{said, say};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::writing::{ForgetAnswer, KeepAnswer, ListAnswers};
use shared::api::{Nothing, Problem};
use shared::canned::{CannedAnswer, Particulars, filled};

/// `close` leaves the dialog.
pub fn answers(talk: Talk, problem: RwSignal<Option<Problem>>, close: Callback<()>) -> AnyView {
    let place = Place::<Vec<CannedAnswer>>::new();
    let ask = move || fetch(place, question::<ListAnswers>(&[&talk.id()], &Nothing {}));
    ask();
    let ready = move |found| list(talk, found, problem, close);
    loaded(place, Shape::Lines(4), Callback::new(move |()| ask()), ready)
}

fn list(
    talk: Talk,
    mut found: Vec<CannedAnswer>,
    problem: RwSignal<Option<Problem>>,
    close: Callback<()>,
) -> AnyView {
    let toasts = expect_context::<Toasts>();
    // What the buyer reads comes first.
    let language = talk.header.with_untracked(|header| header.as_ref().map(|header| header.summary.language));
    found.sort_by_key(|answer| Some(answer.card.language) != language);
    let answers = RwSignal::new(found);
    let busy = RwSignal::new(false);
    let insert = move |answer: CannedAnswer| {
        talk.insert(&answer.card.text);
        close.run(());
        toasts.say(said(say::ANSWERS_INSERTED));
    };
    let keep = move |(id, card): (Option<String>, _)| {
        busy.set(true);
        problem.set(None);
        let id = id.unwrap_or_else(browser::new_id);
        spawn_local(async move {
            let answer = call::<KeepAnswer>(&[&talk.id(), &id], &card).await;
            busy.try_set(false);
            match answer {
                Ok(kept) => {
                    answers.try_update(|all| {
                        all.retain(|known| known.id != kept.id || !known.own);
                        all.insert(0, kept);
                    });
                    toasts.say(said(say::ANSWERS_DONE));
                }
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    };
    let forget = move |id: String| {
        spawn_local(async move {
            match call::<ForgetAnswer>(&[&talk.id(), &id], &Nothing {}).await {
                Ok(_) => drop(answers.try_update(|all| all.retain(|known| known.id != id || !known.own))),
                Err(refused) => drop(problem.try_set(Some(refused))),
            }
        });
    };
    let acts = AnswerActs {
        insert: Callback::new(insert),
        keep: Callback::new(keep),
        forget: Callback::new(forget),
    };
    let begun = talk.draft.text.get_untracked();
    view! { <Answers answers begun problem busy acts /> }.into_any()
}

impl Talk {
    /// Puts a canned answer into the box, below what stands there.
    fn insert(self, text: &str) {
        let Some(header) = self.header.get_untracked() else { return };
        let summary = &header.summary;
        let particulars = Particulars {
            buyer: &summary.buyer_name,
            company: summary.buyer_company.as_deref(),
            product: summary.product_name.as_deref(),
            manufacturer: &summary.manufacturer_name,
            seller: &header.receipt.recipient_name,
        };
        let text = filled(text, &particulars);
        self.draft.note.set(false);
        self.draft.text.update(|written| match written.trim().is_empty() {
            true => *written = text,
            false => *written = format!("{}\n\n{text}", written.trim_end()),
        });
    }
}
