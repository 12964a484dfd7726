//! What may not stand in code: work left for later, hidden panics, tests that wait or are skipped.

use super::Finding;
use super::tree::{File, Tree};

/// Where the forbidden words stand because they are searched for.
const EXEMPT: &str = "xtask/src/tidy/";

const NEVER: [(&str, &str); 8] = [
    ("todo!", "finish it or leave it out"),
    ("unimplemented!", "finish it or leave it out"),
    ("TODO", "finish it, or file it"),
    ("FIXME", "finish it, or file it"),
    (".unwrap()", "handle it, or say with `expect` why it cannot fail"),
    ("#[ignore", "a test that does not run proves nothing"),
    ("waitForTimeout", "wait for what should happen, not for time to pass"),
    ("test.skip", "a test that does not run proves nothing"),
];

const SLEEPS: [&str; 2] = ["thread::sleep", "time::sleep"];

pub fn nothing_is_left_for_later(tree: &Tree) -> Vec<Finding> {
    let code = ["rs", "mjs", "js", "css", "sql", "html"];
    let files = tree.files.iter().filter(|file| code.iter().any(|ending| file.is(ending)));
    files.filter(|file| !file.path.starts_with(EXEMPT)).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut tests = file.path.contains("/tests/");
    for (line, text) in file.lines() {
        tests |= text.contains("#[cfg(test)]");
        for (word, advice) in NEVER.iter().filter(|(word, _)| text.contains(word)) {
            found.push(Finding::new(&file.path, line, format!("`{word}`: {advice}")));
        }
        if tests && SLEEPS.iter().any(|word| text.contains(word)) {
            found.push(Finding::new(&file.path, line, "a test never sleeps: wait for what should happen"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn each_forbidden_word_is_found() {
        for (word, _) in NEVER {
            assert_eq!(findings(nothing_is_left_for_later, &[("a.rs", word)]).len(), 1, "{word}");
        }
        assert!(findings(nothing_is_left_for_later, &[("a.rs", "unwrap_or(0); method")]).is_empty());
    }

    #[test]
    fn tests_may_not_sleep() {
        let code = "fn a() { thread::sleep(x) }\n#[cfg(test)]\nmod tests { fn b() { thread::sleep(x) } }";
        let found = findings(nothing_is_left_for_later, &[("a.rs", code)]);
        assert_eq!(found, ["a.rs:3: a test never sleeps: wait for what should happen"]);
        assert_eq!(findings(nothing_is_left_for_later, &[("a/tests/b.rs", "time::sleep(x)")]).len(), 1);
    }
}
