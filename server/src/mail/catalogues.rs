//! The words of mails, read once for each language.

use shared::language::Language;
use std::sync::LazyLock;
use words::{Catalogue, mail};

static CATALOGUES: LazyLock<[Catalogue; 9]> = LazyLock::new(|| {
    std::array::from_fn(|at| {
        Catalogue::parse(words::CODES[at], mail::ARRAYS[at], mail::COUNT)
            .expect("the build made the array of this very version")
    })
});

/// The words of one language.
pub fn of(language: Language) -> &'static Catalogue {
    let at = Language::ALL.iter().position(|one| *one == language);
    &CATALOGUES[at.expect("every language is one of the nine")]
}
