//! The message box (N6, N8, N9): recipients, copies, text, internal note. It changes the draft and asks
//! to send; keeping and sending are the page's.

use crate::components::button::{Button, Look};
use crate::components::failure::form_failure;
use crate::components::icon::small_icon;
use crate::styles::COMPOSER;
use crate::words::{Key, said, say, t};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::api::Problem;
use shared::negotiation::{Audience, Lane};
use shared::view::Permissions;

/// What is being written. A handle to signals that outlive the box.
#[derive(Clone, Copy)]
pub struct Draft {
    pub text: RwSignal<String>,
    pub note: RwSignal<bool>,
    pub lane: RwSignal<Option<Lane>>,
    pub audience: RwSignal<Audience>,
    pub cc: RwSignal<String>,
    /// Typed only where the server asks for it (N8).
    pub sender: RwSignal<String>,
    pub sender_needed: RwSignal<bool>,
}

impl Draft {
    pub fn new(text: String) -> Self {
        Self {
            text: RwSignal::new(text),
            note: RwSignal::new(false),
            lane: RwSignal::new(None),
            audience: RwSignal::new(Audience::Lane),
            cc: RwSignal::new(String::new()),
            sender: RwSignal::new(String::new()),
            sender_needed: RwSignal::new(false),
        }
    }

    /// Everything, as it stands: internal note or not, lane, recipients, text, copies, sender.
    pub fn written(self) -> (bool, Option<Lane>, Audience, String, String, String) {
        let (lane, audience) = (self.lane.get_untracked(), self.audience.get_untracked());
        let [text, cc, sender] = [self.text, self.cc, self.sender].map(|text| text.get_untracked());
        (self.note.get_untracked(), lane, audience, text, cc, sender)
    }

    /// After sending: nothing written, the choices stay.
    pub fn clear(self) {
        self.text.set(String::new());
        self.cc.set(String::new());
    }
}

#[component]
pub fn Composer(
    draft: Draft,
    may: Permissions,
    /// Who gets it, by name.
    #[prop(into)]
    whom: String,
    #[prop(into)] busy: Signal<bool>,
    problem: RwSignal<Option<Problem>>,
    send: Callback<()>,
) -> AnyView {
    let Permissions { reply, choose_audience, add_people, add_note, .. } = may;
    if reply.is_empty() {
        draft.note.set(true);
    }
    let reply_only = !reply.is_empty() && !add_note;
    let modes = (!reply_only && !reply.is_empty()).then(|| modes(draft));
    let to = move || {
        (!draft.note.get()).then(|| to_line(draft, reply.clone(), choose_audience, add_people, whom.clone()))
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send.run(());
        }
    };
    let word =
        move || if draft.note.get() { say::COMPOSER_NOTE_PLACEHOLDER } else { say::COMPOSER_PLACEHOLDER };
    let warned = Memo::new(move |_| !draft.note.get() && draft.text.with(|text| discloses(text)));
    view! { class = COMPOSER,
        <section class="composer" id="composer" data-note=move || draft.note.get() aria-label=t(say::COMPOSER_NAME)>
            {modes}
            {to}
            <textarea class="text" id="composer-text" rows="4" aria-label=move || said(word())
                placeholder=move || said(word()) bind:value=draft.text on:keydown=pressed></textarea>
            {move || warned.get().then(|| view! { class = COMPOSER,
                <p class="hint" role="status">{small_icon("triangle-alert")}<span>{t(say::COMPOSER_DISCLOSES)}</span></p>
            })}
            <div class="fault">{form_failure(problem)}</div>
            <div class="foot">
                <span class="keys">{t(say::COMPOSER_KEYS)}</span>
                <div class="send">
                    {move || match draft.note.get() {
                        true => view! { <Button label=say::COMPOSER_ADD_NOTE look=Look::Primary icon_name="lock" busy press=send /> },
                        false => view! { <Button label=say::COMPOSER_SEND look=Look::Primary icon_name="send" busy press=send /> },
                    }}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn modes(draft: Draft) -> AnyView {
    let mode = |note: bool, sign: &str, word: Key| {
        view! { class = COMPOSER,
            <button type="button" class="mode" aria-pressed=move || (draft.note.get() == note).to_string()
                on:click=move |_| draft.note.set(note)>
                {small_icon(sign)}
                {t(word)}
            </button>
        }
    };
    view! { class = COMPOSER,
        <div class="modes">{mode(false, "reply", say::COMPOSER_REPLY)}{mode(true, "lock", say::COMPOSER_NOTE)}</div>
    }
    .into_any()
}

/// Sender, recipients and copies; each line only where there is something to choose.
fn to_line(draft: Draft, lanes: Vec<Lane>, choose_audience: bool, add_people: bool, whom: String) -> AnyView {
    let adding = RwSignal::new(!draft.cc.get_untracked().is_empty());
    let recipient = match (lanes.len() > 1, choose_audience) {
        (true, _) => lane_choice(draft, lanes),
        (_, true) => audience_choice(draft),
        _ => view! { class = COMPOSER, <span class="whom">{whom}</span> }.into_any(),
    };
    let copy = move || (add_people && adding.get()).then(|| text_line(say::COMPOSER_CC, draft.cc, "text"));
    let sender =
        move || draft.sender_needed.get().then(|| text_line(say::COMPOSER_SENDER, draft.sender, "email"));
    let add = move || {
        (add_people && !adding.get()).then(|| view! { class = COMPOSER,
        <button type="button" class="add" on:click=move |_| adding.set(true)>{t(say::COMPOSER_CC)}</button>
    })
    };
    view! { class = COMPOSER,
        {sender}
        <div class="line"><span class="word">{t(say::COMPOSER_TO)}</span>{recipient}{add}</div>
        {copy}
    }
    .into_any()
}

fn text_line(word: Key, value: RwSignal<String>, kind: &'static str) -> AnyView {
    view! { class = COMPOSER,
        <label class="line">
            <span class="word">{t(word)}</span>
            <input class="slim" type=kind autocomplete="email" placeholder=t(say::FORM_ADDRESS_EXAMPLE) bind:value=value />
        </label>
    }
    .into_any()
}

fn lane_choice(draft: Draft, lanes: Vec<Lane>) -> AnyView {
    let word = |lane| match lane {
        Lane::Primary => say::LANE_PRIMARY,
        Lane::Manufacturer => say::LANE_MANUFACTURER,
    };
    let first = lanes.first().copied();
    let option = move |lane: Lane| {
        let chosen = move || draft.lane.get().or(first) == Some(lane);
        view! { <option value=format!("{lane:?}") selected=chosen>{t(word(lane))}</option> }
    };
    let options = lanes.iter().copied().map(option).collect_view();
    let changed = move |event| {
        let value = event_target_value(&event);
        draft.lane.set(lanes.iter().copied().find(|lane| format!("{lane:?}") == value));
    };
    view! { class = COMPOSER,
        <select class="slim" aria-label=t(say::COMPOSER_TO) on:change=changed>{options}</select>
    }
    .into_any()
}

fn audience_choice(draft: Draft) -> AnyView {
    const CHOICES: [(Audience, &str, Key); 3] = [
        (Audience::Lane, "lane", say::AUDIENCE_LANE),
        (Audience::Operator, "operator", say::AUDIENCE_OPERATOR),
        (Audience::LaneAndOperator, "both", say::AUDIENCE_BOTH),
    ];
    let option = |(audience, code, word)| {
        let chosen = move || draft.audience.get() == audience;
        view! { <option value=code selected=chosen>{t(word)}</option> }
    };
    let changed = move |event| {
        let value = event_target_value(&event);
        let found = CHOICES.into_iter().find(|(_, code, _)| *code == value);
        draft.audience.set(found.map_or(Audience::Lane, |(audience, ..)| audience));
    };
    view! { class = COMPOSER,
        <select class="slim" aria-label=t(say::COMPOSER_TO) on:change=changed>{CHOICES.map(option).collect_view()}</select>
    }
    .into_any()
}

/// Whether a text seems to carry an e-mail address or a phone number, which would leave this page.
fn discloses(text: &str) -> bool {
    let is_address =
        |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let mut digits = 0;
    let is_number = text.chars().any(|c| {
        digits = match c {
            c if c.is_ascii_digit() => digits + 1,
            ' ' | '-' | '/' | '(' | ')' | '+' => digits,
            _ => 0,
        };
        digits >= 9
    });
    is_number || text.split_whitespace().any(is_address)
}
