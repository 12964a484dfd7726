//! Fetches the sprites: one with the page, the other with what is shown later.

use crate::client;
use crate::components::icon::put_sprite;
use leptos::task::spawn_local;

/// The icons that the first screen may show; `index.html` asks for them first.
pub const FIRST: &str = "/icons.svg";
/// All others.
pub const LATER: &str = "/icons-later.svg";

/// Brings a sprite into the page. Without icons the words still say everything.
pub fn fetch(sprite: &'static str) {
    spawn_local(async move {
        if let Ok(sprite) = client::text(sprite).await {
            put_sprite(&sprite);
        }
    });
}
