//! What a page waits for: loading, ready, or failed with a way to try again.

use crate::client::{LOST, Question, read};
use crate::components::failure::Failure;
use crate::components::skeleton::{Shape, Skeleton};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use shared::api::Problem;

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

/// Asks, and puts the answer into `place`. What is already shown stays until then, and stays when
/// only the connection was lost.
pub fn fetch<T>(place: RwSignal<Load<T>>, question: Question)
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let answer = question.send();
    spawn_local(async move { settle(place, answer.await.and_then(|text| read(&text))) });
}

/// Puts an answer into its place.
pub fn settle<T: Send + Sync + 'static>(place: RwSignal<Load<T>>, answer: Result<T, Problem>) {
    let shown = place.try_with_untracked(|load| matches!(load, Load::Ready(_)));
    let keep = matches!(&answer, Err(problem) if problem.code == LOST) && shown == Some(true);
    if !keep {
        // The page may have gone meanwhile: then nobody waits.
        place.try_set(answer.into());
    }
}

/// The page's content once it is there, its shape before, the failure with a retry otherwise.
pub fn loaded<T>(
    place: RwSignal<Load<T>>,
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
