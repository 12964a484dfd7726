//! A manufacturer's rows: the positions in its house, and its stands.

use crate::change;
use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::projector::unreachable;
use crate::store::{Change, StoreError};
use shared::aggregate::Recorded;
use shared::ids::{Email, StandId};
use shared::network::{Event, Manufacturer, NetworkState, Stand};

impl Kept for NetworkState {
    fn changes(&self, id: &str, _: &Self) -> Result<Vec<Change>, StoreError> {
        let people = self.manufacturer.as_ref().map(people).unwrap_or_default();
        let source = format!("network:{id}");
        let mut changes = position::replace(&source, &people);
        if let Some(house) = &self.manufacturer {
            let gone = people.into_iter().filter(|(email, _)| house.bouncing.contains(email));
            changes.extend(unreachable::replace(&source, &house.name, &gone.collect::<Vec<_>>()));
        }
        changes.extend(self.manufacturer.iter().flat_map(stands));
        Ok(changes)
    }

    fn outgoing(&self, _: &str, _: &[Recorded<Event>]) -> Vec<Outgoing> {
        Vec::new()
    }
}

fn people(manufacturer: &Manufacturer) -> Vec<(Email, Position)> {
    let id = &manufacturer.id;
    let users = manufacturer.users.iter().map(|email| (email, Position::ManufacturerUser(id.clone())));
    let worldwide = manufacturer.worldwide.emails.iter();
    let worldwide = worldwide.map(|email| (email, Position::Worldwide(id.clone())));
    let managers = manufacturer.area_managers.iter().flat_map(|manager| {
        let position = Position::AreaManager(id.clone(), manager.id.clone());
        manager.emails.iter().map(move |email| (email, position.clone()))
    });
    users.chain(worldwide).chain(managers).map(|(email, position)| (email.clone(), position)).collect()
}

fn stands(manufacturer: &Manufacturer) -> Vec<Change> {
    let (id, products) = (manufacturer.id.as_str(), manufacturer.products.len() as i64);
    let insert =
        "INSERT INTO stands (id, name, manufacturer, marketplace, products) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT (id) DO NOTHING";
    let stand = |(stand, about): (&StandId, &Stand)| {
        change!(insert, stand.as_str(), &about.name, id, about.marketplace.as_str(), products)
    };
    let gone = change!("DELETE FROM stands WHERE manufacturer = $1", id);
    std::iter::once(gone).chain(manufacturer.stands.iter().map(stand)).collect()
}
