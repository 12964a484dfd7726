//! The mail that gathers news: for each negotiation what is new and the way in. Its texts are the beginnings of new
//! entries and never the history (N12).

use super::{conversation, news};
use crate::mail::draft::{Block, Draft};
use crate::mail::masks;
use crate::mail::pen::{Pen, topic};
use shared::view::{Content, Delta, Entry, Header, Role};
use words::mail;

/// So many negotiations are told; of the others, how many there are.
const PARTS_MAX: usize = 15;
/// The same for what is new in one of them.
const LINES_MAX: usize = 5;

/// What is new in one negotiation, as the reader of the digest sees it.
#[derive(Clone, Debug)]
pub struct Part {
    pub seen: Delta,
    /// Opens it.
    pub link: String,
}

/// None when nothing is new.
pub fn digest(pen: &Pen, parts: &[Part]) -> Option<Draft> {
    let told: Vec<Block> = parts.iter().filter_map(|part| block(pen, part)).collect();
    let all = told.len();
    (all > 0).then_some(())?;
    let mut blocks = vec![pen.lead(mail::DIGEST_LEAD)];
    blocks.extend(told.into_iter().take(PARTS_MAX));
    blocks.extend(more(pen, all, PARTS_MAX).map(Block::Paragraph));
    blocks.push(pen.button(mail::DIGEST_ALL));
    Some(Draft {
        subject: pen.say(mail::digest_subject(all as u64)),
        author: None,
        blocks,
        footer: pen.say(mail::digest_footer(&pen.marketplace)),
        automatic: true,
    })
}

/// How many of them are not told, in words.
fn more(pen: &Pen, all: usize, most: usize) -> Option<String> {
    (all > most).then(|| pen.say(mail::digest_more((all - most).to_string())))
}

fn block(pen: &Pen, Part { seen, link }: &Part) -> Option<Block> {
    let mut lines: Vec<String> =
        seen.entries.iter().filter_map(|entry| line(pen, &seen.header, entry)).collect();
    let all = lines.len();
    (all > 0).then_some(())?;
    lines.truncate(LINES_MAX);
    lines.extend(more(pen, all, LINES_MAX));
    let title = title(pen, &seen.header);
    Some(Block::Part { title, lines, label: pen.say(mail::BUTTON_VIEW), link: link.clone() })
}

/// What it is about, and who is at its other end.
fn title(pen: &Pen, header: &Header) -> String {
    let other = match header.role {
        Role::Buyer => pen.recipient(header),
        _ => pen.buyer(header),
    };
    format!("{} – {other}", topic(&header.summary))
}

/// None for what makes no mail.
fn line(pen: &Pen, header: &Header, entry: &Entry) -> Option<String> {
    let author = pen.author(entry.author.as_ref());
    if matches!(entry.content, Content::CopySent { .. }) {
        let asked = masks::excerpt(&header.summary.text);
        return Some(pen.say(mail::copy_subject(pen.buyer(header), asked)));
    }
    if let Some(text) = conversation::said(&entry.content) {
        let text = told(pen, text, &entry.content);
        return Some(pen.say(if entry.own {
            mail::digest_own(text)
        } else {
            mail::digest_said(author, text)
        }));
    }
    news::lead(pen, header, entry, &author).map(|lead| pen.say(lead))
}

/// The beginning of what was written, and what came with it.
fn told(pen: &Pen, text: &str, content: &Content) -> String {
    let enclosed = match content {
        Content::Document { document, .. } => Some(masks::topic(&document.name)),
        Content::Quote { quote, .. } => Some(pen.money(quote.price)),
        Content::CounterOffer { amount, .. } => amount.map(|amount| pen.money(amount)),
        _ => None,
    };
    match (masks::excerpt(text), enclosed) {
        (text, None) => text,
        (text, Some(enclosed)) if text.is_empty() => enclosed,
        (text, Some(enclosed)) => format!("{text} ({enclosed})"),
    }
}
