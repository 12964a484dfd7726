//! The older part of the history. It arrives once the page is at rest, where there is one.

use super::dialogs::Dialogs;
use super::{printing, reach};
use crate::components::past::{Older, Past, ends_on};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub fn past() -> AnyView {
    let Dialogs { talk, asking } = expect_context();
    printing::follow(talk);
    let lost = RwSignal::new(false);
    let parts = move || {
        let mut above = talk.entries.with_untracked(|entries| ends_on(entries));
        let older = |part: super::talk::Part| {
            let below = part.entries.with_untracked(|entries| ends_on(entries));
            Older { entries: part.entries, above: std::mem::replace(&mut above, below) }
        };
        talk.past.get().into_iter().map(older).collect::<Vec<_>>()
    };
    let more = move |()| {
        spawn_local(async move {
            if talk.read_earlier().await.is_err() {
                lost.try_set(true);
            }
        });
    };
    view! {
        <Past parts=Signal::derive(parts) earlier=talk.earlier lost all=talk.whole more=Callback::new(more)
            reach=reach(talk, asking) />
    }
    .into_any()
}
