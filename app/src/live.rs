//! What the others do, as it happens: server-sent events. The browser resumes a broken line by itself,
//! this module one that the browser has given up. It only listens, and says whether the line is alive.

use crate::browser;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use shared::time::{Millis, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use web_sys::{EventSource, MessageEvent};

/// Silence after which the line counts as lost; the server beats several times in this span.
const SILENCE: Millis = Millis(40_000);
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The longest pause between two tries, in looks; the first is one look, each following twice as long.
const PAUSE_LOOKS_MAX: u32 = 32;

/// The state of the line; `Lost` heals by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Connecting,
    Open,
    Lost,
}

/// Gets each event: its name and its text.
type Heard = Box<dyn Fn(&str, String)>;

/// One line, over all its connections.
struct Listener {
    url: String,
    line: RwSignal<Line>,
    heard: Heard,
    source: RefCell<Option<Source>>,
    /// The server goes on after this event.
    last_event: RefCell<String>,
    heard_at: Cell<Timestamp>,
    pause: Cell<u32>,
    looks_left: Cell<u32>,
}

/// One connection, with what hears its events. Dropping it closes it.
struct Source {
    events: EventSource,
    _heard: [Closure<dyn FnMut(MessageEvent)>; 2],
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.close();
    }
}

/// Listens at `url`, which has a query, until the page is left; `heard` gets each event with its name.
pub fn listen(url: String, line: RwSignal<Line>, heard: impl Fn(&str, String) + 'static) {
    let listener = Rc::new(Listener {
        url,
        line,
        heard: Box::new(heard),
        source: RefCell::default(),
        last_event: RefCell::default(),
        heard_at: Cell::new(browser::now()),
        pause: Cell::new(1),
        looks_left: Cell::new(1),
    });
    listener.open();
    let looking = listener.clone();
    let watch = set_interval_with_handle(move || looking.look(), LOOK_EVERY).ok();
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        if let Some(watch) = watch {
            watch.clear();
        }
        // Dropping the connection closes it.
        kept.try_update_value(|listener| listener.source.take());
    });
}

impl Listener {
    fn open(self: &Rc<Self>) {
        let after = self.last_event.borrow();
        let url = match after.is_empty() {
            true => self.url.clone(),
            false => format!("{}&after={}", self.url, js_sys::encode_uri_component(&after)),
        };
        let Ok(events) = EventSource::new(&url) else { return };
        let (hears, loses) = (self.clone(), self.clone());
        let heard = Closure::new(move |event| hears.hear(&event));
        let lost = Closure::new(move |_: MessageEvent| loses.show(Line::Lost));
        for name in ["message", "beat", "enter", "presence"] {
            // It fails only for what is no function.
            drop(events.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()));
        }
        events.set_onerror(Some(lost.as_ref().unchecked_ref()));
        self.source.replace(Some(Source { events, _heard: [heard, lost] }));
    }

    /// Hands on what comes.
    fn hear(&self, event: &MessageEvent) {
        self.alive();
        let name = event.type_();
        if let (true, Some(text)) = (name != "beat", event.data().as_string()) {
            self.last_event.replace(event.last_event_id());
            (self.heard)(&name, text);
        }
    }

    fn alive(&self) {
        self.heard_at.set(browser::now());
        self.pause.set(1);
        self.show(Line::Open);
    }

    /// The page may have gone meanwhile: then nobody looks.
    fn show(&self, line: Line) {
        if self.line.try_get_untracked().is_some_and(|shown| shown != line) {
            self.line.try_set(line);
        }
    }

    /// Notices a line that is silent or broken, and opens one anew that the browser has given up.
    fn look(self: &Rc<Self>) {
        let state = self.source.borrow().as_ref().map(|source| source.events.ready_state());
        match state {
            Some(EventSource::OPEN) if browser::now() - self.heard_at.get() <= SILENCE => {}
            Some(EventSource::OPEN | EventSource::CONNECTING) => {
                if self.line.try_get_untracked() == Some(Line::Open) {
                    self.show(Line::Lost);
                }
            }
            _ => {
                self.show(Line::Lost);
                self.looks_left.set(self.looks_left.get().saturating_sub(1));
                if self.looks_left.get() == 0 {
                    self.pause.set((self.pause.get() * 2).min(PAUSE_LOOKS_MAX));
                    self.looks_left.set(self.pause.get());
                    self.open();
                }
            }
        }
    }
}
