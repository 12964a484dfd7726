//! What a page waits for: loading, ready, or failed with a way to try again.

use crate::client::{LOST, Question, read};
use crate::components::failure::Failure;
use crate::components::skeleton::{Shape, Skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use shared::api::Problem;
use std::ops::Deref;

/// The state of something that the server must tell.
#[derive(Clone, Debug)]
pub enum Load<T> {
    Loading,
    Ready(T),
    Failed(Problem),
}

impl<T> From<Result<T, Problem>> for Load<T> {
    fn from(result: Result<T, Problem>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(problem) => Self::Failed(problem),
        }
    }
}

/// Where an answer is shown; a signal of it. Only the answer to the last question gets there: on a slow line an
/// older one may come after it.
pub struct Place<T: 'static> {
    shown: RwSignal<Load<T>>,
    asked: StoredValue<Asked>,
}

#[derive(Clone, Copy, Default)]
struct Asked {
    questions: u32,
    /// What is shown will be replaced.
    anew: bool,
}

impl<T> Clone for Place<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Place<T> {}

impl<T> Deref for Place<T> {
    type Target = RwSignal<Load<T>>;

    fn deref(&self) -> &Self::Target {
        &self.shown
    }
}

impl<T: Send + Sync + 'static> Place<T> {
    /// Nothing is there yet.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Load::Loading), asked: StoredValue::new(Asked::default()) }
    }

    /// Shows the answer when it comes. What is already shown stays until then, and stays when only the connection
    /// was lost.
    pub fn show(self, answer: impl Future<Output = Result<T, Problem>> + 'static) {
        self.wait(true, answer, |shown, answer| {
            let is_ready = shown.try_with_untracked(|load| matches!(load, Load::Ready(_)));
            let is_lost = matches!(&answer, Err(problem) if problem.code == LOST);
            if !is_lost || is_ready != Some(true) {
                shown.try_set(answer.into());
            }
        });
    }

    /// Adds the answer to what is shown, such as the next page of a list; a failed one changes nothing. Does not ask
    /// while what is shown is about to be replaced.
    pub fn add(
        self,
        answer: impl Future<Output = Result<T, Problem>> + 'static,
        add: impl FnOnce(&mut T, T) + 'static,
    ) {
        if self.asked.try_get_value().is_none_or(|asked| asked.anew) {
            return;
        }
        self.wait(false, answer, |shown, answer| {
            let Ok(more) = answer else { return };
            shown.try_update(|load| {
                if let Load::Ready(present) = load {
                    add(present, more);
                }
            });
        });
    }

    /// Hands the answer on, unless something else was asked meanwhile or the page has gone.
    fn wait(
        self,
        anew: bool,
        answer: impl Future<Output = Result<T, Problem>> + 'static,
        take: impl FnOnce(RwSignal<Load<T>>, Result<T, Problem>) + 'static,
    ) {
        let own = self.asked.try_update_value(|asked| {
            *asked = Asked { questions: asked.questions + 1, anew };
            asked.questions
        });
        spawn_local(async move {
            let answer = answer.await;
            let is_last = self.asked.try_update_value(|asked| {
                let is_last = Some(asked.questions) == own;
                asked.anew &= !is_last;
                is_last
            });
            if is_last == Some(true) {
                take(self.shown, answer);
            }
        });
    }
}

/// Asks, and shows the answer.
pub fn fetch<T>(place: Place<T>, question: Question)
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let answer = question.send();
    place.show(async move { answer.await.and_then(|text| read(&text)) });
}

/// The page's content once it is there, its shape before, the failure with a retry otherwise.
pub fn loaded<T>(
    place: Place<T>,
    shape: Shape,
    retry: Callback<()>,
    ready: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let shown = move || match place.get() {
        Load::Loading => view! { <Skeleton shape /> }.into_any(),
        Load::Ready(value) => ready(value),
        Load::Failed(problem) => {
            let again = Callback::new(move |()| {
                place.set(Load::Loading);
                retry.run(());
            });
            view! { <Failure problem retry=again /> }.into_any()
        }
    };
    shown.into_any()
}
