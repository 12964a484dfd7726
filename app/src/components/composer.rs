//! The message box (N6, N8, N9): recipients, copies, text, internal note. It changes the draft and asks
//! to send; keeping and sending are the page's.

use crate::components::button::{Button, Look};
use crate::components::draft::Draft;
use crate::components::failure::form_failure;
use crate::components::icon::{icon, small_icon};
use crate::components::menu::{self, Menu};
use crate::intl;
use crate::styles::COMPOSER;
use crate::words::{Key, said, say, t};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::api::Problem;
use shared::language::Language;
use shared::negotiation::{Audience, Lane};
use shared::view::Permissions;
use web_sys::{ClipboardEvent, DragEvent, Event, File, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// The field in which a file is chosen.
pub const FILE_FIELD: &str = "composer-file";
/// The field in which the message is written.
pub const TEXT_FIELD: &str = "composer-text";
/// What browsers call a PDF.
const PDF: &str = "application/pdf";

#[component]
pub fn Composer(
    draft: Draft,
    may: Permissions,
    /// Who gets it, by name.
    #[prop(into)]
    whom: String,
    #[prop(into)] busy: Signal<bool>,
    /// Whether the text seems to say how to reach somebody elsewhere.
    #[prop(into)]
    discloses: Signal<bool>,
    problem: RwSignal<Option<Problem>>,
    send: Callback<()>,
    /// A file was chosen, dropped or pasted; whether it is a quote.
    attach: UnsyncCallback<(File, bool)>,
    /// Asks for the canned answers.
    answers: Callback<()>,
    /// The other side's language, where it is not the reader's.
    #[prop(into)]
    language: Signal<Option<Language>>,
    /// Shows what is attached.
    panel: fn() -> AnyView,
) -> AnyView {
    let Permissions { reply, choose_audience, add_people, add_note, send_quotes, .. } = may;
    if reply.is_empty() {
        draft.note.set(true);
    }
    let can_reply = !reply.is_empty();
    let reply_only = !reply.is_empty() && !add_note;
    let modes = (!reply_only && !reply.is_empty()).then(|| modes(draft));
    let dropping = RwSignal::new(false);
    let name = StoredValue::new(whom.clone());
    let to = move || {
        (!draft.note.get()).then(|| to_line(draft, reply.clone(), choose_audience, add_people, whom.clone()))
    };
    let pressed = move |event: KeyboardEvent| {
        if (event.ctrl_key() || event.meta_key()) && event.key() == "Enter" {
            event.prevent_default();
            send.run(());
        }
    };
    let word =
        move || if draft.note.get() { say::COMPOSER_NOTE_PLACEHOLDER } else { say::COMPOSER_PLACEHOLDER };
    let hint = RwSignal::new(None::<Key>);
    let begun = draft.text.get_untracked();
    // What was typed is in the field already: to write it there again would cost each letter time.
    let shown = StoredValue::new(begun.clone());
    Effect::new(move |again: Option<()>| {
        draft.settle();
        draft.text.with(|text| {
            let is_other = shown.with_value(|shown| shown != text);
            if !is_other && again.is_some() {
                return;
            }
            let Some(field) = text_field() else { return };
            if is_other {
                field.set_value(text);
                shown.set_value(text.clone());
            }
            request_animation_frame(move || fit(&field, true));
        });
    });
    let typed = move |event: Event| {
        let field: HtmlTextAreaElement = event_target(&event);
        let text = field.value();
        let less = shown.with_value(|shown| text.len() < shown.len());
        shown.set_value(text.clone());
        draft.text.set(text);
        // The letter has been laid out by now.
        fit(&field, less);
        if hint.with_untracked(Option::is_some) {
            hint.set(None);
        }
    };
    let given = move |file: File| match draft.attached.with_untracked(Option::is_some) {
        true => hint.set(Some(say::ATTACH_SINGLE)),
        false if draft.note.get_untracked() => hint.set(Some(say::ATTACH_NOTE)),
        false => attach.run((file, false)),
    };
    let pasted = move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        // Office programs put a picture of the text beside the text: the text is meant.
        let has_text = data.get_data("text/plain").is_ok_and(|text| !text.is_empty());
        let Some(file) = data.files().and_then(|files| files.get(0)).filter(|_| !has_text) else { return };
        event.prevent_default();
        match file.type_() == PDF {
            true => given(file),
            false => hint.set(Some(say::ATTACH_IMAGE)),
        }
    };
    // Wherever on the page they are let go of, files are for the box; the browser would leave the page for them.
    let dragged = move |event: Event| {
        let event: DragEvent = event.unchecked_into();
        let brings = event.data_transfer().filter(|data| data.types().includes(&"Files".into(), 0));
        let Some(data) = brings else { return };
        event.prevent_default();
        match &*event.type_() {
            "dragover" => dropping.set(!draft.note.get_untracked()),
            // Between two elements of the page it stays.
            "dragleave" if event.related_target().is_some() => {}
            "dragleave" => dropping.set(false),
            _ => {
                dropping.set(false);
                let Some(files) = data.files() else { return };
                if let Some(file) = files.get(0) {
                    given(file);
                }
                if files.length() > 1 {
                    hint.set(Some(say::ATTACH_SINGLE));
                }
            }
        }
    };
    for name in ["dragover", "dragleave", "drop"] {
        let heard = window_event_listener_untyped(name, dragged);
        on_cleanup(move || heard.remove());
    }
    let attaching = move || {
        let free = !draft.note.get() && draft.attached.with(Option::is_none);
        (can_reply && free).then(|| attachment(send_quotes, draft.choosing_quote, attach))
    };
    let canned = move || {
        (send_quotes && can_reply && !draft.note.get()).then(|| {
            view! { <Button label=say::COMPOSER_ANSWERS icon_name="message-square-text" look=Look::Quiet bare=true press=answers /> }
        })
    };
    let foreign = move || {
        let language = language.get().filter(|_| !draft.note.get())?;
        let words =
            move || said(say::composer_language(intl::language_name(language.code()), name.get_value()));
        Some(view! { class = COMPOSER, <p class="foreign">{small_icon("languages")}<span>{words}</span></p> })
    };
    let attached = move || draft.attached.with(Option::is_some) && !draft.note.get();
    view! { class = COMPOSER,
        <section class="composer" id="composer" data-note=move || draft.note.get() data-dropping=move || dropping.get()
            aria-label=t(say::COMPOSER_NAME)>
            {modes}
            {to}
            {foreign}
            <textarea class="text" id=TEXT_FIELD rows="4" aria-label=move || said(word())
                placeholder=move || said(word()) prop:value=begun on:input=typed on:keydown=pressed
                on:paste=pasted></textarea>
            {move || attached().then(panel)}
            {move || hint.get().map(|hint| view! { class = COMPOSER,
                <p class="hint" role="status">{small_icon("triangle-alert")}<span>{t(hint)}</span></p>
            })}
            // Until it is refused, which says more.
            {move || (discloses.get() && problem.with(Option::is_none)).then(|| view! { class = COMPOSER,
                <p class="hint" role="status">{small_icon("triangle-alert")}<span>{t(say::DISCLOSURE_WARNING)}</span></p>
            })}
            <div class="fault">{form_failure(problem)}</div>
            <div class="foot">
                {attaching}
                {canned}
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

fn text_field() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(TEXT_FIELD)?.dyn_into().ok()
}

/// As high as what is written in it, between the bounds of the sheet; lower only when there is less. Not by
/// `field-sizing`: that has the whole page laid out for each letter.
fn fit(field: &HtmlTextAreaElement, less: bool) {
    let style = HtmlElement::style(field);
    if less {
        drop(style.remove_property("height"));
    }
    if field.scroll_height() > field.client_height() {
        drop(style.set_property("height", &format!("{}px", field.scroll_height())));
    }
}

/// "Attach a document": the selling side says first whether it is a quote.
fn attachment(send_quotes: bool, quote: RwSignal<bool>, attach: UnsyncCallback<(File, bool)>) -> AnyView {
    let choose = move |is_quote: bool| {
        quote.set(is_quote);
        if let Some(input) = document().get_element_by_id(FILE_FIELD) {
            input.unchecked_into::<HtmlElement>().click();
        }
    };
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            attach.run((file, quote.get_untracked()));
        }
        // The same file chosen again is a change again.
        input.set_value("");
    };
    let handle = match send_quotes {
        true => view! {
            <Menu handle=icon("paperclip") name=Signal::derive(t(say::ATTACH_BUTTON)) up=true>
                {menu::item("file-text", t(say::ATTACH_QUOTE), None, move || choose(true))}
                {menu::item("paperclip", t(say::ATTACH_DOCUMENT), None, move || choose(false))}
            </Menu>
        }
        .into_any(),
        false => view! {
            <Button label=say::ATTACH_BUTTON icon_name="paperclip" look=Look::Quiet bare=true press=move |()| choose(false) />
        }
        .into_any(),
    };
    view! { class = COMPOSER,
        <div class="attach">
            <input class="hidden-visually" id=FILE_FIELD type="file" accept=".pdf,application/pdf" tabindex="-1"
                aria-label=t(say::ATTACH_BUTTON) on:change=chosen />
            {handle}
        </div>
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
    let adding = RwSignal::new(false);
    // A draft may bring some later: nobody is written to unseen.
    Effect::new(move |_| {
        if !draft.cc.with(String::is_empty) && !adding.get_untracked() {
            adding.set(true);
        }
    });
    let recipient = match (lanes.len() > 1, choose_audience) {
        (true, _) => lane_choice(draft, lanes),
        (_, true) => audience_choice(draft),
        _ => view! { class = COMPOSER, <span class="whom">{whom}</span> }.into_any(),
    };
    let copy = move || (add_people && adding.get()).then(|| text_line(say::COMPOSER_CC, draft.cc, "text"));
    // Where it is known, only who looks closer sees it.
    let named = Memo::new(move |_| draft.sender_needed.get() || (add_people && adding.get()));
    let sender = move || named.get().then(|| text_line(say::COMPOSER_SENDER, draft.sender, "email"));
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
    // `bind:value` would bring kinds of signals along that nothing at first look needs.
    let typed = move |event| value.set(event_target_value(&event));
    view! { class = COMPOSER,
        <label class="line">
            <span class="word">{t(word)}</span>
            <input class="slim" type=kind autocomplete="email" placeholder=t(say::FORM_ADDRESS_EXAMPLE)
                prop:value=move || value.get() on:input=typed />
        </label>
    }
    .into_any()
}

fn lane_choice(draft: Draft, lanes: Vec<Lane>) -> AnyView {
    let word = |lane| match lane {
        Lane::Primary => ("primary", say::LANE_PRIMARY),
        Lane::Manufacturer => ("manufacturer", say::LANE_MANUFACTURER),
    };
    let first = lanes.first().copied();
    let option = move |lane: Lane| {
        let chosen = move || draft.lane.get().or(first) == Some(lane);
        let (code, word) = word(lane);
        view! { <option value=code selected=chosen>{t(word)}</option> }
    };
    let options = lanes.iter().copied().map(option).collect_view();
    let changed = move |event| {
        let value = event_target_value(&event);
        draft.lane.set(lanes.iter().copied().find(|lane| word(*lane).0 == value));
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
