//! What is to be said, in no language yet.

/// A text without placeholders: its place in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub(crate) u16);

/// A key with the values of its placeholders. Made by the functions of the generated modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub(crate) key: Key,
    /// What the plural form depends on.
    pub(crate) count: Option<u64>,
    pub(crate) values: Vec<(&'static str, String)>,
}

impl From<Key> for Phrase {
    fn from(key: Key) -> Self {
        Self { key, count: None, values: Vec::new() }
    }
}
