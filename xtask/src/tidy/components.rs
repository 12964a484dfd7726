//! A style file has its component beside it, which uses its class; no two share a class.
//!
//! That the rules are in the sheet and well formed is checked where the sheet is made (`styles`).

use super::Finding;
use super::tree::Tree;
use std::collections::BTreeMap;

pub fn styles_belong_to_a_component(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut stems = BTreeMap::new();
    for file in tree.under("app/src", "css") {
        if let Some(other) = stems.insert(file.stem(), &file.path) {
            found.push(Finding::new(&file.path, 0, format!("shares its class with {other}: rename one")));
        }
        let constant = file.stem().to_uppercase();
        let component = file.path.replace(".css", ".rs");
        match tree.find(&component) {
            None => found.push(Finding::new(&file.path, 0, format!("there is no {component} beside it"))),
            Some(component) if !component.text.contains(&constant) => {
                found.push(Finding::new(
                    &component.path,
                    0,
                    format!("`view! {{ class = {constant}, … }}` is missing"),
                ));
            }
            Some(_) => {}
        }
        let class = format!("c-{}", file.stem().replace('_', "-"));
        match styles::compile(&class, &file.text) {
            Err(what) => found.push(Finding::new(&file.path, 0, what)),
            Ok(css) if !css.contains(&class) => {
                found.push(Finding::new(&file.path, 0, "nothing of it reaches the sheet"));
            }
            Ok(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[test]
    fn a_style_without_its_component_is_found() {
        let found = findings(styles_belong_to_a_component, &[("app/src/a.css", "p { x: y }")]);
        assert_eq!(found, ["app/src/a.css: there is no app/src/a.rs beside it"]);
        let files = [("app/src/a.css", "p { x: y }"), ("app/src/a.rs", "view! {}")];
        assert_eq!(findings(styles_belong_to_a_component, &files).len(), 1);
    }

    #[test]
    fn two_styles_of_one_name_are_found() {
        let files = [
            ("app/src/pages/a.css", "p { x: y }"),
            ("app/src/pages/a.rs", "A"),
            ("app/src/components/a.css", "p { x: y }"),
            ("app/src/components/a.rs", "A"),
        ];
        let found = findings(styles_belong_to_a_component, &files);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("shares its class"));
    }

    #[test]
    fn a_style_that_cannot_be_scoped_is_found() {
        let files = [("app/src/a.css", "p { i { x: y } }"), ("app/src/a.rs", "A")];
        assert!(findings(styles_belong_to_a_component, &files)[0].contains("nested"));
        let files = [("app/src/a.css", "/* later */"), ("app/src/a.rs", "A")];
        assert!(findings(styles_belong_to_a_component, &files)[0].contains("nothing of it"));
    }
}
