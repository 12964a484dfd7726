//! What the others do, as it happens: server-sent events. The browser resumes a broken line by itself,
//! this module one that the browser has given up. It only listens, and says whether the line is alive.

use crate::browser;
use futures_util::StreamExt;
use gloo_net::eventsource::State;
use gloo_net::eventsource::futures::{EventSource, EventSourceSubscription};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::time::{Millis, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

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

/// One line, over all its connections.
struct Listener {
    url: String,
    line: RwSignal<Line>,
    heard: Box<dyn Fn(&str, String)>,
    source: RefCell<Option<EventSource>>,
    /// The server goes on after this event.
    last_event: RefCell<String>,
    heard_at: Cell<Timestamp>,
    pause: Cell<u32>,
    looks_left: Cell<u32>,
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
        let Ok(mut source) = EventSource::new(&url) else { return };
        for name in ["message", "beat", "enter", "presence"] {
            if let Ok(events) = source.subscribe(name) {
                self.clone().follow(events);
            }
        }
        self.source.replace(Some(source));
    }

    /// Hands on what comes under one name.
    fn follow(self: Rc<Self>, mut events: EventSourceSubscription) {
        spawn_local(async move {
            while let Some(event) = events.next().await {
                match event {
                    Ok((name, event)) => {
                        self.alive();
                        if let (true, Some(text)) = (name != "beat", event.data().as_string()) {
                            self.last_event.replace(event.last_event_id());
                            (self.heard)(&name, text);
                        }
                    }
                    Err(_) => self.show(Line::Lost),
                }
            }
        });
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
        let state = self.source.borrow().as_ref().map(EventSource::state);
        match state {
            Some(State::Open) if browser::now() - self.heard_at.get() <= SILENCE => {}
            Some(State::Open | State::Connecting) => {
                if self.line.try_get_untracked() == Some(Line::Open) {
                    self.show(Line::Lost);
                }
            }
            Some(State::Closed) | None => {
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
