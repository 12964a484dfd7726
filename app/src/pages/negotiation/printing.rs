//! The conversation on paper: whoever prints gets all of it, and not what happens to be drawn.

use super::talk::Talk;
use crate::browser;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Two minutes of them at most: parts of a long conversation are drawn in as many.
const FRAMES_MAX: u32 = 7_200;

/// Once every part is drawn: what draws the older ones may have to come first.
pub fn print(talk: Talk) {
    talk.whole.set(true);
    spawn_local(async move {
        for _ in 0..FRAMES_MAX {
            browser::next_frame().await;
            let drawn = document().query_selector_all(".past > .part").map_or(0, |parts| parts.length());
            if talk.past.try_with_untracked(Vec::len).is_none_or(|parts| parts <= drawn as usize) {
                break;
            }
        }
        browser::next_frame().await;
        // Where printing is forbidden, nothing happens.
        drop(window().print());
        talk.whole.try_set(false);
    });
}

/// The browser's own key to paper, while there is more than is drawn: all of it is read first. (Its menu waits for nobody;
/// what it prints says that something is missing.)
pub fn follow(talk: Talk) {
    let pressed = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key() == "p" {
            event.prevent_default();
            spawn_local(async move {
                // Where not all can be read, the rest is printed, and says so.
                drop(talk.read_all().await);
                print(talk);
            });
        }
    });
    on_cleanup(move || pressed.remove());
}
