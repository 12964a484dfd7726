//! The dialogs of a negotiation: bring somebody in, decline, confirm, rate. Each asks, sends, closes.

use super::answers;
use super::asking::Asking;
use super::keeping;
use super::orders::{self, AddressDraft};
use super::people::People;
use super::talk::{Done, Talk, command, filled, problem};
use super::verify;
use crate::browser;
use crate::components::button::{Button, Look};
use crate::components::dialog::Dialog;
use crate::components::failure::form_failure;
use crate::components::field::{self, Field, Kind};
use crate::components::icon::small_icon;
use crate::components::toast::Toasts;
use crate::styles::DIALOGS;
use crate::words::{fault, named, said, say, t};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::Problem;
use shared::api::negotiations::{
    AddCc, Bare, DeclareSale, Decline, Forward, InLane, LeaveFeedback, MarkNoReplyNeeded, MarkSpam,
    NewDecline, NewFeedback, NewForward, NewOperatorMessage, WithdrawInquiry, Worded, WriteOperatorMessage,
};
use shared::negotiation::{DeclineReason, OperatorSide};

/// What the page hands to the dialogs, which arrive later than the page.
#[derive(Clone, Copy)]
pub struct Dialogs {
    pub talk: Talk,
    pub asking: RwSignal<Option<Asking>>,
}

/// The dialog of whatever is being asked.
pub fn dialogs() -> AnyView {
    let Dialogs { talk, asking } = expect_context();
    (move || asking.get().map(|what| one(talk, what, asking))).into_any()
}

fn one(talk: Talk, what: Asking, asking: RwSignal<Option<Asking>>) -> AnyView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            asking.set(None);
        }
    });
    let toasts = expect_context::<Toasts>();
    let (title, said_then) = (what.word(), what.done());
    // S1: stars that were given are changed, not given anew.
    let given = talk.header.with_untracked(|header| header.as_ref()?.feedback.clone());
    let given = given.filter(|_| what == Asking::Feedback);
    let (stars, words) = given.map(|given| (given.stars, (given.reason, given.comment))).unwrap_or_default();
    let (reason, comment) = (words.0.unwrap_or_default(), words.1.unwrap_or_default());
    let form = Form {
        talk,
        what: StoredValue::new(what.clone()),
        problem: RwSignal::new(None),
        people: People::new(talk),
        amount: RwSignal::new(String::new()),
        text: RwSignal::new(reason),
        message: RwSignal::new(comment),
        reason: RwSignal::new(DeclineReason::NotOurProduct),
        stars: RwSignal::new(stars.unwrap_or(0)),
        billing: AddressDraft::new(),
        delivery: RwSignal::new(None),
        done: Callback::new(move |()| {
            open.set(false);
            toasts.say(said(said_then));
        }),
        close: Callback::new(move |()| open.set(false)),
    };
    view! { <Dialog open title>{form.view()}</Dialog> }.into_any()
}

/// What the fields of any dialog hold.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub talk: Talk,
    pub what: StoredValue<Asking>,
    pub problem: RwSignal<Option<Problem>>,
    people: People,
    /// Of a counter-offer, as typed.
    pub amount: RwSignal<String>,
    pub text: RwSignal<String>,
    pub message: RwSignal<String>,
    reason: RwSignal<DeclineReason>,
    stars: RwSignal<u8>,
    pub billing: AddressDraft,
    /// None: to the billing address.
    pub delivery: RwSignal<Option<AddressDraft>>,
    done: Callback<()>,
    close: Callback<()>,
}

impl Form {
    fn view(self) -> AnyView {
        match self.what.get_value() {
            Asking::Verify(quote) => return verify::verify(self.talk, quote),
            Asking::Keep => return keeping::keeping(self.talk, self.problem, self.close),
            Asking::Answers => return answers::answers(self.talk, self.problem, self.close),
            _ => {}
        }
        let over = Memo::new(move |_| self.over());
        (move || over.get().map_or_else(|| self.asked(), |why| self.ended(why))).into_any()
    }

    fn asked(self) -> AnyView {
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let what = self.what.get_value();
        view! { class = DIALOGS,
            <form class="form" novalidate=true on:submit=submit>
                <p class="text">{t(what.explained())}</p>
                {self.fields()}
                {self.warning()}
                {form_failure(self.problem)}
                <div class="foot">
                    <Button label=what.word() look=what.look() icon_name=what.icon() busy=self.talk.busy />
                </div>
            </form>
        }
        .into_any()
    }

    /// Why what is asked about cannot be done any more: somebody was quicker. Not while an answer is awaited, because
    /// what was done here may be told before it.
    fn over(self) -> Option<&'static str> {
        let what = self.what.get_value();
        what.over(|id| self.talk.followed(id)).filter(|_| !self.talk.busy.get())
    }

    /// Nothing is left to be done but to know it.
    fn ended(self, why: &'static str) -> AnyView {
        let close = self.close;
        request_animation_frame(|| drop(browser::focus("dialog[open] .foot button")));
        view! { class = DIALOGS,
            <div class="form">
                <p class="text" role="status">{move || fault(&problem(why))}</p>
                <div class="foot">
                    <Button label=say::DIALOG_CLOSE look=Look::Primary press=close />
                </div>
            </div>
        }
        .into_any()
    }

    /// Where the other side reads it, what is typed is looked at as in the box.
    fn warning(self) -> AnyView {
        if !self.what.with_value(Asking::reaches_the_other_side) {
            return ().into_any();
        }
        self.talk.with_tools(|_| ());
        let told = Memo::new(move |_| {
            [self.text, self.message].map(|words| self.talk.gives_away(words)).contains(&true)
        });
        // Until it is refused, which says more.
        let warned = move || {
            (told.get() && self.problem.with(Option::is_none)).then(|| view! { class = DIALOGS,
                <p class="warning" role="status">{small_icon("triangle-alert")}<span>{t(say::DISCLOSURE_WARNING)}</span></p>
            })
        };
        warned.into_any()
    }

    fn fields(self) -> AnyView {
        match self.what.get_value() {
            Asking::Forward => view! {
                {self.people.fields(self.problem)}
                <Field label=say::FORM_NOTE name="note" kind=Kind::AREA value=self.text optional=true problem=self.problem />
            }
            .into_any(),
            Asking::Cc => self.people.fields(self.problem),
            Asking::Decline => self.decline_fields(),
            Asking::Feedback => self.feedback_fields(),
            Asking::TeamToSeller | Asking::TeamToBuyer | Asking::AnswerTeam => view! {
                <Field label=say::FORM_MESSAGE name="text" kind=Kind::AREA value=self.message problem=self.problem />
            }
            .into_any(),
            Asking::Withdraw => view! {
                <Field label=say::REFUSE_REASON name="text" kind=Kind::AREA value=self.text optional=true problem=self.problem />
            }
            .into_any(),
            Asking::Quote(quote, action) => orders::quote_fields(self, &quote, action),
            Asking::Incident(_, action) => orders::incident_fields(self, action),
            Asking::NoReply | Asking::Sale | Asking::Spam | Asking::Verify(_) | Asking::Keep | Asking::Answers => {
                ().into_any()
            },
        }
    }

    fn decline_fields(self) -> AnyView {
        let choice = |reason: DeclineReason| {
            view! { class = DIALOGS,
                <label class="choice">
                    <input type="radio" name="reason" prop:checked=move || self.reason.get() == reason
                        on:change=move |_| self.reason.set(reason) />
                    <span>{t(named::decline_reason(reason))}</span>
                </label>
            }
        };
        let detail = move || {
            (self.reason.get() == DeclineReason::Other).then(|| view! {
            <Field label=say::DECLINE_DETAIL name="detail" kind=Kind::TEXT value=self.text problem=self.problem />
        })
        };
        view! { class = DIALOGS,
            <fieldset class="choices" aria-label=t(say::DECLINE_WHY)>{DeclineReason::ALL.map(choice).collect_view()}</fieldset>
            {detail}
            <Field label=say::DECLINE_MESSAGE name="message" kind=Kind::AREA value=self.message optional=true
                hint=say::DECLINE_MESSAGE_HINT problem=self.problem />
        }
        .into_any()
    }

    fn feedback_fields(self) -> AnyView {
        let star = move |count: u8| {
            let on = move || self.stars.get() >= count;
            view! { class = DIALOGS,
                <label class="star" data-on=on>
                    <input class="hidden-visually" type="radio" name="stars" prop:checked=move || self.stars.get() == count
                        on:change=move |_| self.stars.set(count) />
                    <span class="hidden-visually">{move || said(say::stars_count_of_five(count))}</span>
                    {crate::components::icon::icon("star")}
                </label>
            }
        };
        view! { class = DIALOGS,
            <fieldset class="stars" aria-label=t(say::FEEDBACK_STARS)>{[1, 2, 3, 4, 5].map(star).collect_view()}</fieldset>
            {move || field::wrong(self.problem.into(), "stars").map(|text| view! { class = DIALOGS, <p class="fault">{text}</p> })}
            <Field label=say::FEEDBACK_REASON name="reason" kind=Kind::TEXT value=self.text optional=true problem=self.problem />
            <Field label=say::FEEDBACK_COMMENT name="comment" kind=Kind::AREA value=self.message optional=true
                hint=say::FEEDBACK_COMMENT_HINT problem=self.problem />
        }
        .into_any()
    }

    /// Closes the dialog, which may be gone by then.
    pub fn when_done(self) -> Done {
        let done = self.done;
        Box::new(move || done.try_run(()).unwrap_or_default())
    }

    fn send(self) {
        let Self { talk, problem, .. } = self;
        let done = self.when_done();
        let lane = talk.draft.lane.get_untracked();
        let (text, message) = (filled(self.text.get_untracked()), filled(self.message.get_untracked()));
        let (to, members) = (self.people.to.get_untracked(), self.people.members());
        let command = command();
        match self.what.get_value() {
            Asking::Forward => {
                talk.act::<Forward>(NewForward { command, lane, to, members, note: text }, problem, done)
            }
            Asking::Cc => {
                talk.act::<AddCc>(NewForward { command, lane, to, members, note: None }, problem, done)
            }
            Asking::NoReply => talk.act::<MarkNoReplyNeeded>(InLane { command, lane }, problem, done),
            Asking::Sale => talk.act::<DeclareSale>(Bare { command }, problem, done),
            Asking::Spam => talk.act::<MarkSpam>(Bare { command }, problem, done),
            what @ (Asking::TeamToSeller | Asking::TeamToBuyer | Asking::AnswerTeam) => {
                let with = match what {
                    Asking::TeamToSeller => OperatorSide::Primary,
                    _ => OperatorSide::Buyer,
                };
                let text = message.unwrap_or_default();
                talk.act::<WriteOperatorMessage>(NewOperatorMessage { command, with, text }, problem, done);
            }
            Asking::Withdraw => talk.act::<WithdrawInquiry>(Worded { command, text }, problem, done),
            Asking::Quote(quote, action) => orders::send_quote(self, &quote, action),
            Asking::Incident(incident, action) => orders::send_incident(self, &incident, action),
            Asking::Verify(_) | Asking::Keep | Asking::Answers => {}
            Asking::Decline => {
                let reason = self.reason.get_untracked();
                let detail = text.filter(|_| reason == DeclineReason::Other);
                talk.act::<Decline>(NewDecline { command, lane, reason, detail, message }, problem, done);
            }
            Asking::Feedback => {
                let stars = self.stars.get_untracked();
                talk.act::<LeaveFeedback>(
                    NewFeedback { command, stars, reason: text, comment: message },
                    problem,
                    done,
                );
            }
        }
    }
}
