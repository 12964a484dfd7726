//! The one column of the document: everything that is said, set in lines, one strip below the other. It knows no
//! pages; it only says which strips belong together.

use crate::plain;
use crate::tree::{Kind, NodeId, Tree};
use crate::typesetter::{Ink, Line, Style, Typesetter};
use std::num::NonZeroU16;

/// How wide it is, in points: a sheet of A4 with its margins off.
pub const WIDTH: f32 = 595.28 - 2.0 * 62.0;
/// Room for the names of a table's rows.
const NAMES: f32 = 118.0;
const NAMES_GAP: f32 = 10.0;
/// Room for a time at the end of a line.
const TIMES: f32 = 120.0;

pub const TEXT: Style =
    Style { size: 9.5, strong: false, ink: Ink::Text, leading: 1.45, at_end: false, linked: true };
pub const STRONG: Style = Style { strong: true, linked: false, ..TEXT };
pub const SMALL: Style = Style { size: 8.0, ink: Ink::Quiet, linked: false, leading: 1.4, ..TEXT };
const AT_END: Style = Style { at_end: true, ..SMALL };
const VALUE: Style = Style { size: 8.5, leading: 1.4, ..TEXT };
const NAME: Style = Style { size: 8.5, ..SMALL };
const ROW_GAP: f32 = 1.5;

/// What is never broken: a line, or lines beside each other.
#[derive(Debug)]
pub struct Strip {
    /// Above it, unless it begins a page.
    pub gap: f32,
    pub height: f32,
    /// From its top; all its lines stand on it.
    pub baseline: f32,
    /// It stays with the next one.
    pub kept: bool,
    /// A fine line above it.
    pub ruled: bool,
    /// What the list of contents calls this place.
    pub mark: Option<String>,
    pub parts: Vec<Part>,
}

/// A line in its place.
#[derive(Debug)]
pub struct Part {
    pub x: f32,
    pub line: Line,
    pub node: NodeId,
}

/// The whole column.
pub struct Written {
    pub strips: Vec<Strip>,
    pub tree: Tree,
}

/// A column that is being written.
pub struct Column<'t> {
    typesetter: &'t mut Typesetter,
    written: Written,
    gap: f32,
    ruled: bool,
}

impl<'t> Column<'t> {
    pub fn new(typesetter: &'t mut Typesetter) -> Self {
        let written = Written { strips: Vec::new(), tree: Tree::default() };
        Self { typesetter, written, gap: 0.0, ruled: false }
    }

    pub fn finish(self) -> Written {
        self.written
    }

    /// Leaves so much room above what comes next.
    pub fn gap(&mut self, points: f32) {
        self.gap = points;
    }

    /// Draws a fine line above what comes next.
    pub fn rule(&mut self) {
        self.ruled = true;
    }

    /// What was written last stays with what comes next.
    pub fn keep(&mut self) {
        if let Some(last) = self.written.strips.last_mut() {
            last.kept = true;
        }
    }

    pub fn section(&mut self) -> NodeId {
        self.written.tree.add(None, Kind::Section)
    }

    /// A heading, which stays with what it is above.
    pub fn heading(&mut self, level: NonZeroU16, words: &str, style: Style) {
        let node = self.written.tree.add(None, Kind::Heading(level, words.to_owned()));
        let lines = self.typesetter.set(&[(words, style)], WIDTH);
        let first = self.written.strips.len();
        self.stack(lines.into_iter().map(|line| vec![Part { x: 0.0, line, node }]).collect());
        let strips = &mut self.written.strips[first..];
        strips.iter_mut().for_each(|strip| strip.kept = true);
        if let Some(strip) = strips.first_mut() {
            strip.mark = Some(words.to_owned());
        }
    }

    /// A text as somebody wrote it: every line of it a paragraph.
    pub fn text(&mut self, section: Option<NodeId>, typed: &str, style: Style) {
        let mut rows = Vec::new();
        for text in plain::lines(typed.trim_end()) {
            let node = self.written.tree.add(section, Kind::Paragraph);
            let lines = self.typesetter.set(&[(&text, style)], WIDTH);
            rows.extend(lines.into_iter().map(|line| vec![Part { x: 0.0, line, node }]));
        }
        self.stack(rows);
    }

    /// What happened, in pieces that follow each other, and when.
    pub fn timed(&mut self, section: Option<NodeId>, pieces: &[(&str, Style)], time: &str) {
        let node = self.written.tree.add(section, Kind::Paragraph);
        let lines = self.typesetter.set(pieces, WIDTH - TIMES);
        // The space is for those who have it read to them.
        let time = self.typesetter.set(&[(&format!(" {time}"), AT_END)], TIMES);
        let mut times = time.into_iter();
        let rows = lines.into_iter().map(|line| {
            let time = times.next().map(|line| Part { x: WIDTH - TIMES, line, node });
            [Part { x: 0.0, line, node }].into_iter().chain(time).collect()
        });
        let rows = rows.collect();
        self.stack(rows);
    }

    /// Names and what stands beside them.
    pub fn table(&mut self, section: Option<NodeId>, rows: &[(String, String)]) {
        let table = self.written.tree.add(section, Kind::Table);
        for (name, value) in rows {
            let row = self.written.tree.add(Some(table), Kind::Row);
            let name_node = self.written.tree.add(Some(row), Kind::Name);
            let value_node = self.written.tree.add(Some(row), Kind::Value);
            let names = self.typesetter.set(&[(&plain::line(name), NAME)], NAMES);
            let mut values = Vec::new();
            for text in plain::lines(value.trim_end()) {
                values.extend(self.typesetter.set(&[(&text, VALUE)], WIDTH - NAMES - NAMES_GAP));
            }
            let rows = names.len().max(values.len());
            let (mut names, mut values) = (names.into_iter(), values.into_iter());
            let side_by_side = std::iter::repeat_with(|| {
                let name = names.next().map(|line| Part { x: 0.0, line, node: name_node });
                let value = values.next().map(|line| Part { x: NAMES + NAMES_GAP, line, node: value_node });
                name.into_iter().chain(value).collect()
            });
            let rows = side_by_side.take(rows).collect();
            self.stack(rows);
            self.gap(ROW_GAP);
        }
    }

    /// Puts rows below what is there. The first two stay together, and so do the last two.
    fn stack(&mut self, rows: Vec<Vec<Part>>) {
        let count = rows.len();
        for (at, parts) in rows.into_iter().enumerate() {
            let deepest = parts.iter().map(|part| part.line.baseline).fold(0.0, f32::max);
            let below = parts.iter().map(|part| part.line.height - part.line.baseline).fold(0.0, f32::max);
            self.written.strips.push(Strip {
                gap: std::mem::take(&mut self.gap),
                height: deepest + below,
                baseline: deepest,
                kept: count > 1 && (at == 0 || at + 2 == count),
                ruled: std::mem::take(&mut self.ruled),
                mark: None,
                parts,
            });
        }
    }
}
