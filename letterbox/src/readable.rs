//! HTML as lines. It walks over the tags and keeps a stack of its own: nothing in it calls itself, so no
//! nesting is too deep, and every tag is looked at once. It must not know where history begins.

use crate::attribution;
use crate::client::{self, Element, Mark};
use crate::lines::{Hint, Line, Role};
use crate::{characters, limits};
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
        if walker.letters > limits::READ_CHARACTERS {
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
    /// Only the mark of an item stands on the line.
    begins_item: bool,
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

/// Elements that begin and end a line.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "includetail",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements within a line that may hide, be a signature or lead somewhere.
const INLINE: [&str; 11] = ["a", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"];
/// Elements whose words nobody reads.
const UNREAD: [&str; 10] =
    ["style", "script", "title", "template", "object", "svg", "select", "textarea", "iframe", "noframes"];

fn known(tag: &str) -> Option<&'static str> {
    BLOCKS.iter().chain(&INLINE).chain(&UNREAD).find(|known| **known == tag).copied()
}

fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&tag) && !matches!(tag, "td" | "th")
}

fn is_paragraph(tag: &str) -> bool {
    matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "pre" | "figure")
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
            "td" | "th" if !self.current.is_empty() => self.next_cell(),
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
            if let Some((target, line, begin)) = open.link.take() {
                self.close_link(&target, line, begin);
            }
            if is_block(open.tag) {
                self.end_line();
                self.wants_blank |= is_paragraph(open.tag) && !open.is_tight;
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
            self.wants_space = false;
        }
    }

    /// Small pictures stand for letters.
    fn picture(&mut self, alternative: &str) {
        if !alternative.is_ascii() && alternative.chars().count() <= 4 {
            self.text(alternative);
        }
    }

    fn close_link(&mut self, target: &str, line: usize, begin: usize) {
        let target = characters::phrase(target);
        if self.hidden > 0 || line != self.lines.len() {
            return;
        }
        let words = self.current.get(begin..).unwrap_or("").trim().to_owned();
        let bare = |address: &str| {
            let address = address.trim_start_matches("mailto:").trim_start_matches("http://");
            address
                .trim_start_matches("https://")
                .trim_start_matches("www.")
                .trim_end_matches('/')
                .to_lowercase()
        };
        let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
        if leads && !words.is_empty() && bare(&target) != bare(&words) {
            let shown = target.trim_start_matches("mailto:");
            self.push(&format!(" ({shown})"));
        }
    }

    fn text(&mut self, text: &str) {
        self.letters += text.len();
        if self.hidden > 0 {
            return;
        }
        if self.keeps_space > 0 {
            for (index, line) in characters::clean(text).split('\n').enumerate() {
                if index > 0 {
                    self.break_line();
                }
                self.push(line);
            }
            return;
        }
        for word in text.split_inclusive(|c: char| c.is_whitespace()) {
            let visible = word.trim_end();
            if !visible.is_empty() {
                let cleaned = characters::clean(visible);
                if self.wants_space && !self.starts_line && !cleaned.is_empty() {
                    self.current.push(' ');
                }
                self.push(&cleaned);
            }
            if visible.len() < word.len() {
                self.wants_space = true;
                self.holds_line |= word.ends_with('\u{a0}');
            }
        }
    }

    fn push(&mut self, words: &str) {
        if !words.is_empty() {
            self.current.push_str(words);
            self.starts_line = false;
            self.begins_item = false;
            self.wants_space = false;
        }
    }

    fn break_line(&mut self) {
        if self.hidden == 0 {
            self.letters += 1;
            self.holds_line = true;
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.current);
        let is_empty = text.trim().is_empty();
        if !is_empty || self.holds_line {
            if self.wants_blank && !self.lines.is_empty() {
                let line = self.line(String::new());
                self.lines.push(line);
            }
            self.wants_blank = false;
            let mut line = self.line(text.trim_end().to_owned());
            if !is_empty {
                line.hint = std::mem::take(&mut self.hint);
            }
            self.lines.push(line);
        }
        self.starts_line = true;
        self.begins_item = false;
        self.wants_space = false;
        self.holds_line = false;
    }

    fn line(&self, text: String) -> Line {
        let role = match () {
            () if self.histories > 0 => Role::History,
            () if self.signatures > 0 && self.depth == 0 => Role::Signature,
            () if self.attributions > 0 => Role::Attribution,
            () => Role::Words,
        };
        let depth = self.depth.min(20);
        Line { prefix: "> ".repeat(depth), is_delimiter: text == "--", text, depth, role, hint: Hint::None }
    }

    /// Some programs put quotations and what is written between them into one element. There, words that are
    /// not quoted are the person's, but for the few that lead the first quotation.
    fn settle_histories(&mut self) {
        for &(begin, end) in &self.closed_histories {
            let lines = &mut self.lines[begin.min(end)..end];
            let Some(quoted) = lines.iter().position(|line| line.depth > 0) else { continue };
            let (lead, rest) = lines.split_at_mut(quoted);
            if lead.iter().filter(|line| !line.is_blank()).count() > 4 {
                continue;
            }
            lead.iter_mut().for_each(|line| line.role = Role::Attribution);
            rest.iter_mut().for_each(|line| line.role = Role::Words);
        }
    }
}

impl Hint {
    fn max_of(self, other: Self) -> Self {
        if self == Self::Opener { self } else { other }
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let value = tag.attributes.get(name.as_bytes());
    value
        .map(|value| characters::capped(&String::from_utf8_lossy(value), 4_000).trim().to_owned())
        .unwrap_or_default()
}

fn is_without_margin(style: &str) -> bool {
    style.split(';').any(|part| {
        let value = part.strip_prefix("margin:").or_else(|| part.strip_prefix("margin-bottom:"));
        value.is_some_and(|value| value.starts_with('0') && !value.starts_with("0."))
    })
}

#[cfg(test)]
#[path = "readable_tests.rs"]
mod tests;
