//! The nine languages that people write and read here (N13).

use serde::{Deserialize, Serialize};

/// A language of the interface and of mails; serialised as its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Fr,
    De,
    Es,
    It,
    Pt,
    Ru,
    Zh,
    Ja,
}

impl Language {
    /// All nine, in the order in which menus show them.
    pub const ALL: [Self; 9] =
        [Self::En, Self::Fr, Self::De, Self::Es, Self::It, Self::Pt, Self::Ru, Self::Zh, Self::Ja];

    /// ISO 639-1, lower case.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Pt => "pt",
            Self::Ru => "ru",
            Self::Zh => "zh",
            Self::Ja => "ja",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::De => "Deutsch",
            Self::Es => "Español",
            Self::It => "Italiano",
            Self::Pt => "Português",
            Self::Ru => "Русский",
            Self::Zh => "中文",
            Self::Ja => "日本語",
        }
    }

    /// The language of a tag such as `de-AT`; none when it is not one of the nine.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }
}
