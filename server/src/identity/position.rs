//! The positions that an e-mail address holds, as the projections know them.

use crate::store::{Change, Row, StoreError, Transaction};
use crate::{change, values};
use shared::ids::{AreaManagerId, Email, ManufacturerId, SellerId};
use shared::view::Role;

/// What somebody is beyond single negotiations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    Seller(SellerId),
    ManufacturerUser(ManufacturerId),
    AreaManager(ManufacturerId, AreaManagerId),
    Worldwide(ManufacturerId),
    Operator,
}

impl Position {
    /// Role, manufacturer and id as columns.
    pub fn columns(&self) -> (&'static str, &str, &str) {
        match self {
            Self::Seller(id) => ("seller", "", id.as_str()),
            Self::ManufacturerUser(manufacturer) => ("manufacturer", manufacturer.as_str(), ""),
            Self::AreaManager(manufacturer, id) => ("area_manager", manufacturer.as_str(), id.as_str()),
            Self::Worldwide(manufacturer) => ("worldwide", manufacturer.as_str(), ""),
            Self::Operator => ("operator", "", ""),
        }
    }

    /// The same in the words of pages.
    pub fn role(&self) -> Role {
        match self {
            Self::Seller(_) => Role::Primary,
            Self::ManufacturerUser(_) => Role::Manufacturer,
            Self::AreaManager(..) => Role::AreaManager,
            Self::Worldwide(_) => Role::Worldwide,
            Self::Operator => Role::Operator,
        }
    }

    /// From role, manufacturer and id, which are three columns from `column` on.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when they name no position.
    pub fn read(row: &Row, column: usize) -> Result<Self, StoreError> {
        let (manufacturer, id) = (ManufacturerId::from(row.text(column + 1)?), row.text(column + 2)?);
        match row.text(column)? {
            "seller" => Ok(Self::Seller(id.into())),
            "manufacturer" => Ok(Self::ManufacturerUser(manufacturer)),
            "area_manager" => Ok(Self::AreaManager(manufacturer, id.into())),
            "worldwide" => Ok(Self::Worldwide(manufacturer)),
            "operator" => Ok(Self::Operator),
            other => Err(StoreError::Broken(format!("a position named {other}"))),
        }
    }

    /// The name under which the list has lines for this position.
    pub fn key(&self) -> String {
        match self {
            Self::Seller(id) => format!("seller:{id}"),
            Self::ManufacturerUser(manufacturer) => format!("manufacturer:{manufacturer}"),
            Self::AreaManager(manufacturer, id) => format!("area_manager:{manufacturer}:{id}"),
            Self::Worldwide(manufacturer) => format!("worldwide:{manufacturer}"),
            Self::Operator => "operator".to_owned(),
        }
    }

    /// The network that this position sees from inside.
    pub fn manufacturer(&self) -> Option<&ManufacturerId> {
        match self {
            Self::ManufacturerUser(id) | Self::AreaManager(id, _) | Self::Worldwide(id) => Some(id),
            Self::Seller(_) | Self::Operator => None,
        }
    }
}

/// Replaces the positions that one stream gives to addresses.
pub fn replace(source: &str, people: &[(Email, Position)]) -> Vec<Change> {
    let insert = "INSERT INTO people (email, role, manufacturer, id, source) VALUES ($1, $2, $3, $4, $5)
                  ON CONFLICT (email, role, manufacturer, id) DO NOTHING";
    let given = |(email, position): &(Email, Position)| {
        let (role, manufacturer, id) = position.columns();
        change!(insert, email.as_str(), role, manufacturer, id, source)
    };
    let gone = change!("DELETE FROM people WHERE source = $1", source);
    std::iter::once(gone).chain(people.iter().map(given)).collect()
}

/// Whether the address holds a position or takes part in a negotiation.
pub fn is_known(open: &mut dyn Transaction, email: &Email) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM people WHERE email = $1
               UNION ALL SELECT 1 FROM listing WHERE viewer = $2 OR viewer = $3 LIMIT 1";
    let (buyer, address) = (format!("buyer:{email}"), format!("address:{email}"));
    Ok(!open.query(sql, values![email.as_str(), buyer, address])?.is_empty())
}

/// The positions of an address.
///
/// # Errors
/// What the database says.
pub fn of(open: &mut dyn Transaction, email: &Email) -> Result<Vec<Position>, StoreError> {
    let sql = "SELECT role, manufacturer, id FROM people WHERE email = $1 ORDER BY role, manufacturer, id";
    open.query(sql, values![email.as_str()])?.iter().map(|row| Position::read(row, 0)).collect()
}
