//! Every phrase of the catalogues is said somewhere. (That no language lacks one is checked where the
//! keys are made, in the crate `words`: it does not compile otherwise.)

use super::Finding;
use super::tree::Tree;

const FORMS: [&str; 4] = [".one", ".few", ".many", ".other"];

pub fn every_phrase_is_said(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (catalogue, programs) in [
        ("words/app/en.json", ["app/src", "words/src"]),
        ("words/mail/en.json", ["server/src", "printed/src"]),
    ] {
        let Some(catalogue) = tree.find(catalogue) else { continue };
        let files = programs.iter().flat_map(|program| tree.under(program, "rs"));
        let code: String = files.map(|file| file.text.as_str()).collect();
        for (line, text) in catalogue.lines() {
            let Some(key) = text.trim().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let key = FORMS.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key);
            if !said(&code, key) {
                found.push(Finding::new(
                    &catalogue.path,
                    line,
                    format!("nobody says `{key}`: remove it everywhere"),
                ));
            }
        }
    }
    found
}

/// By its constant, by its function, or as one of its group.
fn said(code: &str, key: &str) -> bool {
    let name = key.replace('.', "_");
    let group =
        key.rsplit_once('.').map(|(group, _)| format!("GROUP_{}", group.replace('.', "_").to_uppercase()));
    stands(code, &name.to_uppercase())
        || stands(code, &name)
        || group.is_some_and(|group| stands(code, &group))
}

/// Whether the name stands in the code as a whole.
fn stands(code: &str, name: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(part) && !code[at + name.len()..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn an_unsaid_phrase_is_found() {
        let words = "{\n\"a.b\": \"x\",\n\"a.c.one\": \"y\",\n\"a.c.other\": \"z\",\n\"d.e\": \"x\",\n\"f.g\": \"x\"\n}";
        let code = "t(A_B); t(a_c(1)); find(GROUP_D, code); t(F_GH)";
        let found = findings(every_phrase_is_said, &[("words/app/en.json", words), ("app/src/a.rs", code)]);
        assert_eq!(found, ["words/app/en.json:6: nobody says `f.g`: remove it everywhere"]);
    }
}
