//! A mail before it is laid out: what is said, in order, in words. Both parts are made from it.

use super::masks;

/// The words of one mail.
#[derive(Debug)]
pub struct Draft {
    pub subject: String,
    /// The person behind it; none when the marketplace itself writes.
    pub author: Option<String>,
    pub blocks: Vec<Block>,
    /// Why the recipient gets it.
    pub footer: String,
    /// RFC 3834: no person has written this.
    pub automatic: bool,
}

impl Draft {
    /// What it says, in one line: what happened, and how what was written begins.
    pub fn summary(&self) -> String {
        let lead = self.blocks.iter().find_map(|block| match block {
            Block::Lead(text) => Some(text.as_str()),
            _ => None,
        });
        let written = self.blocks.iter().find_map(|block| match block {
            Block::Quote(text) => Some(masks::topic(text)),
            _ => None,
        });
        let lead = lead.unwrap_or(&self.subject);
        written.map_or_else(|| lead.to_owned(), |written| format!("{lead} · {written}"))
    }
}

/// One piece of the body. All texts are as they were typed, not escaped.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    Lead(String),
    Paragraph(String),
    /// Label and value; all values are of one line.
    Facts(Vec<(String, String)>),
    /// What a person wrote, line breaks kept.
    Quote(String),
    /// To be copied by hand.
    Code(String),
    /// The label of the one button; it leads to the envelope's link.
    Button(String),
    /// S1: five links, one for each number of stars; each leads to the envelope's link with it.
    Stars,
    /// One of several things, with a link of its own.
    Part {
        title: String,
        lines: Vec<String>,
        label: String,
        link: String,
    },
}
