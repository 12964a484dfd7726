//! The question for a negotiation that is asked while words and session are still on their way: a page that is opened
//! by its address waits for the longest of the three, not for their sum.

use crate::client::{Answer, question};
use futures_util::FutureExt;
use futures_util::future::Shared;
use leptos::task::spawn_local;
use shared::api::Problem;
use shared::api::negotiations::{ReadThread, ThreadPart};
use std::cell::RefCell;

struct Early {
    id: String,
    answer: Shared<Answer>,
}

thread_local! {
    static EARLY: RefCell<Option<Early>> = const { RefCell::new(None) };
}

/// Asks for the newest part of a negotiation.
pub fn ask(id: &str) {
    let answer = question::<ReadThread>(&[id], &ThreadPart::default()).send().shared();
    spawn_local(answer.clone().map(drop));
    EARLY.set(Some(Early { id: id.to_owned(), answer }));
}

/// What is answered to that, once; what is asked later is asked anew.
///
/// # Errors
/// As [`call`](crate::client::call).
pub async fn newest(id: &str) -> Result<String, Problem> {
    match EARLY.take().filter(|early| early.id == id) {
        Some(early) => early.answer.await,
        None => question::<ReadThread>(&[id], &ThreadPart::default()).send().await,
    }
}
