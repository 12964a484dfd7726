//! Who else is here. It arrives once the page is at rest, tells the server that somebody sits before it and whom
//! it writes to, and shows what the server tells of the other side.

use super::dialogs::Dialogs;
use super::talk::Talk;
use crate::browser;
use crate::client::{call, read};
use crate::components::business_hours::{own_hours, usual_hours};
use crate::components::company::Company;
use crate::components::entry::anchor;
use crate::route::Page;
use crate::session;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Nothing;
use shared::api::negotiations::{Attending, ReportPresence};
use shared::api::sellers::ReadHours;
use shared::negotiation::Lane;
use shared::seller::BusinessHours;
use shared::time::{Millis, Timestamp};
use shared::view::{Header, Presence, Role};
use std::time::Duration;

/// While somebody types, it is said again so often.
const SAID_EVERY: Millis = Millis(3_000);
/// Who has not typed for so long has stopped.
const RESTED: Duration = Duration::from_secs(4);
/// Whose box is empty has stopped a moment later.
const SENT: Duration = Duration::from_millis(250);

/// Within so many frames a part that is near has been drawn.
const FRAMES_MAX: usize = 60;

pub fn company() -> AnyView {
    let Dialogs { talk, .. } = expect_context();
    let report = move |writing: Option<Lane>| {
        let here = !document().hidden();
        let attending = Attending { page: talk.page_name(), here, writing };
        // What could not be said is said with the next change.
        spawn_local(async move { drop(call::<ReportPresence>(&[&talk.id()], &attending).await) });
    };
    Effect::new(move |_| {
        talk.entered.track();
        report(None);
    });
    let seen = window_event_listener(ev::visibilitychange, move |_| report(None));
    on_cleanup(move || seen.remove());
    tell_of_writing(talk, report);
    let known = Memo::new(move |_| {
        let presence: Presence = talk.presence.with(|text| read(text).unwrap_or_default());
        let header = talk.header.get()?;
        let writing = presence.writing.first().map(|lane| (name(&header, *lane), true));
        writing.or_else(|| presence.here.first().map(|lane| (name(&header, *lane), false)))
    });
    let waited = talk.unread.get_value();
    let jump = (waited > 1).then(|| Callback::new(move |()| spawn_local(go_to_first(talk, waited))));
    view! { <Company known waited jump />{hours(talk)} }.into_any()
}

/// When the seller is usually there, before all who wait for it or for whom it works.
fn hours(talk: Talk) -> AnyView {
    let found = RwSignal::new(None::<Option<BusinessHours>>);
    spawn_local(async move {
        // What cannot be had is left out: it is no part of the talk.
        if let Ok(hours) = call::<ReadHours>(&[&talk.id()], &Nothing {}).await {
            found.try_set(Some(hours));
        }
    });
    let own = Memo::new(move |_| talk.header.with(|header| header.as_deref().is_some_and(is_the_seller)));
    let line = move || {
        let signed_in = session::session().is_some_and(|session| session.complete && session.is_seller);
        match (found.get()?, own.get()) {
            (hours, true) => Some(own_hours(hours, signed_in.then(|| Page::Hours.path()))),
            (hours, false) => hours.map(usual_hours),
        }
    };
    line.into_any()
}

fn is_the_seller(header: &Header) -> bool {
    header.role == Role::Primary && header.receipt.recipient_role == Role::Primary
}

/// To the oldest message that was unread when the page was opened; parts are read until it is among them.
async fn go_to_first(talk: Talk, waited: u32) {
    let found = || talk.reported.try_with_value(Vec::len).is_none_or(|count| count >= waited as usize);
    while !found() && talk.read_earlier().await == Ok(true) {}
    let Some(first) = talk.first_unread(waited as usize) else { return };
    // If it is not drawn, it is in the part that was read last, which is drawn when it comes near.
    let part =
        format!(".past > .part:nth-child({})", talk.past.try_with_untracked(Vec::len).unwrap_or_default());
    for _ in 0..FRAMES_MAX {
        if let Some(element) = document().get_element_by_id(&anchor(&first)) {
            return element.scroll_into_view_with_bool(false);
        }
        if let Ok(Some(part)) = document().query_selector(&part) {
            part.scroll_into_view_with_bool(false);
        }
        browser::next_frame().await;
    }
}

/// Who is at the other side of a lane.
fn name(header: &Header, lane: Lane) -> String {
    match (header.role, lane) {
        (Role::Buyer, Lane::Primary) => header.receipt.recipient_name.clone(),
        (Role::Buyer, Lane::Manufacturer) => header.summary.manufacturer_name.clone(),
        _ => header.summary.buyer_name.clone(),
    }
}

/// Whom the draft goes to, when the other side will see it.
fn addressee(talk: Talk) -> Option<Lane> {
    let draft = talk.draft;
    if draft.note.get_untracked() || !draft.audience.get_untracked().reaches_the_lane() {
        return None;
    }
    let first = talk.header.with_untracked(|header| header.as_ref()?.may.reply.first().copied());
    draft.lane.get_untracked().or(first)
}

fn tell_of_writing(talk: Talk, report: impl Fn(Option<Lane>) + Copy + 'static) {
    let said_at = StoredValue::new(None::<Timestamp>);
    let rest = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(_)) = said_at.try_update_value(Option::take) {
            report(None);
        }
    };
    Effect::new(move |begun: Option<()>| {
        let is_empty = talk.draft.settled.with(|text| text.trim().is_empty());
        // What was in the box from the start is not being written.
        if begun.is_none() {
            return;
        }
        if let Some(rest) = rest.try_update_value(Option::take).flatten() {
            rest.clear();
        }
        let Some(lane) = addressee(talk).filter(|_| !is_empty) else {
            // Who has sent is waited for by the page, not by the other side.
            rest.set_value(set_timeout_with_handle(stop, SENT).ok());
            return;
        };
        let now = browser::now();
        if said_at.get_value().is_none_or(|said| now - said >= SAID_EVERY) {
            said_at.set_value(Some(now));
            report(Some(lane));
        }
        rest.set_value(set_timeout_with_handle(stop, RESTED).ok());
    });
}
