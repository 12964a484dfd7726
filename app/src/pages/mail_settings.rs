//! How mails reach whoever is signed in. A change holds at once; when it cannot be kept, the page shows what holds.

use crate::browser;
use crate::client::{call, question};
use crate::components::failure::form_failure;
use crate::components::setting::{one_of, switch};
use crate::components::settings::Settings;
use crate::components::skeleton::Shape;
use crate::components::toast::Toasts;
use crate::intl;
use crate::load::{Load, Place, fetch, loaded};
use crate::session;
use crate::styles::MAIL_SETTINGS;
use crate::words::{self, named, said, say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::mail_settings::{ChangeMailSettings, NewMailSettings, ReadMailSettings};
use shared::api::{Nothing, Problem};
use shared::mail_settings::{MailSettings, Pace};

pub fn mail_settings() -> AnyView {
    let place = Place::<MailSettings>::new();
    let problem = RwSignal::new(None::<Problem>);
    let ask = move || fetch(place, question::<ReadMailSettings>(&[], &Nothing {}));
    ask();
    Effect::new(move |_| {
        // Whoever comes by the link of a mail signs in first, and then comes back.
        if matches!(place.get(), Load::Failed(problem) if problem.code == "not_signed_in") {
            session::sign_in_first();
        }
    });
    let ready = move |settings| Choice { held: RwSignal::new(settings), problem }.view();
    view! {
        <Settings title=say::MAIL_SETTINGS_TITLE lead=say::MAIL_SETTINGS_LEAD>
            {loaded(place, Shape::Blocks(2), Callback::new(move |()| ask()), ready)}
            {form_failure(problem)}
        </Settings>
    }
    .into_any()
}

/// What is chosen. The fields stay where they are when it changes, so that the focus stays in them.
#[derive(Clone, Copy)]
struct Choice {
    held: RwSignal<MailSettings>,
    problem: RwSignal<Option<Problem>>,
}

impl Choice {
    fn view(self) -> AnyView {
        let paces = Pace::ALL.map(|pace| {
            let name = named::pace(pace);
            let chosen = move || self.held.get().pace == pace;
            one_of("pace", (name, move || explained(pace)), chosen, move |_| {
                self.change(|settings| settings.pace = pace);
            })
        });
        let copies = switch(
            (say::MAIL_SETTINGS_COPIES, t(say::MAIL_SETTINGS_COPIES_TEXT)),
            move || self.held.get().copies,
            move |event| self.change(|settings| settings.copies = event_target_checked(&event)),
        );
        let feedback = switch(
            (say::MAIL_SETTINGS_FEEDBACK, t(say::MAIL_SETTINGS_FEEDBACK_TEXT)),
            move || self.held.get().feedback,
            move |event| self.change(|settings| settings.feedback = event_target_checked(&event)),
        );
        view! { class = MAIL_SETTINGS,
            <fieldset class="group">
                <legend class="legend">{t(say::MAIL_SETTINGS_PACE)}</legend>
                {paces.collect_view()}
                <p class="hint">{t(say::MAIL_SETTINGS_LANGUAGE)}</p>
            </fieldset>
            <fieldset class="group">
                <legend class="legend">{t(say::MAIL_SETTINGS_OTHERS)}</legend>
                {copies}
                {feedback}
            </fieldset>
        }
        .into_any()
    }

    fn change(self, make: impl FnOnce(&mut MailSettings)) {
        let before = self.held.get_untracked();
        self.held.update(make);
        self.problem.set(None);
        let choice = NewMailSettings { settings: self.held.get_untracked(), language: words::language() };
        let toasts = expect_context::<Toasts>();
        spawn_local(async move {
            match call::<ChangeMailSettings>(&[], &choice).await {
                Ok(now) => {
                    self.held.try_set(now);
                    toasts.say(said(say::MAIL_SETTINGS_SAVED));
                }
                Err(refused) => {
                    self.held.try_set(before);
                    self.problem.try_set(Some(refused));
                }
            }
        });
    }
}

/// What a pace means; the hour of the day's digest is told as it is where its reader is.
fn explained(pace: Pace) -> String {
    match pace {
        Pace::AtOnce => said(say::MAIL_SETTINGS_AT_ONCE),
        Pace::Hourly => said(say::MAIL_SETTINGS_HOURLY),
        Pace::Daily => {
            let next = Pace::Daily.leaves(browser::now()).map(intl::time_of_day);
            said(say::mail_settings_daily(next.unwrap_or_default()))
        }
        Pace::Never => said(say::MAIL_SETTINGS_NEVER),
    }
}
