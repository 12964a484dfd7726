//! Where the buyer is, as far as what it typed can be understood (R13). Nothing is guessed: a town that
//! is not found gives no point.

use places::Gazetteer;
use shared::api::exhibition::BuyerPlace;
use shared::geo::{Country, Point};
use shared::ids::{ProductId, SellerId};
use shared::negotiation::Place;
use shared::routing::Inquiry;
use shared::view::PlaceLine;

/// What was understood, and how it is shown to the buyer.
pub struct Understood {
    pub place: Place,
    /// None when no town was found.
    pub line: Option<PlaceLine>,
}

/// Reads the country, and finds the postcode in it, else the town; of several with one name the biggest.
/// A postcode that belongs to another town is left aside: the buyer sees how the place was understood.
pub fn understood(gazetteer: &Gazetteer, asked: &BuyerPlace) -> Understood {
    let country = asked.country.as_deref().and_then(|code| Country::parse(code.trim()).ok());
    let (town, postcode) = (cleaned(&asked.town), cleaned(&asked.postcode));
    let locate =
        |postcode: &str| gazetteer.locate(country?, postcode, town.as_deref().unwrap_or_default()).ok();
    let found = locate(postcode.as_deref().unwrap_or_default()).or_else(|| locate(""));
    let typed = asked.lat.zip(asked.lon).map(|(lat, lon)| Point { lat, lon });
    let point = typed.filter(|point| point.is_valid()).or(found.as_ref().map(|place| place.point));
    let line =
        found.map(|place| PlaceLine { name: town.clone().unwrap_or(place.name), country: place.country });
    Understood { place: Place { country, town, postcode, point }, line }
}

fn cleaned(text: &Option<String>) -> Option<String> {
    let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    Some(text.chars().take(shared::text::LINE_CHARACTERS).collect())
}

/// What routing is asked.
pub fn question(understood: &Understood, asked: &BuyerPlace, pick: Option<&str>) -> Inquiry {
    Inquiry {
        country: understood.place.country,
        point: understood.place.point,
        product: asked.product.as_deref().map(ProductId::from),
        pick: pick.map(SellerId::from),
    }
}
