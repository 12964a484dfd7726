//! `cargo xtask tidy`: the rules of the house as a program.
//!
//! A rule is a function from the tree to findings; each has a test beside it that shows it failing.
//! A finding names file and line and says what to do. Rules must not change anything.

mod colours;
mod components;
mod everywhere;
mod imports;
mod map;
mod names;
mod openings;
mod phrases;
mod texts;
mod tree;
mod views;

use crate::places;
use crate::steps::step;
use std::fmt;
use tree::Tree;

/// Something that a rule objects to.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Counted from 1; 0 when it is about the whole file.
    line: usize,
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what } = self;
        if *line == 0 { write!(f, "{path}: {what}") } else { write!(f, "{path}:{line}: {what}") }
    }
}

type Rule = fn(&Tree) -> Vec<Finding>;

const RULES: [Rule; 12] = [
    openings::every_file_says_its_job,
    openings::no_file_is_long,
    imports::layers_keep_apart,
    imports::the_core_is_pure,
    everywhere::tests_of_the_core_run_everywhere,
    names::files_are_named_after_what_they_hold,
    texts::nothing_is_left_for_later,
    views::no_words_in_views,
    colours::colours_come_from_tokens,
    components::styles_belong_to_a_component,
    phrases::every_phrase_is_said,
    map::the_map_is_true,
];

pub fn run() -> Result<(), String> {
    step("The rules of the house", || {
        let tree = Tree::of_repository(places::root())?;
        let mut findings: Vec<_> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
        findings.sort();
        for finding in &findings {
            println!("{finding}");
        }
        match findings.len() {
            0 => Ok(()),
            1 => Err("one rule of the house is broken: see above".into()),
            many => Err(format!("the rules of the house are broken in {many} places: see above")),
        }
    })
}

/// For the rules' tests: what a rule says about a few files.
#[cfg(test)]
fn findings(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    rule(&Tree::of(files)).iter().map(ToString::to_string).collect()
}
