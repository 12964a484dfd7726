//! The figures and how they are told: a name, what was measured, what it is held against, the ratio.

use crate::{Failed, machine};
use std::fmt::Write;
use std::path::Path;

/// The kept results.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/benchmarks.md");

/// One line of the table.
struct Figure {
    what: String,
    ours: String,
    against: String,
    ratio: f64,
    wanted: Wanted,
    load: String,
}

/// What the ratio should be.
#[derive(Clone, Copy)]
pub enum Wanted {
    AtMost(f64),
    AtLeast(f64),
}

impl Wanted {
    fn holds(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(limit) => ratio <= limit,
            Self::AtLeast(limit) => ratio >= limit,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtMost(limit) => format!("≤ {limit}"),
            Self::AtLeast(limit) => format!("≥ {limit}"),
        }
    }
}

/// A measured value with its unit.
#[derive(Clone, Copy)]
pub struct Value(pub f64, pub &'static str);

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(value, unit) = self;
        match value {
            small if *small < 10.0 => write!(f, "{value:.2} {unit}"),
            middle if *middle < 1000.0 => write!(f, "{value:.1} {unit}"),
            _ => write!(f, "{value:.0} {unit}"),
        }
    }
}

/// All figures of a run.
#[derive(Default)]
pub struct Figures {
    lines: Vec<Figure>,
    notes: Vec<String>,
}

impl Figures {
    /// A figure beside the limit that was set for it: the ratio is figure ÷ limit, at most 1.
    pub fn within(&mut self, what: impl Into<String>, ours: Value, limit: f64) {
        let against = format!("limit {}", Value(limit, ours.1));
        self.add(what.into(), ours, against, ours.0 / limit, Wanted::AtMost(1.0));
    }

    /// A figure beside that of a peer in the same run: the ratio is ours ÷ peer's.
    pub fn beside(&mut self, what: impl Into<String>, ours: Value, peer: (&str, Value), wanted: Wanted) {
        let (name, value) = peer;
        self.add(what.into(), ours, format!("{name} {value}"), ours.0 / value.0, wanted);
    }

    fn add(&mut self, what: String, ours: Value, against: String, ratio: f64, wanted: Wanted) {
        let figure = Figure { what, ours: ours.to_string(), against, ratio, wanted, load: machine::load() };
        println!("{}", figure.line());
        self.lines.push(figure);
    }

    /// A sentence about what was measured.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        println!("  {note}");
        self.notes.push(note);
    }

    /// Keeps the run in docs/benchmarks.md, behind what stands there above the mark.
    pub fn write(&self) -> Result<(), Failed> {
        const MARK: &str = "<!-- the last run -->";
        let page = std::fs::read_to_string(Path::new(PAGE))?;
        let (kept, _) = page.split_once(MARK).ok_or("docs/benchmarks.md has lost its mark")?;
        let mut text = format!("{kept}{MARK}\n\n{}\n", machine::described());
        text.push_str("| what | measured | held against | ratio | wanted | | load |\n");
        text.push_str("|---|---|---|---|---|---|---|\n");
        for figure in &self.lines {
            writeln!(text, "{}", figure.line())?;
        }
        text.push('\n');
        for note in &self.notes {
            writeln!(text, "- {note}")?;
        }
        Ok(std::fs::write(PAGE, text)?)
    }
}

impl Figure {
    fn line(&self) -> String {
        let Self { what, ours, against, ratio, wanted, load } = self;
        let verdict = if wanted.holds(*ratio) { "holds" } else { "MISSED" };
        format!("| {what} | {ours} | {against} | {ratio:.3} | {} | {verdict} | {load} |", wanted.words())
    }
}
