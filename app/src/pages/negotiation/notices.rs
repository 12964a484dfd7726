//! What stands above the talk: an offer after silence with its answers (R18), the question for stars (S1). It decides
//! nothing: what may be done is in the header.

use super::dialogs::Dialogs;
use super::rating;
use super::talk::{Talk, command};
use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::icon::icon;
use crate::components::toast::Toasts;
use crate::intl;
use crate::styles::NOTICES;
use crate::words::{Key, said, say, t};
use leptos::prelude::*;
use shared::api::Endpoint;
use shared::api::negotiations::{AcknowledgeInquiry, Bare, DeclineOffer};
use shared::view::{Delta, FeedbackView, OfferView, Role};

pub fn notices() -> AnyView {
    let Dialogs { talk, .. } = expect_context();
    let stand = Memo::new(move |_| {
        talk.header.with(|header| {
            let header = header.as_ref()?;
            Some((header.role, header.offer, header.may.acknowledge))
        })
    });
    let offer = move || match stand.get()? {
        (Role::Former, ..) => Some(over()),
        (Role::Offered, Some(offer), true) => Some(offered(talk, offer)),
        (_, Some(offer), true) => Some(kept(talk, offer)),
        (_, Some(offer), false) => Some(watched(offer)),
        (_, None, _) => None,
    };
    let asked = Memo::new(move |_| {
        talk.header.with(|header| header.as_ref().is_some_and(|header| header.may.leave_feedback))
    });
    // Whoever rates sees it where it can be changed.
    let given = Memo::new(move |_| {
        talk.header.with(|header| header.as_ref()?.feedback.clone().filter(|left| left.stars.is_some()))
    });
    let given = move || given.get().filter(|_| !asked.get()).map(rated);
    view! { {offer}{move || asked.get().then(rating::rating)}{given} }.into_any()
}

/// S1: what the buyer thinks of the answer, as far as this reader may know.
fn rated(left: FeedbackView) -> AnyView {
    let FeedbackView { stars, reason, comment, .. } = left;
    let stars = stars.map(|stars| move || said(say::stars_count_of_five(stars)));
    let reason = reason.map(|reason| view! { class = NOTICES, <p class="text" dir="auto">{reason}</p> });
    let comment = comment.map(|comment| {
        view! { class = NOTICES,
            <p class="text" dir="auto">{comment}</p>
            <p class="quiet">{t(say::FEEDBACK_COMMENT_HINT)}</p>
        }
    });
    view! { class = NOTICES,
        <section class="notice">
            <h2 class="title">{icon("star")}<span>{stars}</span></h2>
            {reason}
            {comment}
        </section>
    }
    .into_any()
}

/// The hours of silence in the reader's words.
fn waited(offer: OfferView) -> String {
    intl::hours(f64::from(offer.after_hours))
}

/// Gives a command that needs nothing but itself, and says that it is done.
fn press<E: Endpoint<Body = Bare, Reply = Delta>>(talk: Talk, done: Key, problem: Problems) -> Callback<()> {
    let toasts = expect_context::<Toasts>();
    Callback::new(move |()| {
        let said_then = Box::new(move || toasts.say(said(done)));
        talk.act::<E>(Bare { command: command() }, problem, said_then);
    })
}

type Problems = RwSignal<Option<shared::api::Problem>>;

/// To the seller that may take it.
fn offered(talk: Talk, offer: OfferView) -> AnyView {
    let problem = RwSignal::new(None);
    let take = press::<AcknowledgeInquiry>(talk, say::OFFER_TAKEN, problem);
    let refuse = press::<DeclineOffer>(talk, say::OFFER_REFUSED, problem);
    view! { class = NOTICES,
        <section class="notice" data-asks>
            <h2 class="title">{icon("hourglass")}<span>{t(say::OFFER_TITLE)}</span></h2>
            <p class="text">{move || said(say::offer_text(waited(offer)))}</p>
            {form_failure(problem)}
            <div class="acts no-print">
                <Button label=say::OFFER_TAKE icon_name="circle-check" look=Look::Primary busy=talk.busy press=take />
                <Button label=say::OFFER_REFUSE icon_name="ban" busy=talk.busy press=refuse />
            </div>
        </section>
    }
    .into_any()
}

/// To the side that was silent.
fn kept(talk: Talk, offer: OfferView) -> AnyView {
    let problem = RwSignal::new(None);
    let keep = press::<AcknowledgeInquiry>(talk, say::OFFER_KEPT, problem);
    view! { class = NOTICES,
        <section class="notice" data-asks>
            <p class="text">{icon("hourglass")}<span>{move || said(say::offer_primary_text(waited(offer)))}</span></p>
            {form_failure(problem)}
            <div class="acts no-print">
                <Button label=say::OFFER_KEEP icon_name="circle-check" look=Look::Primary busy=talk.busy press=keep />
            </div>
        </section>
    }
    .into_any()
}

/// To those who run the network.
fn watched(offer: OfferView) -> AnyView {
    let words = move || said(say::offer_watched(waited(offer)));
    view! { class = NOTICES, <p class="notice line">{icon("hourglass")}<span>{words}</span></p> }.into_any()
}

/// To somebody who has it no more.
fn over() -> AnyView {
    view! { class = NOTICES, <p class="notice line">{icon("lock")}<span>{t(say::OFFER_OVER)}</span></p> }
        .into_any()
}
