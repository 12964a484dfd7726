//! One line of the history: a message as a bubble, a fact as a quiet line.

use crate::components::avatar::Avatar;
use crate::components::badge::{Tone, badge};
use crate::components::fact;
use crate::components::icon::small_icon;
use crate::components::summary::time;
use crate::intl;
use crate::styles::ENTRY;
use crate::words::{Key, named, said, say, t};
use leptos::prelude::*;
use shared::ids::EntryId;
use shared::money::Money;
use shared::negotiation::{Audience, Document, OperatorSide};
use shared::time::Timestamp;
use shared::view::{Author, Content, Entry, IncidentAction, IncidentView, QuoteAction, QuoteView, Role};

/// What an entry needs of its page.
#[derive(Clone, Copy)]
pub struct Reach {
    /// Among which it stands: what changes of one that is drawn is found there.
    pub among: RwSignal<Vec<Entry>>,
    pub negotiation: StoredValue<String>,
    pub act: Callback<Act>,
    /// Draws what came with an entry.
    pub card: fn(Card, Reach) -> AnyView,
}

impl Reach {
    /// What is looked for in an entry, as it is now; reactive.
    pub fn now<T>(self, id: &EntryId, find: impl Fn(&Entry) -> Option<T>) -> Option<T> {
        self.among.with(|all| all.iter().find(|known| known.id == *id).and_then(find))
    }
}

/// What came with an entry.
#[derive(Clone)]
pub enum Card {
    Document(EntryId, Document),
    Quote(EntryId, Box<QuoteView>),
    Wishes(Option<Money>, Option<Timestamp>),
    Incident(EntryId, Box<IncidentView>),
}

/// What somebody wants of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The document was looked into.
    Opened(EntryId),
    /// Whether the file is the one that was accepted.
    Verify(EntryId),
    Quote(EntryId, QuoteAction),
    Incident(EntryId, IncidentAction),
}

pub fn entry(entry: Entry, reach: Reach) -> AnyView {
    match entry.content.clone() {
        Content::Message { text, audience, automatic } => {
            let marks = view! {
                {(audience == Audience::Operator).then(|| badge(Tone::Note, "shield", t(say::ENTRY_OPERATOR_ONLY)))}
                {(audience == Audience::LaneAndOperator).then(|| badge(Tone::Neutral, "shield", t(say::ENTRY_OPERATOR_TOO)))}
                {automatic.then(|| badge(Tone::Neutral, "rotate-ccw", t(say::ENTRY_AUTOMATIC)))}
            };
            bubble(entry, reach, text, marks.into_any(), None, false)
        }
        Content::InternalNote { text } => {
            let mark = badge(Tone::Note, "lock", t(say::ENTRY_NOTE));
            bubble(entry, reach, text, mark, None, true)
        }
        Content::OperatorMessage { text, with } => {
            let mark = badge(Tone::Note, "shield", t(team(&entry, with)));
            bubble(entry, reach, text, mark, None, true)
        }
        Content::Document { text, document, .. } => {
            let card = (reach.card)(Card::Document(entry.id.clone(), document), reach);
            bubble(entry, reach, text, ().into_any(), Some(card), false)
        }
        Content::Quote { text, quote } => {
            let card = (reach.card)(Card::Quote(entry.id.clone(), quote), reach);
            bubble(entry, reach, text, ().into_any(), Some(card), false)
        }
        Content::CounterOffer { text, amount, wanted_by, .. } => {
            let mark = badge(Tone::Accent, "arrow-down-up", t(say::COUNTER_TITLE));
            let card = (reach.card)(Card::Wishes(amount, wanted_by), reach);
            bubble(entry, reach, text, mark, Some(card), false)
        }
        Content::Incident(incident) => {
            let card = (reach.card)(Card::Incident(entry.id.clone(), incident), reach);
            bubble(entry, reach, String::new(), ().into_any(), Some(card), true)
        }
        content => fact::fact(entry, content),
    }
}

/// The operator sees with whom it talks; everybody else, that it is the operator.
fn team(entry: &Entry, with: OperatorSide) -> Key {
    let by_operator = entry.author.as_ref().is_some_and(|author| author.role == Role::Operator);
    match (by_operator == entry.own, with) {
        (true, OperatorSide::Primary) => say::ENTRY_TEAM_WITH_SELLER,
        (true, OperatorSide::Buyer) => say::ENTRY_TEAM_WITH_BUYER,
        (false, _) => say::ENTRY_TEAM,
    }
}

/// An entry that somebody wrote, with a card under the words where something came with them.
fn bubble(
    entry: Entry,
    reach: Reach,
    text: String,
    marks: AnyView,
    card: Option<AnyView>,
    silent: bool,
) -> AnyView {
    let id = entry.id.clone();
    let seen =
        Memo::new(move |_| reach.now(&id, |entry| Some((entry.read_at, entry.unread))).unwrap_or_default());
    let who = who(entry.author.clone(), entry.own);
    let face = (!entry.own).then(|| {
        let name = entry.author.and_then(|author| author.name).unwrap_or_default();
        view! { class = ENTRY, <div class="face"><Avatar name /></div> }
    });
    let receipt = (entry.own && !silent).then_some(move || receipt(seen.get().0));
    let note = matches!(entry.content, Content::InternalNote { .. });
    let words =
        (!text.is_empty()).then(|| view! { class = ENTRY, <div class="bubble" dir="auto">{text}</div> });
    view! { class = ENTRY,
        <article class="entry" id=anchor(&entry.id) data-own=entry.own data-note=note data-unread=move || seen.get().1>
            {face}
            <header class="head">
                <span class="who">{who}</span>
                {time(entry.at)}
                {entry.came.map(came)}
                {marks}
            </header>
            {words}
            {card.map(|card| view! { class = ENTRY, <div class="with">{card}</div> })}
            {receipt}
        </article>
    }
    .into_any()
}

/// It was passed on later than it came.
fn came(at: Timestamp) -> AnyView {
    badge(Tone::Neutral, "clock", move || said(say::entry_came(intl::short_time(at))))
}

/// The name of an entry's element.
pub fn anchor(entry: &EntryId) -> String {
    format!("entry-{entry}")
}

/// N6: what became of an own message.
fn receipt(read_at: Option<Timestamp>) -> AnyView {
    let words = move || match read_at {
        Some(at) => said(say::entry_read(intl::short_time(at))),
        None => said(say::ENTRY_SENT),
    };
    let exact = move || read_at.map(intl::exact);
    view! { class = ENTRY,
        <p class="receipt" data-read=read_at.is_some() title=exact>
            {small_icon(if read_at.is_some() { "check-check" } else { "check" })}
            <span>{words}</span>
        </p>
    }
    .into_any()
}

/// Who did it, in the reader's words: "You", a name, or a role where the name is not for this reader.
pub fn who(author: Option<Author>, own: bool) -> impl Fn() -> String + Send + 'static {
    move || match &author {
        _ if own => said(say::ROLE_YOU),
        Some(Author { name: Some(name), .. }) => name.clone(),
        Some(author) => said(named::role(author.role)),
        None => String::new(),
    }
}
