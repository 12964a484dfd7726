//! The words of HTML become lines: spaces, line breaks, links. It must not know which element is open.

use super::Walker;
use crate::characters;
use crate::lines::{Hint, Line, Role};

impl Walker {
    /// Small pictures stand for letters.
    pub(super) fn picture(&mut self, alternative: &str) {
        if !alternative.is_ascii() && alternative.chars().count() <= 4 {
            self.text(alternative);
        }
    }

    pub(super) fn close_link(&mut self, target: &str, line: usize, begin: usize) {
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

    pub(super) fn text(&mut self, text: &str) {
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

    pub(super) fn push(&mut self, words: &str) {
        if self.ends_line && !words.is_empty() {
            self.end_line();
        }
        if !words.is_empty() {
            self.current.push_str(words);
            self.starts_line = false;
            self.begins_item = false;
            self.wants_space = false;
        }
    }

    pub(super) fn break_line(&mut self) {
        if self.hidden == 0 {
            self.letters += 1;
            self.holds_line = true;
            self.end_line();
        }
    }

    pub(super) fn end_line(&mut self) {
        let text = std::mem::take(&mut self.current);
        let is_empty = text.trim().is_empty();
        if !is_empty || self.holds_line {
            if self.wants_blank && !self.lines.is_empty() {
                self.push_blank();
            }
            self.wants_blank = false;
            let mut line = self.line(text.trim_end().to_owned());
            if !is_empty {
                line.hint = std::mem::take(&mut self.hint);
            }
            self.lines.push(line);
        }
        self.wants_blank |= std::mem::take(&mut self.blank_after);
        self.starts_line = true;
        self.ends_line = false;
        self.begins_item = false;
        self.wants_space = false;
        self.holds_line = false;
    }

    /// A blank line between paragraphs; between a quotation and other words it is in neither.
    fn push_blank(&mut self) {
        let mut line = self.line(String::new());
        let above = self.lines.last().map_or(0, |above| above.depth);
        line.depth = line.depth.min(above);
        line.prefix = "> ".repeat(line.depth);
        self.lines.push(line);
    }

    pub(super) fn line(&self, text: String) -> Line {
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
    pub(super) fn settle_histories(&mut self) {
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
