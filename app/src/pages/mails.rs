//! The operator's mail room: what left this desk and what came to it. Links in mails open in a page of their own.

mod arrived;
mod kinds;
mod sent;

use crate::client::{call, question};
use crate::components::empty::Empty;
use crate::components::failure::form_failure;
use crate::components::icon::small_icon;
use crate::components::skeleton::Shape;
use crate::components::summary::time;
use crate::components::tabs::{Tab, Tabs};
use crate::load::{Load, Place, fetch, loaded};
use crate::styles::MAILS;
use crate::words::{Key, say, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{Endpoint, Nothing, Problem};
use shared::time::Timestamp;

pub fn mails() -> AnyView {
    let tab = |word| Tab { word, count: None };
    let tabs = Signal::stored(vec![tab(say::MAILS_SENT), tab(say::MAILS_ARRIVED), tab(say::MAILS_KINDS)]);
    let selected = RwSignal::new(0);
    view! { class = MAILS,
        <h1>{t(say::NAV_MAILS)}</h1>
        <div class="ways"><Tabs name=say::NAV_MAILS tabs selected /></div>
        {move || match selected.get() {
            0 => sent::sent(),
            1 => arrived::arrived(),
            _ => kinds::kinds(),
        }}
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

/// The words and shapes of one kind of mail.
struct Kind<T, W: Send + Sync + 'static> {
    lead: Key,
    empty: (Key, Key),
    line: fn(T) -> Line,
    /// The chosen mail, whole, in the hands of whoever can do something about it.
    shown: fn(W, Hands<W>) -> AnyView,
}

/// What can be done about the chosen mail.
struct Hands<W: Send + Sync + 'static> {
    mail: Place<W>,
    problem: RwSignal<Option<Problem>>,
    /// Has the list read anew.
    list: Callback<()>,
}

impl<W: Send + Sync + 'static> Clone for Hands<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Send + Sync + 'static> Copy for Hands<W> {}

impl<W: Send + Sync + 'static> Hands<W> {
    /// Does something, and shows what the mail has become.
    fn act<Act: Endpoint<Reply = W> + 'static>(self, id: String, body: Act::Body) {
        self.problem.set(None);
        spawn_local(async move {
            match call::<Act>(&[&id], &body).await {
                Ok(now) => {
                    drop(self.mail.try_set(Load::Ready(now)));
                    self.list.run(());
                }
                Err(refused) => drop(self.problem.try_set(Some(refused))),
            }
        });
    }
}

/// A list of mails with the chosen one beside it: `List` fetches the lines, `Read` one of them.
fn room<List, Read>(kind: Kind<<List::Reply as IntoIterator>::Item, Read::Reply>) -> AnyView
where
    List: Endpoint<Body = Nothing> + 'static,
    List::Reply: IntoIterator + Clone + Send + Sync + 'static,
    Read: Endpoint<Body = Nothing> + 'static,
    Read::Reply: Clone + Send + Sync + 'static,
{
    let Kind { lead, empty, line, shown } = kind;
    let lines = Place::<List::Reply>::new();
    let chosen = RwSignal::new(None::<String>);
    let mail = Place::<Read::Reply>::new();
    let problem = RwSignal::new(None::<Problem>);
    let ask = Callback::new(move |()| fetch(lines, question::<List>(&[], &Nothing {})));
    ask.run(());
    Effect::new(move |_| {
        problem.set(None);
        if let Some(id) = chosen.get() {
            fetch(mail, question::<Read>(&[&id], &Nothing {}));
        }
    });
    let hands = Hands { mail, problem, list: ask };
    let again = Callback::new(move |()| chosen.notify());
    let opened = move || {
        let mail = loaded(mail, Shape::Lines(8), again, move |mail| shown(mail, hands));
        view! { {form_failure(problem)} {mail} }.into_any()
    };
    let list = move |lines: List::Reply| {
        let lines: Vec<_> = lines.into_iter().map(|one| drawn(line(one), chosen)).collect();
        match lines.is_empty() {
            true => view! { <Empty icon_name="mail" title=empty.0 text=empty.1 /> }.into_any(),
            false => view! { class = MAILS, <div class="list">{lines}</div> }.into_any(),
        }
    };
    view! { class = MAILS,
        <p class="lead">{t(lead)}</p>
        {beside(loaded(lines, Shape::Blocks(6), ask, list), chosen, opened)}
    }
    .into_any()
}

/// A list with the chosen mail beside it; where there is no room, one of them.
fn beside(
    lines: AnyView,
    chosen: RwSignal<Option<String>>,
    opened: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let back = move |_| chosen.set(None);
    let opened = move || {
        match chosen.with(Option::is_some) {
        true => view! { class = MAILS,
            <button type="button" class="back" on:click=back>{small_icon("arrow-left")}{t(say::MAILS_BACK)}</button>
            {opened()}
        }
        .into_any(),
        false => none_chosen(),
    }
    };
    view! { class = MAILS,
        <div class="page" data-chosen=move || chosen.with(Option::is_some).then_some("")>
            <div class="lines">{lines}</div>
            <div class="opened">{opened}</div>
        </div>
    }
    .into_any()
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
