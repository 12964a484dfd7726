//! All words of the product in nine languages.
//!
//! A catalogue is a folder with one flat file a language: `words/app/en.json`. Each key becomes a
//! constant (`app::REQUESTS_TITLE`), or, when its text has placeholders or plural forms, a function
//! that takes them (`app::requests_count(3)`); so a key or a placeholder that does not exist does not
//! compile, and a language that lacks one stops the build.
//!
//! The texts themselves are not in the app's program: it fetches one array a language
//! ([`app::FILE_NAMES`]) and reads it as a [`Catalogue`]; what its first screen does not say comes later, in a
//! second one ([`app::LATER_FILE_NAMES`]). This crate must not know any page or mail.

mod catalogue;
pub mod facts;
pub mod named;
mod phrase;
mod plural;
#[cfg(test)]
mod source;

pub use catalogue::{Catalogue, Unfit};
pub use phrase::{Key, Phrase};
pub use plural::Category;

/// The languages' codes, in the order of every array below.
pub const CODES: [&str; 9] = ["en", "fr", "de", "es", "it", "pt", "ru", "zh", "ja"];

/// The words of the app.
pub mod app {
    include!(concat!(env!("OUT_DIR"), "/app.rs"));
}

/// The words of the mails, which never go to the browser.
pub mod mail {
    include!(concat!(env!("OUT_DIR"), "/mail.rs"));
}

/// The key that stands under `name` in one of the generated groups, such as the words of a refusal's
/// code; none when there are no words for it.
pub fn find(group: &[(&str, Key)], name: &str) -> Option<Key> {
    group.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_languages_are_those_of_the_domain() {
        let domain: Vec<_> = shared::language::Language::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(domain, super::CODES);
    }

    #[test]
    fn every_language_can_be_read() {
        for (code, array) in super::CODES.iter().zip(super::app::ARRAYS) {
            super::Catalogue::parse(code, array, super::app::COUNT).expect("made by the build");
        }
        for (code, array) in super::CODES.iter().zip(super::app::LATER_ARRAYS) {
            super::Catalogue::parse(code, array, super::app::LATER_COUNT).expect("made by the build");
        }
        for (code, array) in super::CODES.iter().zip(super::mail::ARRAYS) {
            super::Catalogue::parse(code, array, super::mail::COUNT).expect("made by the build");
        }
    }
}
