//! One negotiation: the inquiry on the left, the conversation on the right; on a phone one below the
//! other, with the actions within thumb's reach.

mod answers;
mod asking;
pub mod cards;
pub mod company;
mod contact;
pub mod decision;
pub mod dialogs;
pub mod enclosure;
pub mod held;
mod keeping;
pub mod notices;
mod orders;
pub mod past;
mod paying;
mod payment_terms;
mod people;
mod printing;
mod rating;
mod talk;
mod transcript;
mod verify;

use crate::browser;
use crate::chunks::{self, arriving};
use crate::client;
use crate::components::button::{Button, Look};
use crate::components::clock48::clock48;
use crate::components::composer::Composer;
use crate::components::empty::Empty;
use crate::components::entry::{Act, Reach};
use crate::components::history::History;
use crate::components::icon::{icon, small_icon};
use crate::components::menu::{self, Menu};
use crate::components::receipt::ReceiptPanel;
use crate::components::skeleton::Shape;
use crate::components::status::status;
use crate::components::summary::SummaryPanel;
use crate::live::{self, Line};
use crate::load::loaded;
use crate::route::Page;
use crate::session;
use crate::stay::stays;
use crate::styles::NEGOTIATION;
use crate::words::{self, say, t};
use asking::Asking;
use contact::contact_of;
use dialogs::Dialogs;
use leptos::ev;
use leptos::prelude::*;
use shared::api::negotiations::{InLane, LIVE_PATH, ShowPhone};
use shared::view::{Delta, Header, QuoteAction, Role};
use std::sync::Arc;
use std::time::Duration;
use talk::Talk;

pub use talk::{Tools, early};

/// What nobody waits for comes so long after the page, to somebody who stays.
const RESTED: Duration = Duration::from_secs(1);

pub fn negotiation(id: String) -> AnyView {
    let talk = Talk::new(id);
    let line = RwSignal::new(Line::Connecting);
    talk.read();
    follow(talk, line);
    Effect::new(move |_| talk.keep_draft());
    // The page may go before the text has settled.
    let left = window_event_listener(ev::pagehide, move |_| talk.keep_text());
    on_cleanup(move || left.remove());
    Effect::new(move |_| talk.report_read());
    let looked = window_event_listener(ev::focus, move |_| talk.report_read());
    on_cleanup(move || looked.remove());
    let retry = Callback::new(move |()| talk.read());
    let gone = Memo::new(move |_| match talk.state.get() {
        crate::load::Load::Failed(problem) => problem.code != client::LOST,
        _ => false,
    });
    (move || match gone.get() {
        true => not_yours(),
        false => loaded(talk.state, Shape::Blocks(5), retry, move |()| page(talk, line)),
    })
    .into_any()
}

/// Listens to what the others do.
fn follow(talk: Talk, line: RwSignal<Line>) {
    let url = format!("{}?page={}", LIVE_PATH.replace("{negotiation}", &talk.id()), talk.page_name());
    let heard = move |name: &str, text: String| match name {
        "presence" => talk.presence.set(text),
        "enter" => talk.entered.update(|times| *times += 1),
        _ => {
            if let Ok(delta) = client::read::<Delta>(&text) {
                talk.hear(delta);
                talk.report_read();
            }
        }
    };
    live::listen(url, line, heard);
}

/// Unknown, or none of the viewer's business: both look the same.
fn not_yours() -> AnyView {
    view! {
        <Empty icon_name="lock" title=say::NEGOTIATION_UNKNOWN_TITLE text=say::NEGOTIATION_UNKNOWN_TEXT whole_page=true>
            <Button label=say::NAV_SIGN_IN look=Look::Primary press=|()| session::sign_in_first() />
        </Empty>
    }
    .into_any()
}

fn page(talk: Talk, line: RwSignal<Line>) -> AnyView {
    let asking = RwSignal::new(None::<Asking>);
    provide_context(Dialogs { talk, asking });
    let rested = RwSignal::new(false);
    let rest = move || {
        rested.try_set(true);
    };
    set_timeout(rest, RESTED);
    let met = Memo::new(move |_| rested.get() && stays());
    let older = Memo::new(move |_| talk.earlier.get() || talk.past.with(|past| !past.is_empty()));
    let waits = Memo::new(move |_| talk.held.with(|held| !held.is_empty()));
    view! { class = NEGOTIATION,
        <div class="page">
            {top(talk, asking)}
            {side(talk)}
            <div class="talk">
                {line_state(line)}
                {notices_of(talk)}
                {contact_of(talk)}
                {composer(talk, asking)}
                <div class="company no-print" role="status">
                    {move || met.get().then(|| arriving(|| Box::pin(chunks::company()), Shape::Nothing))}
                </div>
                {move || waits.get().then(|| arriving(|| Box::pin(chunks::held()), Shape::Nothing))}
                <History entries=talk.entries reach=reach(talk, asking)>
                    {move || ((met.get() || talk.whole.get()) && older.get()).then(|| arriving(|| Box::pin(chunks::past()), Shape::Nothing))}
                </History>
            </div>
        </div>
        {dock(talk, asking)}
        {move || asking.with(Option::is_some).then(|| arriving(|| Box::pin(chunks::dialogs()), Shape::Nothing))}
    }
    .into_any()
}

/// What the entries can ask for.
fn reach(talk: Talk, asking: RwSignal<Option<Asking>>) -> Reach {
    let act = Callback::new(move |act: Act| match act {
        Act::Opened(entry) => talk.opened(&entry),
        Act::Verify(entry) => asking.set(Some(Asking::Verify(entry))),
        Act::Quote(entry, QuoteAction::Supersede) => {
            talk.with_tools(move |tools| (tools.supersede)(talk, entry));
        }
        Act::Quote(entry, action) => {
            talk.opened(&entry);
            asking.set(Some(Asking::Quote(entry, action)));
        }
        Act::Incident(entry, action) => asking.set(Some(Asking::Incident(entry, action))),
    });
    Reach { among: talk.entries, negotiation: StoredValue::new(talk.id()), act, card: cards::card }
}

/// The header as it was when one part of it changed last: what shows that part is made anew only then.
#[derive(Clone)]
struct Part {
    header: Option<Arc<Header>>,
    same: fn(&Header, &Header) -> bool,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        match (&self.header, &other.header) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other) || (self.same)(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

fn part(talk: Talk, same: fn(&Header, &Header) -> bool) -> Memo<Part> {
    Memo::new(move |_| Part { header: talk.header.get(), same })
}

/// Who is talked with.
fn whom(header: &Header) -> &str {
    match header.role {
        Role::Buyer => &header.receipt.recipient_name,
        _ => &header.summary.buyer_name,
    }
}

fn top(talk: Talk, asking: RwSignal<Option<Asking>>) -> AnyView {
    let back = Memo::new(|_| session::session().is_some_and(|session| session.complete));
    let back = move || {
        back.get().then(|| view! { class = NEGOTIATION,
        <a class="back no-print" href=Page::Requests.path()>{small_icon("arrow-left")}{t(say::NEGOTIATION_BACK)}</a>
    })
    };
    let title = part(talk, |one, other| {
        (whom(one), one.status, one.waiting_since) == (whom(other), other.status, other.waiting_since)
    });
    let title = move || {
        title.get().header.map(|header| {
            let waiting =
                header.waiting_since.filter(|_| !matches!(header.role, Role::Buyer | Role::Offered));
            view! { class = NEGOTIATION,
                <div class="title">
                    <h1>{whom(&header).to_owned()}</h1>
                    {status(header.status)}
                    {waiting.map(clock48)}
                </div>
            }
        })
    };
    let may = part(talk, |one, other| one.may == other.may);
    view! { class = NEGOTIATION,
        <header class="top">
            {back}
            <div class="line">
                {title}
                <div class="actions no-print">
                    {move || actions(asking::offered(may.get().header.as_deref()), asking, false)}
                </div>
            </div>
        </header>
    }
    .into_any()
}

/// The first as buttons, the rest in a menu; what ends the talk, or only looks back, is never within easy reach.
fn actions(offered: Vec<Asking>, asking: RwSignal<Option<Asking>>, up: bool) -> AnyView {
    let ends = |what: &Asking| matches!(what, Asking::Keep | Asking::Withdraw | Asking::Spam);
    let (last, mut first): (Vec<_>, Vec<_>) = offered.into_iter().partition(ends);
    let mut rest = first.split_off(first.len().min(if up { 1 } else { 3 }));
    rest.extend(last);
    let button = |what: Asking| {
        let (label, icon_name) = (what.word(), what.icon());
        let press = move |()| asking.set(Some(what.clone()));
        view! { <Button label icon_name look=Look::Quiet press /> }
    };
    let line = move |what: Asking| {
        menu::item(what.icon(), t(what.word()), None, move || asking.set(Some(what.clone())))
    };
    let more = (!rest.is_empty()).then(|| {
        view! {
            <Menu handle=icon("ellipsis") name=Signal::derive(t(say::ACTION_MORE)) up>
                {rest.iter().cloned().map(line).collect_view()}
            </Menu>
        }
    });
    view! { {first.into_iter().map(button).collect_view()}{more} }.into_any()
}

/// Arrives when it is asked for.
fn decided() -> AnyView {
    arriving(|| Box::pin(chunks::decision()), Shape::Lines(3))
}

/// Arrives with the first document.
fn enclosure_panel() -> AnyView {
    arriving(|| Box::pin(chunks::enclosure()), Shape::Lines(2))
}

fn side(talk: Talk) -> AnyView {
    let open = RwSignal::new(false);
    let summary =
        part(talk, |one, other| (&one.summary, one.may.show_phone) == (&other.summary, other.may.show_phone));
    let receipt = part(talk, |one, other| one.receipt == other.receipt);
    let problem = RwSignal::new(None);
    let show_phone = Callback::new(move |()| {
        let lane = talk.draft.lane.get_untracked();
        let body = InLane { command: talk::command(), lane };
        talk.act::<ShowPhone>(body, problem, Box::new(|| ()));
    });
    let panel = move || {
        summary.get().header.map(|header| {
            view! { <SummaryPanel summary=header.summary.clone() show_phone may_show=header.may.show_phone /> }
        })
    };
    let product = move || {
        summary.with(|part| {
            let summary = part.header.as_ref().map(|header| &header.summary);
            summary.map(|summary| summary.product_name.as_ref().unwrap_or(&summary.manufacturer_name).clone())
        })
    };
    // On a phone the question must be seen without unfolding anything.
    let asked = move || summary.with(|part| part.header.as_ref().map(|header| header.summary.text.clone()));
    view! { class = NEGOTIATION,
        <aside class="side" data-open=move || open.get() aria-label=t(say::SUMMARY_NAME)>
            <button type="button" class="fold" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>
                {icon("package")}
                {product}
                <span class="turn">{small_icon("chevron-down")}</span>
                <span class="asked">{asked}</span>
            </button>
            <div class="inside">
                {panel}
                {crate::components::failure::form_failure(problem)}
                {move || receipt.get().header.map(|header| view! { <ReceiptPanel receipt=header.receipt.clone() more=decided /> })}
            </div>
        </aside>
    }
    .into_any()
}

/// Only where something may be written; made anew only when that changes, because whoever is writing would
/// lose the place.
fn composer(talk: Talk, asking: RwSignal<Option<Asking>>) -> AnyView {
    let discloses = Memo::new(move |_| talk.discloses());
    let may = part(talk, |one, other| {
        let writes = |header: &Header| {
            let may = &header.may;
            (may.reply.clone(), may.add_note, may.choose_audience, may.add_people, may.send_quotes)
        };
        writes(one) == writes(other)
    });
    let made = move || {
        let header = may.get().header?;
        let may = Some(header.may.clone()).filter(|may| !may.reply.is_empty() || may.add_note)?;
        let send = Callback::new(move |()| talk.with_tools(move |tools| (tools.send)(talk)));
        let attach = UnsyncCallback::new(move |(file, quote)| {
            talk.with_tools(move |tools| (tools.attach)(talk, file, quote));
        });
        let answers = Callback::new(move |()| asking.set(Some(Asking::Answers)));
        let theirs = (header.role != Role::Buyer).then_some(header.summary.language);
        let language = Signal::derive(move || theirs.filter(|language| *language != words::language()));
        Some(view! {
            <Composer draft=talk.draft may whom=whom(&header) busy=talk.busy discloses
                problem=talk.problem send attach answers language panel=enclosure_panel />
        })
    };
    view! { class = NEGOTIATION,
        <div class="no-print" on:focusin=move |_| talk.begin_writing()>{made}</div>
    }
    .into_any()
}

/// A lost line is said; a healed one needs no words.
fn line_state(line: RwSignal<Line>) -> AnyView {
    let lost = move || {
        (line.get() == Line::Lost).then(|| {
            view! { class = NEGOTIATION,
                <p class="line-state">{icon("wifi-off")}<span>{t(say::LIVE_LOST)}</span></p>
            }
        })
    };
    view! { class = NEGOTIATION, <div class="wire" role="status">{lost}</div> }.into_any()
}

/// What stands above the talk for some: it arrives where there is anything.
fn notices_of(talk: Talk) -> AnyView {
    let any = Memo::new(move |_| {
        talk.header.with(|header| {
            header.as_ref().is_some_and(|header| {
                header.offer.is_some()
                    || header.role == Role::Former
                    || header.may.leave_feedback
                    || header.feedback.is_some() && stays()
            })
        })
    });
    (move || any.get().then(|| arriving(|| Box::pin(chunks::notices()), Shape::Nothing))).into_any()
}

/// The bar at the bottom of a phone.
fn dock(talk: Talk, asking: RwSignal<Option<Asking>>) -> AnyView {
    let may = part(talk, |one, other| one.may == other.may);
    (move || {
        let may = may.get();
        let writes = may.header.as_ref().is_some_and(|header| !header.may.reply.is_empty());
        let write = writes.then(|| {
            view! { <Button label=say::COMPOSER_REPLY icon_name="reply" look=Look::Primary press=|()| turn_to_text() /> }
        });
        let offered = asking::offered(may.header.as_deref());
        (writes || !offered.is_empty()).then(|| {
            view! { class = NEGOTIATION,
                <div class="dock no-print">{write}{actions(offered, asking, true)}</div>
            }
        })
    })
    .into_any()
}

/// To the top, so that a keyboard leaves room.
fn turn_to_text() {
    if let Some(text) = browser::focus("#composer-text") {
        text.scroll_into_view();
    }
}
