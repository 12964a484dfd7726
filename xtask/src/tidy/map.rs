//! ARCHITECTURE.md is short, and every path that it names is there.

use super::Finding;
use super::tree::Tree;

const MAP: &str = "ARCHITECTURE.md";
const LIMIT_WORDS: usize = 1_500;

pub fn the_map_is_true(tree: &Tree) -> Vec<Finding> {
    let Some(map) = tree.find(MAP) else {
        return vec![Finding::new(MAP, 0, "the map of the house is missing")];
    };
    let mut found = Vec::new();
    let words = map.text.split_whitespace().count();
    if words > LIMIT_WORDS {
        found.push(Finding::new(MAP, 0, format!("{words} words are too many: at most {LIMIT_WORDS}")));
    }
    for (line, text) in map.lines() {
        // What stands between backticks is every second part.
        for path in text.split('`').skip(1).step_by(2).filter(|code| is_path(code)) {
            if !tree.has(path) {
                found.push(Finding::new(MAP, line, format!("`{path}` does not exist")));
            }
        }
    }
    found
}

fn is_path(code: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-');
    let file = [".rs", ".md", ".toml", ".sql", ".css", ".json", ".html", ".mjs"];
    code.bytes().all(plain)
        && !code.starts_with('/')
        && (code.contains('/') || file.iter().any(|ending| code.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn a_path_that_is_gone_is_found() {
        let files =
            [(MAP, "`a/b.rs` and `a/` and `a/c.rs`, `cargo xtask`, `/api/x`, `Cargo.toml`"), ("a/b.rs", "")];
        let found = findings(the_map_is_true, &files);
        assert_eq!(
            found,
            ["ARCHITECTURE.md:1: `a/c.rs` does not exist", "ARCHITECTURE.md:1: `Cargo.toml` does not exist"]
        );
    }

    #[test]
    fn a_map_too_long_or_missing_is_found() {
        let long = "word ".repeat(LIMIT_WORDS + 1);
        assert_eq!(findings(the_map_is_true, &[(MAP, &long)]).len(), 1);
        assert_eq!(findings(the_map_is_true, &[("a.rs", "")]).len(), 1);
    }
}
