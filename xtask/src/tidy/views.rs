//! No words in views: what a person reads comes from the catalogue, in nine languages.

use super::Finding;
use super::tree::{File, Tree};

/// Attributes that are read or heard.
const SPOKEN: [&str; 7] = [
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "alt",
    "placeholder",
    "title",
];

pub fn no_words_in_views(tree: &Tree) -> Vec<Finding> {
    tree.under("app/src", "rs").flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<Finding> {
    // Comments are blanked, not cut, so that every place keeps its line.
    let text: String = file
        .text
        .split_inclusive('\n')
        .map(|line| if line.trim_start().starts_with("//") { "\n" } else { line })
        .collect();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("view! {").map(|at| from + at + "view! ".len()) {
        let end = end_of_block(&text, start);
        for (at, literal) in literals(&text, start, end) {
            if spoken(&text[start..at]) && literal.chars().any(char::is_alphabetic) {
                let line = text[..at].matches('\n').count() + 1;
                let what = format!("\"{literal}\" is read by people: put it into the catalogue");
                found.push(Finding::new(&file.path, line, what));
            }
        }
        from = end;
    }
    found
}

/// Whether a literal after `before` is a text node or the value of a spoken attribute. Everything
/// else in a view is the value of another attribute or an argument of code.
fn spoken(before: &str) -> bool {
    let before = before.trim_end();
    if let Some(attribute) = before.strip_suffix('=') {
        let name =
            attribute.trim_end().rsplit(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
        return SPOKEN.contains(&name.trim_start_matches("attr:"));
    }
    let arrow = before.ends_with("=>") || before.ends_with("->");
    !arrow && before.ends_with(['>', '}', '"', ';'])
}

/// Where the block that opens at `open` ends; braces in strings do not count.
fn end_of_block(text: &str, open: usize) -> usize {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, character) in text[open..].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + at + 1;
        }
    }
    text.len()
}

/// The string literals between two places, with where they begin.
fn literals(text: &str, start: usize, end: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut opened = None;
    let mut escaped = false;
    for (at, character) in text[start..end].char_indices() {
        match (opened, character) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), '"') => {
                found.push((open, &text[open + 1..start + at]));
                opened = None;
            }
            (None, '"') => opened = Some(start + at),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    fn check(view: &str) -> usize {
        findings(no_words_in_views, &[("app/src/pages/a.rs", &format!("fn a() {{ view! {{ {view} }} }}"))])
            .len()
    }

    #[test]
    fn words_of_people_are_found() {
        assert_eq!(check("<p>\"Hello\"</p>"), 1);
        assert_eq!(check("<p>{name} \" wrote\"</p>"), 1);
        assert_eq!(check("<p>\"1\" \"Hello\"</p>"), 1);
        assert_eq!(check("<a title=\"Hello\"></a>"), 1);
        assert_eq!(check("<a aria-label = \"Hello\"></a>"), 1);
        assert_eq!(check("<Card attr:title=\"Hello\"/>"), 1);
    }

    #[test]
    fn what_nobody_reads_is_left_alone() {
        assert_eq!(check("<p class=\"name\" id=\"x\">{t(KEY)} \" · \"</p>"), 0);
        assert_eq!(check("<a href=\"/requests\">{move || icon(\"lock\")}</a>"), 0);
        assert_eq!(check("// \"Hello\"\n<a data-title=\"x\" subtitle=\"y\"/>"), 0);
        assert_eq!(check("{match x { A => \"open\", B => \"shut\" }}"), 0);
    }

    #[test]
    fn the_line_is_right() {
        let found = findings(no_words_in_views, &[("app/src/a.rs", "\n// c\nview! {\n<p>\n\"Hello\"</p> }")]);
        assert!(found[0].starts_with("app/src/a.rs:5: "), "{found:?}");
    }
}
