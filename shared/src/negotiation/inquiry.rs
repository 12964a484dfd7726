//! What the buyer sent. Immutable once it is a fact.

use crate::geo::{Country, Point};
use crate::ids::{Email, ManufacturerId, MarketplaceId, NegotiationId, ProductId, SellerId, StandId};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// The inquiry with everything around it that a reader of the summary needs later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inquiry {
    pub negotiation: NegotiationId,
    pub marketplace: MarketplaceId,
    pub stand: StandId,
    pub manufacturer: ManufacturerId,
    pub manufacturer_name: String,
    /// None when the buyer asked the stand, not a product.
    pub product: Option<Product>,
    /// The seller that the buyer picked (R11).
    pub pick: Option<SellerId>,
    pub text: String,
    pub buyer: Buyer,
    pub place: Place,
}

/// A product by its id and the name it had on that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub id: ProductId,
    pub name: String,
}

/// Who asks. The address never leaves the server except to the buyer and the operator (N12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    pub name: String,
    pub company: Option<String>,
    pub email: Email,
    pub phone: Option<String>,
    pub language: Language,
}

/// Where the buyer is (R13).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub country: Option<Country>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub point: Option<Point>,
}

impl Inquiry {
    /// The question that routing answers about this inquiry.
    pub fn routing(&self) -> crate::routing::Inquiry {
        crate::routing::Inquiry {
            country: self.place.country,
            point: self.place.point,
            product: self.product.as_ref().map(|product| product.id.clone()),
            pick: self.pick.clone(),
        }
    }
}
