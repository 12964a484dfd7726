//! How a file begins and how long it may be.

use super::Finding;
use super::tree::Tree;

const LIMIT_LINES: usize = 400;

pub fn every_file_says_its_job(tree: &Tree) -> Vec<Finding> {
    let silent = tree.under("", "rs").filter(|file| !file.text.starts_with("//! "));
    silent
        .map(|file| Finding::new(&file.path, 1, "open with `//!`: the file's job and what it must not do"))
        .collect()
}

pub fn no_file_is_long(tree: &Tree) -> Vec<Finding> {
    let written = ["rs", "css", "mjs", "js", "sql"];
    let files = tree.files.iter().filter(|file| written.iter().any(|ending| file.is(ending)));
    files
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LIMIT_LINES)
        .map(|(file, lines)| {
            Finding::new(
                &file.path,
                lines,
                format!("{lines} lines are too many to read: at most {LIMIT_LINES}"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn a_file_without_an_opening_is_found() {
        let found = findings(every_file_says_its_job, &[("a.rs", "//! Does.\n"), ("b.rs", "fn b() {}")]);
        assert_eq!(found, ["b.rs:1: open with `//!`: the file's job and what it must not do"]);
    }

    #[test]
    fn a_long_file_is_found() {
        let (right, long) = ("x\n".repeat(LIMIT_LINES), "x\n".repeat(LIMIT_LINES + 1));
        let found = findings(no_file_is_long, &[("a.rs", &right), ("b.css", &long), ("c.json", &long)]);
        assert_eq!(found, ["b.css:401: 401 lines are too many to read: at most 400"]);
    }
}
