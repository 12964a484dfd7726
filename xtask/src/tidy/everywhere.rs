//! Every test of the core runs natively and as WebAssembly, so each of its test programs says so.

use super::Finding;
use super::tree::{File, Tree};

const LINE: &str = "extern crate wasm_tests;";

pub fn tests_of_the_core_run_everywhere(tree: &Tree) -> Vec<Finding> {
    let root = |file: &&File| {
        let path = file.path.strip_prefix("shared/tests/");
        file.path == "shared/src/lib.rs" || path.is_some_and(|path| !path.contains('/'))
    };
    let silent = tree.under("shared/", "rs").filter(root).filter(|file| !file.text.contains(LINE));
    silent
        .map(|file| {
            let what = format!(
                "copy the three lines with `{LINE}` from shared/src/lib.rs, else its tests run here only"
            );
            Finding::new(&file.path, 1, what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn a_test_program_that_runs_here_only_is_found() {
        let files =
            [("shared/tests/a.rs", "fn x() {}"), ("shared/tests/a/b.rs", ""), ("shared/src/lib.rs", LINE)];
        assert_eq!(findings(tests_of_the_core_run_everywhere, &files).len(), 1);
    }
}
