//! The words of the reader's language, and how people and amounts are written in it.

use crate::plain;
use crate::times::Times;
use shared::language::Language;
use shared::money::Money;
use shared::view::Author;
use words::facts::Hand;
use words::{Catalogue, Key, Phrase, app, mail, named};

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

    /// Name and role. Whoever reads the print is not "you": it may be handed on.
    pub fn who(&self, author: &Author) -> (String, Option<String>) {
        match author.name.as_deref().map(plain::line).filter(|name| !name.is_empty()) {
            Some(name) => (name, Some(self.say(named::role(author.role)))),
            None => (self.say(named::role(author.role)), None),
        }
    }
}

impl Hand for Pen {
    fn say(&self, key: Key) -> String {
        self.say(key)
    }

    fn name(&self, name: &str) -> String {
        plain::line(name)
    }

    fn money(&self, money: Money) -> String {
        money.to_string()
    }

    /// The unit's sign is the same in all languages.
    fn hours(&self, hours: u32) -> String {
        format!("{hours}\u{a0}h")
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
}
