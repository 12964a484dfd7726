//! A manufacturer's sales network, in the shape that routing reads and `kontor route` takes
//! (domain §7), and the aggregate that grows it.

mod assemble;
mod command;
mod decide;
mod event;
mod faults;
mod refusal;
mod state;

pub use assemble::assemble;
pub use command::{AreaManagerCard, Command, CopiesCard};
pub use event::Event;
pub use faults::{Fault, faults};
pub use refusal::{Refusal, SILENCE_LIMIT_HOURS};
pub use state::{Manufacturer, Membership, NetworkState, Product, Stand};

use crate::actor::Actor;
use crate::aggregate::{Aggregate, Envelope, Recorded};
use crate::geo::{Continent, Country, METRES_PER_MILE, Point};
use crate::ids::{AreaManagerId, Email, ManufacturerId, ProductId, SellerId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Everything that decides who is shown and who receives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    pub manufacturer: ManufacturerId,
    #[serde(default)]
    pub products: Vec<ProductId>,
    pub worldwide: Worldwide,
    #[serde(default)]
    pub area_managers: Vec<AreaManager>,
    #[serde(default)]
    pub sellers: Vec<Member>,
    #[serde(default)]
    pub copies: CopySettings,
}

/// The one mandatory contact of a network, the last to be asked (R9, R20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worldwide {
    pub emails: Vec<Email>,
}

/// A person in charge of countries or continents (R9, R10, R20).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaManager {
    pub id: AreaManagerId,
    pub name: String,
    pub emails: Vec<Email>,
    pub areas: Vec<Area>,
}

/// One entry of an area manager: a country, or a whole continent (R10). Written `FR` or
/// `continent:EU`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Area {
    Country(Country),
    Continent(Continent),
}

/// A seller as a member of this network: its own data, this network's range, its rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub id: SellerId,
    pub name: String,
    pub email: Email,
    pub kind: SellerKind,
    pub country: Country,
    #[serde(default)]
    pub point: Option<Point>,
    #[serde(default)]
    pub radius: Option<Radius>,
    /// The limited range; none means every product (R4).
    #[serde(default)]
    pub range: Option<BTreeSet<ProductId>>,
    /// Active, not away, address not bouncing (R5).
    pub available: bool,
    #[serde(default)]
    pub protected: bool,
    #[serde(default)]
    pub partner: bool,
    #[serde(default)]
    pub rating: Standing,
}

/// Whether a seller serves its surroundings or its whole country (R2, R3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SellerKind {
    Local,
    National,
}

/// How far a local seller goes (R2, R3); the value is greater than zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Radius {
    pub value: f64,
    pub unit: RadiusUnit,
}

/// Kilometres or international miles (R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RadiusUnit {
    Km,
    Mi,
}

impl Radius {
    /// The length in metres, exact to the f64.
    pub fn metres(self) -> f64 {
        match self.unit {
            RadiusUnit::Km => self.value * 1000.0,
            RadiusUnit::Mi => self.value * METRES_PER_MILE,
        }
    }
}

/// What the order on the stand looks at (R8): the figures of `rating`, ready to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// S3; none means unrated and ranks as 3.5.
    #[serde(default)]
    pub rank_score: Option<f64>,
    #[serde(default)]
    pub ratings: Option<u32>,
    /// S4; none means "not measured" and ranks last.
    #[serde(default)]
    pub mean_response_hours: Option<f64>,
}

/// Who gets inquiries for information (R14). Default: nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopySettings {
    #[serde(default)]
    pub area_manager: bool,
    #[serde(default)]
    pub worldwide: bool,
    #[serde(default)]
    pub worldwide_for_area_managers: bool,
    #[serde(default)]
    pub extra: Vec<Email>,
}

/// The text is neither a country code nor `continent:` and a continent code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnArea;

impl fmt::Display for NotAnArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an area: write a country as FR or a continent as continent:EU")
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => country.fmt(f),
            Self::Continent(continent) => write!(f, "continent:{}", continent.code()),
        }
    }
}

impl TryFrom<String> for Area {
    type Error = NotAnArea;
    fn try_from(text: String) -> Result<Self, NotAnArea> {
        match text.strip_prefix("continent:") {
            Some(code) => {
                Continent::ALL.into_iter().find(|c| c.code() == code).map(Self::Continent).ok_or(NotAnArea)
            }
            None => Country::parse(&text).map(Self::Country).map_err(|_| NotAnArea),
        }
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        area.to_string()
    }
}

impl Aggregate for NetworkState {
    const KIND: &'static str = "network";
    type Actor = Actor;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, envelope: &Envelope<Actor, Command>) -> Result<Vec<Event>, Refusal> {
        decide::decide(self, envelope)
    }

    fn evolve(self, recorded: &Recorded<Event>) -> Self {
        state::evolve(self, &recorded.event)
    }
}
