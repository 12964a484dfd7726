//! The history, oldest first, under its days: what people wrote as blocks, facts as quiet lines.

mod orders;

use crate::column::{Column, SMALL, STRONG, TEXT};
use crate::front::{DAY, level};
use crate::pen::{Pen, size};
use crate::plain;
use crate::times::Day;
use crate::tree::NodeId;
use shared::negotiation::{Audience, Document, OperatorSide};
use shared::view::{Content, Entry, FeedbackView, Role};
use words::facts::happened;
use words::{Key, app, mail};

/// Above a block, and above a fact.
const BLOCK_GAP: f32 = 13.0;
const FACT_GAP: f32 = 6.0;
const INNER_GAP: f32 = 3.0;
const TABLE_GAP: f32 = 5.0;

pub fn entries(column: &mut Column, history: &[Entry], feedback: Option<&FeedbackView>, pen: &Pen) {
    if history.is_empty() {
        column.gap(DAY.gap);
        column.text(None, &pen.write(mail::PRINTED_UNSAID), SMALL);
    }
    let rated = history.iter().rposition(|entry| matches!(entry.content, Content::FeedbackLeft { .. }));
    let mut day: Option<Day> = None;
    for (at, entry) in history.iter().enumerate() {
        let today = pen.times.day_of(entry.at);
        if day.replace(today) != Some(today) {
            column.gap(DAY.gap);
            column.rule();
            column.heading(level(2), &pen.times.day(entry.at), DAY.style);
        }
        let section = column.section();
        match happened(&entry.content, pen) {
            Some(what) => fact(column, section, entry, (&pen.say(what), pen)),
            None => block(column, section, entry, pen),
        }
        if let Some(feedback) = feedback.filter(|_| rated == Some(at)) {
            stars(column, section, feedback, pen);
        }
    }
}

fn fact(column: &mut Column, section: NodeId, entry: &Entry, (what, pen): (&str, &Pen)) {
    column.gap(FACT_GAP);
    let by = entry.author.as_ref().map(|author| match pen.who(author) {
        (name, Some(role)) => format!(" · {name} ({role})"),
        (role, None) => format!(" · {role}"),
    });
    let said = format!("{what}{}", by.unwrap_or_default());
    column.timed(Some(section), &[(&said, SMALL)], &pen.times.second(entry.at));
    for text in entry.content.along() {
        column.keep();
        column.gap(INNER_GAP);
        column.text(Some(section), text, TEXT);
    }
    if let Content::QuoteAccepted { billing, .. } = &entry.content {
        column.keep();
        column.gap(INNER_GAP);
        column.table(Some(section), &[(pen.say(app::QUOTE_BILL_TO), orders::address(billing))]);
    }
}

/// What somebody wrote, with what came along and whether it was read.
fn block(column: &mut Column, section: NodeId, entry: &Entry, pen: &Pen) {
    column.gap(BLOCK_GAP);
    let (name, role) = entry.author.as_ref().map(|author| pen.who(author)).unwrap_or_default();
    let marks =
        role.into_iter().chain(marks(entry, pen)).map(|mark| format!(" · {mark}")).collect::<String>();
    column.timed(Some(section), &[(&name, STRONG), (&marks, SMALL)], &pen.times.second(entry.at));
    let (text, rows) = content(&entry.content, pen);
    if !text.trim().is_empty() {
        column.keep();
        column.gap(INNER_GAP);
        column.text(Some(section), text, TEXT);
    }
    if !rows.is_empty() {
        column.keep();
        column.gap(TABLE_GAP);
        column.table(Some(section), &rows);
    }
    let came = entry.came.map(|at| pen.say(app::entry_came(pen.times.exact(at))));
    let read = entry.read_at.map(|at| pen.say(app::entry_read(pen.times.exact(at))));
    for time in came.into_iter().chain(read) {
        column.keep();
        column.gap(INNER_GAP);
        column.text(Some(section), &time, SMALL);
    }
}

/// What it is, and for whom, where that is not plain.
fn marks(entry: &Entry, pen: &Pen) -> Vec<String> {
    let mut marks: Vec<Key> = Vec::new();
    match &entry.content {
        Content::Message { audience, automatic, .. } => {
            marks.extend(heard(*audience));
            marks.extend(automatic.then_some(app::ENTRY_AUTOMATIC));
        }
        Content::Document { audience, .. } => marks.extend(heard(*audience)),
        Content::InternalNote { .. } => marks.push(app::ENTRY_NOTE),
        Content::OperatorMessage { with, .. } => marks.push(team(entry, *with)),
        Content::Quote { .. } => marks.push(app::QUOTE_TITLE),
        Content::CounterOffer { .. } => marks.push(app::COUNTER_TITLE),
        Content::Incident(_) => marks.push(app::INCIDENT_TITLE),
        _ => {}
    }
    marks.into_iter().map(|mark| pen.say(mark)).collect()
}

fn heard(audience: Audience) -> Option<Key> {
    match audience {
        Audience::Lane => None,
        Audience::Operator => Some(app::ENTRY_OPERATOR_ONLY),
        Audience::LaneAndOperator => Some(app::ENTRY_OPERATOR_TOO),
    }
}

/// The operator sees with whom it talks; everybody else, that it is the operator.
fn team(entry: &Entry, with: OperatorSide) -> Key {
    let by_operator = entry.author.as_ref().is_some_and(|author| author.role == Role::Operator);
    match (by_operator == entry.own, with) {
        (true, OperatorSide::Primary) => app::ENTRY_TEAM_WITH_SELLER,
        (true, OperatorSide::Buyer) => app::ENTRY_TEAM_WITH_BUYER,
        (false, _) => app::ENTRY_TEAM,
    }
}

/// The words, and what stands in a table below them.
fn content<'e>(content: &'e Content, pen: &Pen) -> (&'e str, Vec<(String, String)>) {
    match content {
        Content::Document { text, document, .. } => (text, file(document, pen)),
        Content::Quote { text, quote } => (text, orders::quote(quote, pen)),
        Content::CounterOffer { text, amount, wanted_by, .. } => {
            let price = amount.map(|amount| (pen.write(mail::FACT_WANTED_PRICE), amount.to_string()));
            let date = wanted_by.map(|day| (pen.write(mail::FACT_WANTED_BY), pen.times.plain_day(day)));
            (text, price.into_iter().chain(date).collect())
        }
        Content::Incident(incident) => (&incident.reason, orders::incident(incident, pen)),
        Content::Message { text, .. }
        | Content::InternalNote { text }
        | Content::OperatorMessage { text, .. } => (text, Vec::new()),
        _ => ("", Vec::new()),
    }
}

/// A file by its name and its digest, so that whoever has it can tell that it is the one.
fn file(document: &Document, pen: &Pen) -> Vec<(String, String)> {
    let pages = pen.say(app::document_pages(u64::from(document.pages)));
    let words = format!("{} · {} · {pages}", plain::line(&document.name), size(document.bytes));
    vec![
        (pen.write(mail::FACT_DOCUMENT), words),
        (orders::DIGEST.to_owned(), document.sha256.as_str().to_owned()),
    ]
}

/// S1.
fn stars(column: &mut Column, section: NodeId, feedback: &FeedbackView, pen: &Pen) {
    let stars =
        feedback.stars.map(|stars| (pen.say(app::FEEDBACK_STARS), pen.say(app::stars_count_of_five(stars))));
    let reason = feedback.reason.clone().map(|text| (pen.say(app::FEEDBACK_REASON), text));
    let comment = feedback.comment.clone().map(|text| (pen.say(app::FEEDBACK_COMMENT), text));
    let rows: Vec<_> = stars.into_iter().chain(reason).chain(comment).collect();
    if !rows.is_empty() {
        column.keep();
        column.gap(TABLE_GAP);
        column.table(Some(section), &rows);
    }
}
