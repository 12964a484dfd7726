//! How files and modules may be called.

use super::Finding;
use super::tree::Tree;

/// Names that say nothing about what is inside, so that anything ends up there.
const EMPTY_NAMES: [&str; 10] =
    ["common", "helper", "helpers", "manager", "misc", "service", "services", "stuff", "util", "utils"];

pub fn files_are_named_after_what_they_hold(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in
        tree.files.iter().filter(|file| ["rs", "css", "mjs", "js", "sql"].iter().any(|end| file.is(end)))
    {
        let folders = file.path.split('/').rev().skip(1);
        if let Some(name) = folders.chain([file.stem()]).find(|name| EMPTY_NAMES.contains(name)) {
            found.push(Finding::new(
                &file.path,
                0,
                format!("`{name}` says nothing: name it after what it holds"),
            ));
        }
        for (line, code) in file.code() {
            let module = code.trim().trim_start_matches("pub ").strip_prefix("mod ");
            let module = module.map(|rest| rest.trim_end_matches([';', '{', ' ']));
            if let Some(name) = module.filter(|name| EMPTY_NAMES.contains(name)) {
                found.push(Finding::new(&file.path, line, format!("module `{name}` says nothing")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn empty_names_are_found() {
        let files = [("a/utils.rs", ""), ("a/helpers/b.rs", ""), ("a/b.rs", "pub mod common {\nmod c;\n}")];
        assert_eq!(findings(files_are_named_after_what_they_hold, &files).len(), 3);
        assert!(
            findings(files_are_named_after_what_they_hold, &[("a/area_manager.rs", "mod rank;")]).is_empty()
        );
    }
}
