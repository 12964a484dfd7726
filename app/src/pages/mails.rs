//! The operator's mail room: what left this desk and what came to it. Links in mails open in a page of their own.

mod arrived;
mod sent;

use crate::components::empty::Empty;
use crate::components::icon::small_icon;
use crate::components::skeleton::Shape;
use crate::components::summary::time;
use crate::components::tabs::{Tab, Tabs};
use crate::load::{Load, loaded};
use crate::styles::MAILS;
use crate::words::{Key, say, t};
use leptos::prelude::*;
use shared::time::Timestamp;

pub fn mails() -> AnyView {
    let tab = |word| Tab { word, count: None };
    let tabs = Signal::stored(vec![tab(say::MAILS_SENT), tab(say::MAILS_ARRIVED)]);
    let selected = RwSignal::new(0);
    view! { class = MAILS,
        <h1>{t(say::NAV_MAILS)}</h1>
        <div class="ways"><Tabs name=say::NAV_MAILS tabs selected /></div>
        {move || if selected.get() == 0 { sent::sent() } else { arrived::arrived() }}
    }
    .into_any()
}

/// A mail as one line of a list.
struct Line {
    id: String,
    subject: String,
    at: Timestamp,
    who: String,
    badge: AnyView,
}

/// A list of mails with the chosen one beside it.
struct Room<T: Send + Sync + 'static> {
    lead: Key,
    lines: RwSignal<Load<Vec<T>>>,
    /// Fetches the lines again.
    ask: Callback<()>,
    line: fn(T) -> Line,
    empty: (Key, Key),
    chosen: RwSignal<Option<String>>,
    /// The chosen mail, whole.
    whole: Callback<(), AnyView>,
}

impl<T: Clone + Send + Sync + 'static> Room<T> {
    fn shown(self) -> AnyView {
        let Self { lead, lines, ask, line, empty, chosen, whole } = self;
        let has_lines =
            Memo::new(move |_| lines.with(|lines| matches!(lines, Load::Ready(lines) if !lines.is_empty())));
        let opened = move || match (chosen.with(Option::is_some), has_lines.get()) {
            (true, _) => {
                let back = move |_| chosen.set(None);
                view! { class = MAILS,
                    <button type="button" class="back" on:click=back>{small_icon("arrow-left")}{t(say::MAILS_BACK)}</button>
                    {whole.run(())}
                }
                .into_any()
            }
            (false, true) => none_chosen(),
            (false, false) => ().into_any(),
        };
        let list = move |lines: Vec<T>| match lines.is_empty() {
            true => view! { <Empty icon_name="mail" title=empty.0 text=empty.1 /> }.into_any(),
            false => {
                let lines = lines.into_iter().map(|one| drawn(line(one), chosen)).collect_view();
                view! { class = MAILS, <div class="list">{lines}</div> }.into_any()
            }
        };
        view! { class = MAILS,
            <p class="lead">{t(lead)}</p>
            <div class="page" data-chosen=move || chosen.with(Option::is_some).then_some("")>
                <div class="lines">{loaded(lines, Shape::Blocks(6), ask, list)}</div>
                <div>{opened}</div>
            </div>
        }
        .into_any()
    }
}

fn drawn(line: Line, chosen: RwSignal<Option<String>>) -> AnyView {
    let Line { id, subject, at, who, badge } = line;
    let same = id.clone();
    view! { class = MAILS,
        <button type="button" class="line"
            aria-pressed=move || chosen.with(|chosen| chosen.as_ref() == Some(&same)).to_string()
            on:click=move |_| chosen.set(Some(id.clone()))>
            <span class="subject">{subject}</span>
            <span class="when">{time(at)}</span>
            <span class="to">{who}</span>
            <span class="state">{badge}</span>
        </button>
    }
    .into_any()
}

/// Where a mail will stand beside the list; below it there is no need to say so.
fn none_chosen() -> AnyView {
    view! { class = MAILS,
        <div class="none">
            <Empty icon_name="mail" title=say::MAILS_NONE_TITLE text=say::MAILS_NONE_TEXT />
        </div>
    }
    .into_any()
}

/// A whole mail: its head, what is to be done about it, its text and its source.
fn sheet(head: (String, String), note: AnyView, text: AnyView, source: String) -> AnyView {
    view! { class = MAILS,
        <article class="mail">
            <h2>{head.0}</h2>
            <p class="to">{head.1}</p>
            {note}
            <div class="text">{text}</div>
            <details class="source">
                <summary class="open">{t(say::MAILS_SOURCE)}</summary>
                <pre class="raw">{source}</pre>
            </details>
        </article>
    }
    .into_any()
}
