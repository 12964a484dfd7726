//! An incident as a card: what is wrong, how far it has come, when it ends by itself.

use crate::components::badge::{Tone, badge};
use crate::components::button::{Button, Look};
use crate::components::entry::{Act, Reach};
use crate::intl;
use crate::styles::INCIDENT;
use crate::words::{Key, named, said, say, t};
use leptos::prelude::*;
use shared::ids::EntryId;
use shared::negotiation::IncidentState;
use shared::view::{IncidentAction, IncidentView};

pub fn incident(entry: EntryId, incident: IncidentView, reach: Reach) -> AnyView {
    let closes_at = incident.closes_at;
    let ended = matches!(incident.state, IncidentState::Closed | IncidentState::AutoClosed);
    let closes = (!ended).then(|| {
        let words = move || said(say::incident_closes(intl::exact_minute(closes_at)));
        view! { class = INCIDENT, <p class="closes">{words}</p> }
    });
    let button = |action: IncidentAction| {
        let entry = entry.clone();
        let (word, sign, look) = drawn(action);
        let press = move |()| reach.act.run(Act::Incident(entry.clone(), action));
        view! { <Button label=word icon_name=sign look press /> }
    };
    let acts = (!incident.may.is_empty()).then(|| {
        view! { class = INCIDENT,
            <div class="acts no-print">{incident.may.iter().copied().map(button).collect_view()}</div>
        }
    });
    view! { class = INCIDENT,
        <div class="incident" role="group" data-ended=ended aria-label=t(say::INCIDENT_TITLE)>
            <div class="head"><span class="title">{t(say::INCIDENT_TITLE)}</span>{state(incident.state)}</div>
            <p class="reason" dir="auto">{incident.reason}</p>
            {closes}
            {acts}
        </div>
    }
    .into_any()
}

fn state(state: IncidentState) -> AnyView {
    let (tone, sign) = match state {
        IncidentState::Open => (Tone::Bad, "triangle-alert"),
        IncidentState::Resolved => (Tone::Warn, "circle-check"),
        IncidentState::Disputed => (Tone::Bad, "ban"),
        IncidentState::Closed => (Tone::Good, "check"),
        IncidentState::AutoClosed => (Tone::Neutral, "hourglass"),
    };
    badge(tone, sign, t(named::incident_state(state)))
}

/// Word, icon and weight of an action.
pub const fn drawn(action: IncidentAction) -> (Key, &'static str, Look) {
    match action {
        IncidentAction::Resolve => (say::INCIDENT_ACTION_RESOLVE, "circle-check", Look::Primary),
        IncidentAction::Dispute => (say::INCIDENT_ACTION_DISPUTE, "triangle-alert", Look::Plain),
        IncidentAction::Close => (say::INCIDENT_ACTION_CLOSE, "check", Look::Plain),
    }
}
