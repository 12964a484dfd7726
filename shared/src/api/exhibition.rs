//! Public: marketplaces, stands, sellers shown, sending an inquiry.

use super::{Nothing, endpoints};
use crate::ids::CommandId;
use crate::language::Language;
use crate::view::{InquiryReceipt, Marketplace, PlaceLine, Sellers, Stand};
use serde::{Deserialize, Serialize};

endpoints! {
    /// All marketplaces with their stands.
    ListMarketplaces: Get "/api/marketplaces", Nothing => Vec<Marketplace>;
    /// One stand with its products.
    ReadStand: Get "/api/stands/{stand}", Nothing => Stand;
    /// R7: who is shown to a buyer at this place.
    ReadSellers: Get "/api/stands/{stand}/sellers", BuyerPlace => Sellers;
    /// Towns that begin like this, biggest first.
    SuggestPlaces: Get "/api/places", PlacePrefix => Vec<PlaceLine>;
    /// Sends an inquiry and opens a session for its buyer.
    SendInquiry: Post "/api/stands/{stand}/inquiries", NewInquiry => InquiryReceipt;
}

/// Where the buyer is and what it looks at. Everything may be absent (R13).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BuyerPlace {
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Degrees; only when the page already knows the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
}

/// The beginning of a town's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePrefix {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    pub prefix: String,
}

/// What the inquiry form sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewInquiry {
    pub command: CommandId,
    /// The seller picked; none takes the first shown (R11).
    #[serde(default)]
    pub pick: Option<String>,
    pub place: BuyerPlace,
    pub text: String,
    pub name: String,
    #[serde(default)]
    pub company: Option<String>,
    pub email: String,
    #[serde(default)]
    pub phone: Option<String>,
    pub language: Language,
    pub consent: bool,
}
