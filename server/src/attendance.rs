//! Who has a negotiation open, inside this process. It lasts as long as the page's line: nothing is stored, and
//! whoever is woken asks `project` what it may know.

use shared::negotiation::Lane;
use shared::view::Attendance;
use shared::visibility::Viewer;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Who types says so again before this has passed.
const WRITING_LENGTH: Duration = Duration::from_secs(6);

/// A page is known by the session that opened it and by its own name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageName {
    pub session: String,
    pub page: String,
}

/// The open pages of all negotiations.
#[derive(Default)]
pub struct Attendances {
    rooms: Mutex<HashMap<String, Room>>,
    entered: AtomicU64,
}

struct Room {
    changes: watch::Sender<u64>,
    pages: HashMap<PageName, Page>,
}

struct Page {
    /// Tells a page that has come again from its line that is still to be dropped.
    entry: u64,
    viewer: Viewer,
    here: bool,
    writing: Option<(Lane, Instant)>,
}

impl Attendances {
    /// A page has come; it is not said to be here before it says so itself. It leaves when what is returned is
    /// dropped.
    pub fn enter(self: &Arc<Self>, negotiation: &str, name: PageName, viewer: Viewer) -> Attending {
        let entry = self.entered.fetch_add(1, Ordering::Relaxed);
        let page = Page { entry, viewer, here: false, writing: None };
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms
            .entry(negotiation.to_owned())
            .or_insert_with(|| Room { changes: watch::channel(0).0, pages: HashMap::new() });
        room.pages.insert(name.clone(), page);
        let changes = room.changes.subscribe();
        Attending { all: self.clone(), negotiation: negotiation.to_owned(), name, entry, changes }
    }

    /// What a page says of whoever sits before it; a page that has left says nothing.
    pub fn report(&self, negotiation: &str, name: &PageName, here: bool, writing: Option<Lane>) {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(room) = rooms.get_mut(negotiation) else { return };
        let Some(page) = room.pages.get_mut(name) else { return };
        page.here = here;
        page.writing = writing.filter(|_| here).map(|lane| (lane, Instant::now() + WRITING_LENGTH));
        room.changes.send_modify(|count| *count += 1);
    }
}

/// A page that has come and not left.
pub struct Attending {
    all: Arc<Attendances>,
    negotiation: String,
    name: PageName,
    entry: u64,
    changes: watch::Receiver<u64>,
}

impl Attending {
    /// Waits until somebody comes, goes, or begins or ends to write.
    pub async fn changed(&mut self) {
        // The sender lives as long as this page is in its room.
        drop(self.changes.changed().await);
    }

    /// The others who are here at `now`, and when the first of them will have stopped to write unless it says
    /// so again.
    pub fn others(&self, now: Instant) -> (Vec<Attendance>, Option<Instant>) {
        let rooms = self.all.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(room) = rooms.get(&self.negotiation) else { return (Vec::new(), None) };
        let mut ends = None;
        let mut others = Vec::new();
        for (name, page) in &room.pages {
            if *name == self.name || !page.here {
                continue;
            }
            let writing = page.writing.filter(|(_, until)| *until > now);
            if let Some((_, until)) = writing {
                ends = Some(ends.map_or(until, |first: Instant| first.min(until)));
            }
            others.push(Attendance { viewer: page.viewer.clone(), writing: writing.map(|(lane, _)| lane) });
        }
        (others, ends)
    }
}

impl Drop for Attending {
    fn drop(&mut self) {
        let mut rooms = self.all.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(room) = rooms.get_mut(&self.negotiation) else { return };
        if room.pages.get(&self.name).is_some_and(|page| page.entry == self.entry) {
            room.pages.remove(&self.name);
        }
        room.changes.send_modify(|count| *count += 1);
        if room.pages.is_empty() {
            rooms.remove(&self.negotiation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::negotiation::Party;

    fn name(page: &str) -> PageName {
        PageName { session: "s".into(), page: page.into() }
    }

    #[test]
    fn writing_ends_by_itself_and_nobody_stays_behind() {
        let all = Arc::new(Attendances::default());
        let buyer = all.enter("n", name("b"), Viewer::of(Party::Buyer));
        let seller = all.enter("n", name("s"), Viewer::of(Party::Worldwide));
        assert!(buyer.others(Instant::now()).0.is_empty(), "it has not said that it is here");
        all.report("n", &name("s"), true, Some(Lane::Primary));
        let (others, ends) = buyer.others(Instant::now());
        assert_eq!(others[0].writing, Some(Lane::Primary));
        let (others, ends) = buyer.others(ends.expect("it ends"));
        assert_eq!((others[0].writing, ends), (None, None));
        drop(seller);
        assert!(buyer.others(Instant::now()).0.is_empty());
        drop(buyer);
        assert!(all.rooms.lock().expect("nobody panicked").is_empty());
    }
}
