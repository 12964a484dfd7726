//! When the primary is there, before those who may know whether it answers.

use crate::negotiation::Negotiation;
use crate::seller::BusinessHours;
use crate::visibility::{Sight, Viewer, rights};

/// `hours` are those of the seller that is the primary; none before those who may not know whether it answers: to
/// whom a silent inquiry is offered, and who has it no more, are not told who has it (R18). The outer none is for those
/// who have nothing to do with the negotiation.
pub fn project_hours(
    state: &Negotiation,
    viewer: &Viewer,
    hours: Option<&BusinessHours>,
) -> Option<Option<BusinessHours>> {
    let rights = rights(state, viewer);
    let knows = rights.contact != Sight::Hidden;
    rights.any().then(|| hours.filter(|_| knows).cloned())
}
