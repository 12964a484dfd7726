//! The words of the reader's language, and how people and amounts are written in it.

use crate::plain;
use crate::times::Times;
use shared::language::Language;
use shared::view::{Author, Role};
use words::{Catalogue, Key, Phrase, app, mail};

pub struct Pen {
    pub times: Times,
    /// What pages say.
    pages: Catalogue,
    /// What only the server says.
    letters: Catalogue,
}

const READY: &str = "the build made the array of this very version";

impl Pen {
    pub fn new(language: Language, zone: &str) -> Self {
        let at =
            Language::ALL.iter().position(|one| *one == language).expect("every language is one of the nine");
        let first = Catalogue::parse(words::CODES[at], app::ARRAYS[at], app::COUNT).expect(READY);
        let later = serde_json::from_str(app::LATER_ARRAYS[at]).expect(READY);
        let letters = Catalogue::parse(words::CODES[at], mail::ARRAYS[at], mail::COUNT).expect(READY);
        Self { times: Times::new(language, zone), pages: first.with_later(later), letters }
    }

    /// A phrase of `words::app`.
    pub fn say(&self, phrase: impl Into<Phrase>) -> String {
        self.pages.say(phrase)
    }

    /// A phrase of `words::mail`.
    pub fn write(&self, phrase: impl Into<Phrase>) -> String {
        self.letters.say(phrase)
    }

    /// A word of one of the groups of `words::app`, by its code.
    pub fn named(&self, group: &[(&str, Key)], code: &str) -> String {
        words::find(group, code).map(|key| self.say(key)).unwrap_or_default()
    }

    pub fn role(&self, role: Role) -> String {
        let code = match role {
            Role::Buyer => "buyer",
            Role::Primary => "primary",
            Role::CoRecipient => "co_recipient",
            Role::AreaManager => "area_manager",
            Role::Worldwide => "worldwide",
            Role::Copy => "copy",
            Role::Manufacturer => "manufacturer",
            Role::Operator => "operator",
            Role::System => "system",
            Role::Offered => "offered",
            Role::Former => "former",
        };
        self.named(app::GROUP_ROLE, code)
    }

    /// Name and role. Whoever reads the print is not "you": it may be handed on.
    pub fn who(&self, author: &Author) -> (String, Option<String>) {
        match author.name.as_deref().map(plain::line).filter(|name| !name.is_empty()) {
            Some(name) => (name, Some(self.role(author.role))),
            None => (self.role(author.role), None),
        }
    }
}

/// "1 468 kB", rounded up; the space is one that no line ends at.
pub fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000).to_string();
    let groups: Vec<&str> =
        kilobytes.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    format!("{}\u{a0}kB", groups.join("\u{a0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_thousands() {
        assert_eq!(
            [1, 1000, 1001, 10_485_760].map(size),
            ["1\u{a0}kB", "1\u{a0}kB", "2\u{a0}kB", "10\u{a0}486\u{a0}kB"]
        );
    }

    #[test]
    fn every_role_has_its_word_in_nine_languages() {
        for language in Language::ALL {
            let pen = Pen::new(language, "UTC");
            for role in [Role::Buyer, Role::CoRecipient, Role::AreaManager, Role::Operator, Role::Former] {
                assert!(!pen.role(role).is_empty(), "{role:?} in {language:?}");
            }
        }
    }
}
