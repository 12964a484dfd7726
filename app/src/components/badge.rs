//! A short mark with an icon: Partner Distributor, protected, status.

use crate::components::icon::small_icon;
use crate::styles::BADGE;
use leptos::prelude::*;

/// The colour family; the word and the icon say the same without it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Good,
    Warn,
    Bad,
    Note,
}

impl Tone {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Note => "note",
        }
    }
}

/// A badge whose words may change with the language.
pub fn badge(tone: Tone, icon_name: &str, word: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { class = BADGE,
        <span class="badge" data-tone=tone.name()>
            {small_icon(icon_name)}
            <span>{word}</span>
        </span>
    }
    .into_any()
}
