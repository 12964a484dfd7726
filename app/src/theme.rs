//! Light, dark, or as the system says; and the accent of the marketplace on show.

use crate::browser;
use leptos::prelude::*;

const KEPT_AS: &str = "theme";

/// The reader's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The icon that stands for it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::System => "monitor",
            Self::Light => "sun",
            Self::Dark => "moon",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

thread_local! {
    static CHOSEN: ArcRwSignal<Theme> = ArcRwSignal::new(kept());
}

/// The reader's choice, now or on the last visit; reactive.
pub fn chosen() -> Theme {
    CHOSEN.with(|chosen| chosen.get())
}

fn kept() -> Theme {
    let kept = browser::kept(KEPT_AS).unwrap_or_default();
    Theme::ALL.into_iter().find(|theme| theme.name() == kept).unwrap_or(Theme::System)
}

/// Shows a theme and keeps the choice.
pub fn choose(theme: Theme) {
    browser::keep(KEPT_AS, theme.name());
    CHOSEN.with(|chosen| chosen.set(theme));
    show(theme);
}

/// Puts the theme on the page.
fn show(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // The root element takes every attribute.
    drop(match theme {
        Theme::System => root.remove_attribute("data-theme"),
        chosen => root.set_attribute("data-theme", chosen.name()),
    });
}

/// Colours the page for a marketplace (`#rrggbb`), or with the product's own colour.
pub fn accent(brand: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // The root element takes every attribute.
    drop(match brand {
        Some(brand) => root.set_attribute("style", &format!("--brand: {brand}")),
        None => root.remove_attribute("style"),
    });
}
