//! What the others do, as it happens: server-sent events that the browser resumes by itself after a
//! loss. This module only listens and says whether the line is alive.

use crate::browser;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, closure::Closure};
use shared::time::{Millis, Timestamp};
use std::rc::Rc;
use std::time::Duration;
use web_sys::{EventSource, MessageEvent};

/// Silence after which the line counts as lost; the server beats several times in this span.
const SILENCE: Millis = Millis(40_000);
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The state of the line; `Lost` heals by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Connecting,
    Open,
    Lost,
}

/// Listens at `url` until the page is left. `heard` gets each message; `given_up` is told when the
/// browser will not try again, so that the page starts over.
pub fn listen(
    url: &str,
    line: RwSignal<Line>,
    heard: impl Fn(String) + 'static,
    given_up: impl Fn() + 'static,
) {
    let Ok(source) = EventSource::new(url) else { return line.set(Line::Lost) };
    let last = Rc::new(std::cell::Cell::new(browser::now()));
    let alive = {
        let last = last.clone();
        move || {
            last.set(browser::now());
            if line.get_untracked() != Line::Open {
                line.set(Line::Open);
            }
        }
    };
    let message = {
        let alive = alive.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            alive();
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        })
    };
    let sign = Closure::<dyn FnMut(MessageEvent)>::new(move |_| alive());
    let broken = {
        let source = source.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            line.set(Line::Lost);
            if source.ready_state() == EventSource::CLOSED {
                given_up();
            }
        })
    };
    source.set_onmessage(Some(message.as_ref().unchecked_ref()));
    source.set_onopen(Some(sign.as_ref().unchecked_ref()));
    source.set_onerror(Some(broken.as_ref().unchecked_ref()));
    // Adding a listener cannot fail.
    drop(source.add_event_listener_with_callback("beat", sign.as_ref().unchecked_ref()));
    let watch = watch(line, last);
    let kept = StoredValue::new_local(Some((source, [message, sign, broken])));
    on_cleanup(move || {
        if let Some(watch) = watch {
            watch.clear();
        }
        if let Some(Some((source, _))) = kept.try_update_value(Option::take) {
            source.close();
        }
    });
}

/// Calls the line lost when nothing was heard for too long.
fn watch(line: RwSignal<Line>, last: Rc<std::cell::Cell<Timestamp>>) -> Option<IntervalHandle> {
    let look = move || {
        if browser::now() - last.get() > SILENCE {
            line.try_set(Line::Lost);
        }
    };
    set_interval_with_handle(look, LOOK_EVERY).ok()
}
