//! One language's texts at hand, and how a phrase is said with them.

use crate::{Category, Key, Phrase};
use std::fmt;

/// The texts of one language, in the order of the keys.
#[derive(Clone, Debug)]
pub struct Catalogue {
    code: String,
    /// A text each; of a plural its four forms, each behind [`FORM_MARK`].
    entries: Vec<String>,
}

/// Stands before each plural form: one, few, many, other. A form that the language lacks is empty.
const FORM_MARK: char = '\u{1}';

/// A file that is not a catalogue of this version of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a catalogue of this version")
    }
}

impl std::error::Error for Unfit {}

impl Catalogue {
    /// Reads one of the generated arrays; `count` is the number of keys, `app::COUNT`.
    pub fn parse(code: &str, array: &str, count: usize) -> Result<Self, Unfit> {
        Self::of(code, serde_json::from_str(array).map_err(|_| Unfit)?, count)
    }

    /// Takes over the array's texts.
    pub fn of(code: &str, entries: Vec<String>, count: usize) -> Result<Self, Unfit> {
        if entries.len() == count { Ok(Self { code: code.to_owned(), entries }) } else { Err(Unfit) }
    }

    /// With the texts that come later, which count on behind these.
    pub fn with_later(&self, later: Vec<String>) -> Self {
        let entries = self.entries.iter().cloned().chain(later).collect();
        Self { code: self.code.clone(), entries }
    }

    /// How many texts there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The language's code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// A text without placeholders.
    pub fn text(&self, key: Key) -> &str {
        self.form(key, None)
    }

    /// The phrase in this language, its placeholders filled.
    pub fn say(&self, phrase: impl Into<Phrase>) -> String {
        let phrase = phrase.into();
        let form = self.form(phrase.key, phrase.count);
        fill(form, &phrase.values)
    }

    fn form(&self, key: Key, count: Option<u64>) -> &str {
        let text = self.entries.get(usize::from(key.0)).map_or("", String::as_str);
        let Some(forms) = text.strip_prefix(FORM_MARK) else { return text };
        let wanted = match Category::of(&self.code, count.unwrap_or_default()) {
            Category::One => 0,
            Category::Few => 1,
            Category::Many => 2,
            Category::Other => 3,
        };
        let form = forms.split(FORM_MARK).nth(wanted).filter(|form| !form.is_empty());
        form.or_else(|| forms.rsplit(FORM_MARK).next()).unwrap_or_default()
    }
}

/// Puts the values where their names stand in braces. A value is never looked into, so a buyer who
/// writes `{name}` sees it as written.
fn fill(text: &str, values: &[(&'static str, String)]) -> String {
    let mut said = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            said.push_str(value);
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARRAY: &str = r#"["Plain", "To {name}, from {from}",
        "\u0001{count} day\u0001{count} few\u0001{count} many\u0001{count} days",
        "\u0001{count} day\u0001\u0001\u0001{count} days"]"#;

    fn say(code: &str, phrase: Phrase) -> String {
        Catalogue::parse(code, ARRAY, 4).expect("four entries").say(phrase)
    }

    fn days(count: u64) -> Phrase {
        Phrase { key: Key(2), count: Some(count), values: vec![("count", count.to_string())] }
    }

    #[test]
    fn placeholders_are_filled_once() {
        let values = vec![("name", "{from}".to_owned()), ("from", "B".to_owned())];
        assert_eq!(say("en", Phrase { key: Key(1), count: None, values }), "To {from}, from B");
        assert_eq!(say("en", Key(0).into()), "Plain");
    }

    #[test]
    fn the_form_follows_the_language() {
        assert_eq!(say("en", days(1)), "1 day");
        assert_eq!(say("ru", days(3)), "3 few");
        assert_eq!(say("ja", days(1)), "1 days");
    }

    #[test]
    fn a_form_that_the_language_lacks_is_the_general_one() {
        let days = Phrase { key: Key(3), count: Some(3), values: vec![("count", "3".to_owned())] };
        assert_eq!(say("ru", days), "3 days");
    }

    #[test]
    fn later_texts_follow_the_first() {
        let catalogue = Catalogue::parse("en", ARRAY, 4).expect("four entries");
        assert_eq!(catalogue.text(Key(4)), "", "not there yet");
        assert_eq!(catalogue.with_later(vec!["Later".to_owned()]).text(Key(4)), "Later");
    }

    #[test]
    fn a_file_of_another_version_is_unfit() {
        assert_eq!(Catalogue::parse("en", ARRAY, 5).map(|_| ()), Err(Unfit));
        assert_eq!(Catalogue::parse("en", "<html>", 4).map(|_| ()), Err(Unfit));
    }
}
