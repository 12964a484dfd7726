//! Who is in charge of which countries and continents (R10, R20).

use super::{Outcome, emails, named, unless};
use crate::ids::AreaManagerId;
use crate::network::{AreaManager, AreaManagerCard, Event, Manufacturer, Refusal};

pub(super) fn add(manufacturer: &Manufacturer, card: &AreaManagerCard) -> Outcome {
    if find(manufacturer, &card.id).is_ok() {
        return Err(Refusal::AreaManagerExists);
    }
    Ok(vec![Event::AreaManagerAdded(checked(manufacturer, card)?)])
}

pub(super) fn change(manufacturer: &Manufacturer, card: &AreaManagerCard) -> Outcome {
    let present = find(manufacturer, &card.id)?;
    let changed = checked(manufacturer, card)?;
    unless(*present == changed, Event::AreaManagerChanged(changed))
}

pub(super) fn remove(manufacturer: &Manufacturer, id: &AreaManagerId) -> Outcome {
    find(manufacturer, id)?;
    Ok(vec![Event::AreaManagerRemoved { id: id.clone() }])
}

fn find<'a>(manufacturer: &'a Manufacturer, id: &AreaManagerId) -> Result<&'a AreaManager, Refusal> {
    let mut managers = manufacturer.area_managers.iter();
    managers.find(|manager| manager.id == *id).ok_or(Refusal::AreaManagerUnknown)
}

/// The area manager as it is kept; none of its areas is another's (R10).
fn checked(manufacturer: &Manufacturer, card: &AreaManagerCard) -> Result<AreaManager, Refusal> {
    if card.areas.is_empty() {
        return Err(Refusal::AreasMissing);
    }
    for other in manufacturer.area_managers.iter().filter(|other| other.id != card.id) {
        if let Some(&area) = other.areas.iter().find(|area| card.areas.contains(area)) {
            return Err(Refusal::AreaTaken { area, by: other.name.clone() });
        }
    }
    Ok(AreaManager {
        id: card.id.clone(),
        name: named(&card.name)?,
        emails: emails("emails", &card.emails)?,
        areas: card.areas.iter().copied().collect(),
    })
}
