//! HTML as lines. It walks over the tags and keeps a stack of its own: nothing in it calls itself, so no
//! nesting is too deep, and every tag is looked at once. It must not know where history begins.

mod writing;

use crate::attribution;
use crate::client::{self, Element, Mark};
use crate::limits;
use crate::lines::{Hint, Line};
use crate::tags::{UNREAD, attribute, is_block, is_paragraph, is_without_margin, known};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The lines of a text in HTML. What is not shown is left out, unless there is nothing else.
pub fn lines(html: &str) -> Vec<Line> {
    let lines = walk(html, true);
    if lines.iter().all(Line::is_blank) { walk(html, false) } else { lines }
}

fn walk(html: &str, heeds_hidden: bool) -> Vec<Line> {
    let mut emitter = DefaultEmitter::default();
    // Script and style are no words.
    emitter.naively_switch_states(true);
    let mut walker = Walker { heeds_hidden, starts_line: true, ..Walker::default() };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        if walker.letters > limits::READ_CHARACTERS || walker.lines.len() > limits::LINES {
            break;
        }
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => walker.start(&tag),
            Token::EndTag(tag) => walker.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => walker.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    walker.close_to(0);
    walker.end_line();
    walker.settle_histories();
    walker.lines
}

/// An element that stands open.
#[derive(Default)]
struct Open {
    tag: &'static str,
    mark: Mark,
    hidden: bool,
    keeps_space: bool,
    /// The number of its next item, if it counts.
    counter: Option<u32>,
    /// A paragraph without space around it.
    is_tight: bool,
    /// Where a link leads, and where its words begin.
    link: Option<(String, usize, usize)>,
    /// Where history begins.
    first_line: usize,
}

#[derive(Default)]
struct Walker {
    lines: Vec<Line>,
    current: String,
    open: Vec<Open>,
    /// How many of each stand open, so that no closing tag looks for what is not there.
    counts: std::collections::HashMap<&'static str, usize>,
    starts_line: bool,
    /// Only the mark of an item stands on the line, or the cells before.
    begins_item: bool,
    /// The line ends before the next words, unless they are in the next cell.
    ends_line: bool,
    /// And a paragraph with it.
    blank_after: bool,
    cells: usize,
    wants_space: bool,
    /// A paragraph ended.
    wants_blank: bool,
    /// A space that does not break stands on an otherwise empty line and makes it a line.
    holds_line: bool,
    hint: Hint,
    heeds_hidden: bool,
    hidden: usize,
    keeps_space: usize,
    depth: usize,
    attributions: usize,
    histories: usize,
    signatures: usize,
    letters: usize,
    /// Where in `open` the lists are.
    lists: Vec<usize>,
    closed_histories: Vec<(usize, usize)>,
}

impl Walker {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        match name.as_ref() {
            "br" => return self.break_line(),
            "img" => return self.picture(&attribute(tag, "alt")),
            "hr" => {
                self.end_line();
                self.hint = self.hint.max_of(Hint::Divider);
                return;
            }
            _ => {}
        }
        let Some(name) = known(&name) else { return };
        self.close_implied(name);
        if self.open.len() >= limits::OPEN_ELEMENTS {
            if is_block(name) {
                self.end_line();
            }
            return;
        }
        self.open_element(name, tag);
    }

    fn open_element(&mut self, name: &'static str, tag: &StartTag<()>) {
        let (id, class) = (attribute(tag, "id"), attribute(tag, "class"));
        let style: String = attribute(tag, "style").chars().filter(|c| !c.is_whitespace()).collect();
        let (style, class) = (style.to_ascii_lowercase(), class.to_ascii_lowercase());
        let (kind, field) = (attribute(tag, "type"), attribute(tag, "name"));
        let element = Element { tag: name, id: &id, name: &field, class: &class, kind: &kind, style: &style };
        let mut mark = client::mark(&element);
        let is_tight = class.contains("msonormal") || is_without_margin(&style);
        // What an item holds stands beside its mark.
        if is_block(name) && !self.begins_item {
            self.end_line();
            self.wants_blank |= is_paragraph(name) && !is_tight;
        }
        if mark == Mark::QuoteIfAttributed {
            mark = if attribution::ends(&self.lines) { Mark::Quote } else { Mark::None };
        }
        let hidden = UNREAD.contains(&name)
            || (self.heeds_hidden
                && (client::is_hidden(&style) || tag.attributes.contains_key(b"hidden".as_slice())));
        let mut open =
            Open { tag: name, mark, hidden, is_tight, first_line: self.lines.len(), ..Open::default() };
        match name {
            "pre" => open.keeps_space = true,
            "ol" => open.counter = Some(attribute(tag, "start").parse().unwrap_or(1)),
            "a" => {
                open.link = Some((attribute(tag, "href"), self.lines.len(), self.current.len()));
            }
            "td" | "th" => {
                self.cells += 1;
                self.next_cell();
            }
            _ => {}
        }
        open.keeps_space |= style.contains("white-space:pre");
        self.apply(&open);
        if name == "li" {
            self.item();
        }
        if matches!(name, "ol" | "ul") {
            self.lists.push(self.open.len());
        }
        *self.counts.entry(name).or_default() += 1;
        self.open.push(open);
    }

    fn apply(&mut self, open: &Open) {
        self.hidden += usize::from(open.hidden);
        self.keeps_space += usize::from(open.keeps_space);
        match open.mark {
            Mark::Quote => self.depth += 1,
            Mark::Attribution => self.attributions += 1,
            Mark::History => self.histories += 1,
            Mark::Signature => self.signatures += 1,
            Mark::Before(hint) => self.hint = self.hint.max_of(hint),
            Mark::None | Mark::QuoteIfAttributed => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            return self.break_line();
        }
        let Some(name) = known(name) else { return };
        if self.counts.get(name).copied().unwrap_or(0) == 0 {
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.tag == name) {
            self.close_to(at);
        }
    }

    /// Closes what stands open from a place on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(mut open) = self.open.pop() else { return };
            if let Some(count) = self.counts.get_mut(open.tag) {
                *count -= 1;
            }
            if self.lists.last() == Some(&self.open.len()) {
                self.lists.pop();
            }
            if matches!(open.tag, "td" | "th") {
                self.cells -= 1;
                self.blank_after = false;
            }
            if let Some((target, line, begin)) = open.link.take() {
                self.close_link(&target, line, begin);
            }
            if is_block(open.tag) {
                self.end_block(&open);
            }
            self.hidden -= usize::from(open.hidden);
            self.keeps_space -= usize::from(open.keeps_space);
            match open.mark {
                Mark::Quote => self.depth -= 1,
                Mark::Attribution => self.attributions -= 1,
                Mark::History => {
                    self.histories -= 1;
                    self.closed_histories.push((open.first_line, self.lines.len()));
                }
                Mark::Signature => self.signatures -= 1,
                _ => {}
            }
        }
    }

    /// In a cell the line may go on in the next one.
    fn end_block(&mut self, open: &Open) {
        let wants_blank = is_paragraph(open.tag) && !open.is_tight;
        if self.cells > 0 && open.tag != "table" && !self.current.is_empty() {
            self.ends_line = true;
            self.blank_after |= wants_blank;
        } else {
            self.end_line();
            self.wants_blank |= wants_blank;
        }
    }

    /// Items, cells and paragraphs end where the next one begins, and a paragraph where any block begins.
    fn close_implied(&mut self, name: &str) {
        let ends = |open: &Open| match open.tag {
            "p" => is_block(name),
            "li" => name == "li",
            "td" | "th" => matches!(name, "td" | "th" | "tr"),
            "tr" => name == "tr",
            _ => false,
        };
        while self.open.last().is_some_and(ends) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn item(&mut self) {
        let list = self.lists.last().and_then(|&at| self.open.get_mut(at));
        let mark = match list.and_then(|list| list.counter.as_mut()) {
            Some(number) => {
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
            None => "- ".to_owned(),
        };
        if self.hidden == 0 {
            self.push(&mark);
            self.starts_line = true;
            self.begins_item = true;
        }
    }

    fn next_cell(&mut self) {
        if !self.current.trim_end().is_empty() && self.hidden == 0 {
            self.current.truncate(self.current.trim_end().len());
            self.current.push_str(" | ");
            self.starts_line = true;
            self.begins_item = true;
            self.wants_space = false;
        }
        self.ends_line = false;
    }
}

impl Hint {
    fn max_of(self, other: Self) -> Self {
        if self == Self::Opener { self } else { other }
    }
}

#[cfg(test)]
#[path = "readable_tests.rs"]
mod tests;
