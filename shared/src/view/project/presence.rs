//! Who may know that somebody is here: only the other side, and only in a lane in which both may speak. So the
//! house never learns that buyer and seller are talking, and nobody that the operator looks.

use crate::negotiation::{Lane, Negotiation};
use crate::view::presence::{Attendance, Presence};
use crate::visibility::{Class, Rights, Viewer, rights};

/// Of those who are here, what this viewer may know.
pub fn project_presence(state: &Negotiation, viewer: &Viewer, here: &[Attendance]) -> Presence {
    let own = rights(state, viewer);
    let is_buyer = |rights: &Rights| rights.classes.contains(Class::Buyer);
    let mut seen = Presence::default();
    for one in here {
        let other = rights(state, &one.viewer);
        if is_buyer(&other) == is_buyer(&own) {
            continue;
        }
        let shared = own.writes & other.writes;
        note(&mut seen.here, shared.iter());
        note(&mut seen.writing, one.writing.into_iter().filter(|lane| shared.contains(*lane)));
    }
    seen
}

fn note(known: &mut Vec<Lane>, lanes: impl Iterator<Item = Lane>) {
    known.extend(lanes);
    known.sort();
    known.dedup();
}
