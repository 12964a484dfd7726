//! Turning mails off by the link in one of them: a button, because programs open every link. Whoever has changed its
//! mind goes to the settings.

use crate::client::{LOST, call, question};
use crate::components::button::{Button, Look};
use crate::components::empty::Empty;
use crate::components::failure::form_failure;
use crate::components::skeleton::Shape;
use crate::load::{Load, Place, fetch, loaded};
use crate::route::{self, Page};
use crate::words::{named, say};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::mail_settings::{ReadUnsubscription, Unsubscribe, Unsubscription};
use shared::api::{Nothing, Problem};

/// What the page needs to act.
#[derive(Clone, Copy)]
struct Turning {
    code: StoredValue<String>,
    place: Place<Unsubscription>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

pub fn unsubscribe() -> AnyView {
    let code = match route::page() {
        Page::Unsubscribe(code) => code,
        _ => String::new(),
    };
    let turning = Turning {
        code: StoredValue::new(code),
        place: Place::new(),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    turning.ask();
    let is_dead = Memo::new(move |_| match turning.place.get() {
        Load::Failed(problem) => problem.code != LOST,
        _ => false,
    });
    (move || match is_dead.get() {
        true => dead(),
        false => {
            let retry = Callback::new(move |()| turning.ask());
            loaded(turning.place, Shape::Lines(4), retry, move |about| turning.shown(about))
        }
    })
    .into_any()
}

impl Turning {
    fn ask(self) {
        let code = self.code.get_value();
        fetch(self.place, question::<ReadUnsubscription>(&[&code], &Nothing {}));
    }

    fn shown(self, about: Unsubscription) -> AnyView {
        if about.off {
            return view! {
                <Empty icon_name="check" title=say::UNSUBSCRIBE_DONE_TITLE text=say::UNSUBSCRIBE_DONE_TEXT whole_page=true>
                    <Button label=say::MAIL_SETTINGS_TITLE press=|()| route::go(Page::MailSettings) />
                </Empty>
            }
            .into_any();
        }
        let text = named::unsubscribe(about.subscription);
        view! {
            <Empty icon_name="mail" title=say::UNSUBSCRIBE_TITLE text whole_page=true>
                <Button label=say::UNSUBSCRIBE_TURN_OFF look=Look::Primary busy=self.busy press=move |()| self.turn_off() />
                <Button label=say::MAIL_SETTINGS_TITLE look=Look::Quiet press=|()| route::go(Page::MailSettings) />
                {form_failure(self.problem)}
            </Empty>
        }
        .into_any()
    }

    fn turn_off(self) {
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let answer = call::<Unsubscribe>(&[&self.code.get_value()], &Nothing {}).await;
            self.busy.try_set(false);
            match answer {
                Ok(now) => drop(self.place.try_set(Load::Ready(now))),
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}

/// Mistyped, or of another installation.
fn dead() -> AnyView {
    view! {
        <Empty icon_name="lock" title=say::LINK_SPENT_TITLE text=say::LINK_SPENT_TEXT whole_page=true>
            <Button label=say::MAIL_SETTINGS_TITLE look=Look::Primary press=|()| route::go(Page::MailSettings) />
        </Empty>
    }
    .into_any()
}
