//! S1: a row of five stars, of which one press is enough. Stars that came with the link of a mail are saved at the first
//! sign of a person: programs that follow links, and even run pages, give none.

use super::asking::Asking;
use super::dialogs::Dialogs;
use super::talk::{Talk, command};
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::icon::icon;
use crate::styles::RATING;
use crate::words::{said, say, t};
use leptos::ev;
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::{LeaveFeedback, NewFeedback};
use shared::rating::feedback_is_editable;
use shared::view::FeedbackView;
use std::time::Duration;

/// So long after its beginning a press has ended.
const PRESS: Duration = Duration::from_millis(300);

/// The row, and what is known of the stars that were given.
#[derive(Clone, Copy)]
struct Row {
    talk: Talk,
    /// Chosen and not saved yet.
    chosen: RwSignal<Option<u8>>,
    given: Memo<Option<FeedbackView>>,
    problem: RwSignal<Option<Problem>>,
}

pub fn rating() -> AnyView {
    let Dialogs { talk, asking } = expect_context();
    let given = Memo::new(move |_| talk.header.with(|header| header.as_ref()?.feedback.clone()));
    let kept = browser::kept(&browser::stars_of(&talk.id())).and_then(|stars| stars.parse().ok());
    let row = Row { talk, chosen: RwSignal::new(kept), given, problem: RwSignal::new(None) };
    if kept.is_some() {
        row.save_before_a_person();
    }
    let stars = move || given.get().and_then(|given| given.stars);
    let words = move || match (row.chosen.get(), stars()) {
        (None, Some(stars)) => said(say::rating_noted(u64::from(stars))),
        _ => said(say::RATING_TITLE),
    };
    let open =
        Memo::new(move |_| given.get().is_none_or(|given| feedback_is_editable(given.at, browser::now())));
    let more = move || {
        (row.chosen.get().is_none() && stars().is_some()).then(|| {
            let press = move |()| asking.set(Some(Asking::Feedback));
            view! { <Button label=say::RATING_CHANGE icon_name="pencil" look=Look::Quiet press /> }
        })
    };
    let hint = move || {
        (stars().is_none()).then(|| view! { class = RATING, <p class="hint">{t(say::RATING_TEXT)}</p> })
    };
    let drawn = move || {
        view! { class = RATING,
            <section class="rating no-print" aria-label=t(say::RATING_TITLE)>
                <p class="words" role="status">{words}</p>
                <div class="row" role="group" aria-label=t(say::FEEDBACK_STARS)>
                    {[1, 2, 3, 4, 5].map(|count| row.star(count)).collect_view()}
                </div>
                {hint}
                {form_failure(row.problem)}
                {more}
            </section>
        }
    };
    // What can be changed no more needs no room here: the history has it.
    (move || open.get().then(drawn)).into_any()
}

impl Row {
    /// How many stars are drawn.
    fn drawn(self) -> u8 {
        self.chosen.get().or_else(|| self.given.get()?.stars).unwrap_or(0)
    }

    fn star(self, count: u8) -> AnyView {
        let on = move || self.drawn() >= count;
        let pressed = move || (self.drawn() == count).to_string();
        view! { class = RATING,
            <button type="button" class="star" data-on=on aria-pressed=pressed
                on:click=move |_| self.save(count)>
                <span class="hidden-visually">{move || said(say::stars_count_of_five(count))}</span>
                {icon("star")}
            </button>
        }
        .into_any()
    }

    /// Saves these stars; what was written along with others stays.
    fn save(self, stars: u8) {
        let given = self.given.get_untracked();
        let (reason, comment) = given.map(|given| (given.reason, given.comment)).unwrap_or_default();
        self.chosen.set(Some(stars));
        let body = NewFeedback { command: command(), stars, reason, comment };
        let kept = browser::stars_of(&self.talk.id());
        let done = Box::new(move || {
            browser::keep(&kept, "");
            self.chosen.try_set(None);
        });
        self.talk.act::<LeaveFeedback>(body, self.problem, done);
    }

    /// A press, a touch, a key, a wheel or a movement of the pointer that no script has made. Scrolling by itself is no
    /// sign: scripts scroll too, and browsers do not tell.
    fn save_before_a_person(self) {
        let signed = StoredValue::new(false);
        let sign = move |event: &web_sys::Event| {
            let first = |signed: &mut bool| !std::mem::replace(signed, true);
            if event.is_trusted() && signed.try_update_value(first) == Some(true) {
                // When it is a press on another star, that one is the word.
                let settled = move || {
                    if let Some(Some(stars)) = self.chosen.try_get_untracked()
                        && self.talk.busy.try_get_untracked() == Some(false)
                    {
                        self.save(stars);
                    }
                };
                set_timeout(settled, PRESS);
            }
        };
        let listeners = [
            window_event_listener(ev::pointerdown, move |event| sign(&event)),
            window_event_listener(ev::pointermove, move |event| sign(&event)),
            window_event_listener(ev::touchstart, move |event| sign(&event)),
            window_event_listener(ev::keydown, move |event| sign(&event)),
            window_event_listener(ev::wheel, move |event| sign(&event)),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }
}
