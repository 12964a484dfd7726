//! Who may import what. The table is the one of ARCHITECTURE.md.

use super::Finding;
use super::tree::Tree;

/// Code under the first path never says the words, because of the reason.
struct Wall {
    under: &'static str,
    never: &'static [&'static str],
    because: &'static str,
}

const WALLS: [Wall; 8] = [
    Wall { under: "app/", never: &["server::", "server."], because: "app and server never meet" },
    Wall { under: "server/", never: &["app::", "app."], because: "app and server never meet" },
    Wall {
        under: "app/src/components",
        never: &["crate::client", "crate::session", "crate::pages"],
        because: "a component takes props and gives callbacks; pages talk to the server",
    },
    Wall {
        under: "server/src/http",
        never: &["SELECT ", "INSERT INTO", "DELETE FROM", "rusqlite", "postgres::"],
        because: "SQL stays in the store and the projections",
    },
    Wall {
        under: "server/src/store",
        never: &[
            "shared::negotiation",
            "shared::network",
            "shared::seller",
            "shared::routing",
            "crate::http",
        ],
        because: "the store knows events as text, not rules",
    },
    Wall {
        under: "shared/src/routing",
        never: &["crate::negotiation", "crate::visibility"],
        because: "routing knows networks, not talks",
    },
    Wall {
        under: "shared/",
        never: &["server::", "app::", "words::"],
        because: "the core knows neither shell nor words",
    },
    Wall { under: "words/src", never: &["shared::api"], because: "words know no rules" },
];

/// Modules of the core that everything else stands on: they know neither views nor endpoints.
const FOUNDATIONS: [&str; 9] =
    ["ids", "geo", "time", "language", "money", "routing", "rating", "visibility", "negotiation"];
const AGGREGATES: [&str; 2] = ["network", "seller"];

/// What a pure function cannot use.
const IMPURE: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::thread",
    "std::process",
    "std::env",
    "SystemTime",
    "Instant::",
    "thread_local!",
    "getrandom",
    "rand::",
    "static mut",
];

pub fn layers_keep_apart(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for Wall { under, never, because } in &WALLS {
        for file in tree.files.iter().filter(|file| file.path.starts_with(under)) {
            if !file.is("rs") && !file.path.ends_with("Cargo.toml") {
                continue;
            }
            for (line, code) in file.code() {
                if let Some(word) = never.iter().find(|word| says(code, word)) {
                    found.push(Finding::new(&file.path, line, format!("`{}`: {because}", word.trim())));
                }
            }
        }
    }
    found
}

pub fn the_core_is_pure(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.under("shared/src/", "rs") {
        let module = file.path["shared/src/".len()..].split(['/', '.']).next().unwrap_or_default();
        let low = FOUNDATIONS.contains(&module) || AGGREGATES.contains(&module);
        for (line, code) in file.code() {
            if let Some(word) = IMPURE.iter().find(|word| says(code, word)) {
                let what = format!("`{word}`: the core has no I/O, clock, randomness or thread");
                found.push(Finding::new(&file.path, line, what));
            }
            if low && (says(code, "crate::view") || says(code, "crate::api")) {
                found.push(Finding::new(&file.path, line, "a rule never knows how it is shown or sent"));
            }
        }
    }
    found
}

/// Whether the word stands in the line, not as the end of a longer name.
fn says(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | ':' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::findings;
    use super::*;

    #[track_caller]
    fn broken(path: &str, code: &str) {
        assert_eq!(findings(layers_keep_apart, &[(path, code)]).len(), 1, "{path}: {code}");
    }

    #[test]
    fn each_wall_holds() {
        broken("app/Cargo.toml", "server.workspace = true");
        broken("app/src/app.rs", "use server::http;");
        broken("server/src/main.rs", "use app::pages;");
        broken("app/src/components/card.rs", "use crate::client::get;");
        broken("server/src/http/login.rs", "let sql = \"SELECT 1\";");
        broken("server/src/store/sqlite.rs", "use shared::negotiation::Event;");
        broken("shared/src/routing/copies.rs", "use crate::negotiation::Event;");
        broken("shared/src/view.rs", "use words::Key;");
        broken("words/src/lib.rs", "use shared::api::Problem;");
    }

    #[test]
    fn comments_and_longer_names_are_left_alone() {
        let files = [("app/src/app.rs", "// use server::http;\nuse observer::x;")];
        assert_eq!(findings(layers_keep_apart, &files), Vec::<String>::new());
    }

    #[test]
    fn the_core_may_not_look_at_the_clock_or_at_views() {
        let files = [
            ("shared/src/rating.rs", "use std::time::SystemTime;"),
            ("shared/src/geo.rs", "use crate::view::View;"),
            ("shared/src/view.rs", "use crate::view::thread;"),
        ];
        let found = findings(the_core_is_pure, &files);
        assert_eq!(found.len(), 1, "{found:?}");
        let files = [("shared/src/rating.rs", "let now = SystemTime::now();"), files[1], files[2]];
        assert_eq!(findings(the_core_is_pure, &files).len(), 2);
    }
}
