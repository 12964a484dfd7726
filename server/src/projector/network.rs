//! A manufacturer's rows: the positions in its house, and its stands.

use crate::execute::{Kept, Outgoing};
use crate::identity::position::{self, Position};
use crate::store::{StoreError, Transaction};
use crate::values;
use shared::aggregate::Recorded;
use shared::ids::Email;
use shared::network::{Event, Manufacturer, NetworkState};

impl Kept for NetworkState {
    fn project(&self, id: &str, open: &mut dyn Transaction) -> Result<(), StoreError> {
        let people = self.manufacturer.as_ref().map(people).unwrap_or_default();
        position::replace(open, &format!("network:{id}"), &people)?;
        match &self.manufacturer {
            Some(manufacturer) => stands(open, manufacturer),
            None => Ok(()),
        }
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

fn stands(open: &mut dyn Transaction, manufacturer: &Manufacturer) -> Result<(), StoreError> {
    let (id, products) = (manufacturer.id.as_str(), manufacturer.products.len() as i64);
    open.execute("DELETE FROM stands WHERE manufacturer = $1", values![id])?;
    let insert =
        "INSERT INTO stands (id, name, manufacturer, marketplace, products) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT (id) DO NOTHING";
    for (stand, about) in &manufacturer.stands {
        let marketplace = about.marketplace.as_str();
        open.execute(insert, values![stand.as_str(), &about.name, id, marketplace, products])?;
    }
    Ok(())
}
