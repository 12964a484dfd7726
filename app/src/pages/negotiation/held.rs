//! The messages of this page that leave in a moment. It arrives with the first of them.

use super::dialogs::Dialogs;
use crate::components::held::{HeldActs, HeldMessages};
use crate::components::toast::Toasts;
use crate::words::{said, say};
use leptos::prelude::*;

pub fn held() -> AnyView {
    let Dialogs { talk, .. } = expect_context();
    let toasts = expect_context::<Toasts>();
    let take_back = move |command| {
        talk.take_back(command);
        toasts.say(said(say::UNDO_DONE));
    };
    let overdue = move |()| {
        talk.read_held();
        talk.read();
    };
    let acts = HeldActs {
        take_back: Callback::new(take_back),
        release: Callback::new(move |command| talk.release(command)),
        overdue: Callback::new(overdue),
    };
    view! { <HeldMessages held=talk.held acts /> }.into_any()
}
