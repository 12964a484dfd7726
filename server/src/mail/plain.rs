//! The text part: what a reader without HTML sees. It must say all that the HTML part says.

use super::draft::{Block, Draft};
use super::html::Look;
use super::pen::Pen;
use shared::api::sessions::with_stars;

/// The best first, as in most mails people are asked with.
pub const STARS: [u8; 5] = [5, 4, 3, 2, 1];

/// The draft as plain text, below the mark and above the further links.
pub fn plain(draft: &Draft, look: &Look) -> String {
    let Look { pen, mark, link, ways, .. } = look;
    let mark = if mark.is_empty() { String::new() } else { format!("{mark}\n\n") };
    let blocks = draft.blocks.iter().filter_map(|block| part(block, pen, *link));
    let body: String = blocks.map(|text| text + "\n\n").collect();
    // The separator of signatures: mail programs grey out what follows and leave it out of answers.
    let ways: String = ways.iter().map(|(label, link)| pen.addressed(label, link) + "\n").collect();
    format!("{mark}{body}-- \n{}\n{ways}", draft.footer)
}

fn part(block: &Block, pen: &Pen, link: Option<&str>) -> Option<String> {
    match block {
        Block::Lead(text) | Block::Paragraph(text) | Block::Code(text) | Block::Quote(text) => {
            Some(text.clone())
        }
        Block::Facts(facts) => {
            let lines: Vec<_> = facts.iter().map(|(label, value)| pen.labelled(label, value)).collect();
            Some(lines.join("\n"))
        }
        Block::Button(label) => link.map(|link| pen.addressed(label, link)),
        Block::Stars => link.map(|link| {
            let line = |stars: u8| format!("{} {}", drawn(stars), with_stars(link, stars));
            STARS.map(line).join("\n")
        }),
        Block::Part { title, lines, label, link } => {
            let lines: String = lines.iter().map(|line| format!("* {line}\n")).collect();
            Some(format!("{title}\n{lines}{}", pen.addressed(label, link)))
        }
    }
}

/// "★★★★☆", which needs no words.
pub fn drawn(stars: u8) -> String {
    (1..=5).map(|at| if at <= stars { '★' } else { '☆' }).collect()
}
