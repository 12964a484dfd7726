//! Who is signed in, as far as the page may know. Rights are the server's; this only decides what to
//! offer.

use crate::browser;
use crate::client::{LOST, call};
use crate::route::{self, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::Nothing;
use shared::api::sessions::{ReadSession, Session, SignOut};
use std::cell::RefCell;

/// Asked and not yet known, nobody, or somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Unknown,
    Nobody,
    Somebody(Session),
}

/// The beginnings of the names under which this browser keeps what is being written.
const DRAFTS: [&str; 2] = ["draft:", "way:"];

thread_local! {
    static WHO: ArcRwSignal<Who> = ArcRwSignal::new(Who::Unknown);
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Who is before the page; reactive.
pub fn who() -> Who {
    WHO.with(|who| who.get())
}

fn who_now() -> Who {
    WHO.with(|who| who.get_untracked())
}

/// The session, if somebody is signed in; reactive.
pub fn session() -> Option<Session> {
    match who() {
        Who::Somebody(session) => Some(session),
        Who::Unknown | Who::Nobody => None,
    }
}

/// Takes over what the server said about who signed in.
pub fn set(session: Session) {
    WHO.with(|who| who.set(Who::Somebody(session)));
}

/// Asks the server who is signed in. Until it answers, nobody is not known to be nobody: a link may just
/// have been opened.
pub fn refresh() {
    if who_now() == Who::Nobody {
        WHO.with(|who| who.set(Who::Unknown));
    }
    spawn_local(async {
        match call::<ReadSession>(&[], &Nothing {}).await {
            Ok(session) => WHO.with(|who| who.set(session.map_or(Who::Nobody, Who::Somebody))),
            // Without connection nothing is known that was not known before.
            Err(problem) if problem.code == LOST => {}
            Err(_) => WHO.with(|who| who.set(Who::Nobody)),
        }
    });
}

/// Signs out and leaves for the first page.
pub fn sign_out() {
    spawn_local(async {
        if call::<SignOut>(&[], &Nothing {}).await.is_ok() {
            // The server keeps drafts for whoever wrote them; the next one before this browser may be somebody else.
            browser::forget(&DRAFTS);
            WHO.with(|who| who.set(Who::Nobody));
            route::go(Page::Home);
        }
    });
}

/// Goes to sign in, and remembers where to go on to.
pub fn sign_in_first() {
    WANTED.with(|wanted| wanted.replace(Some(route::here())));
    route::go(Page::SignIn);
}

/// The path to go on to after signing in.
pub fn wanted() -> String {
    WANTED.with(|wanted| wanted.take()).unwrap_or_else(|| Page::Requests.path())
}
