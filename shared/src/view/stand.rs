//! What a stand shows before anybody has asked. Public: no address, no phone number.

use crate::geo::Country;
use crate::ids::{ManufacturerId, MarketplaceId, ProductId, SellerId, StandId};
use crate::language::Language;
use crate::routing::Reason;
use serde::{Deserialize, Serialize};

use super::thread::Role;

/// A marketplace with its stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marketplace {
    pub id: MarketplaceId,
    pub name: String,
    pub tagline: String,
    /// `#rrggbb`
    pub accent: String,
    pub stands: Vec<StandLine>,
}

/// A stand in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandLine {
    pub id: StandId,
    pub name: String,
    pub products: u32,
}

/// A stand's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    pub id: StandId,
    pub name: String,
    pub manufacturer: ManufacturerId,
    pub manufacturer_name: String,
    pub marketplace: MarketplaceId,
    pub marketplace_name: String,
    pub accent: String,
    pub products: Vec<ProductLine>,
}

/// A product on a stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductLine {
    pub id: ProductId,
    pub name: String,
    pub description: String,
}

/// R7, R9: who is shown to a buyer at this place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sellers {
    pub sellers: Vec<SellerCard>,
    /// Set exactly when no seller is shown.
    pub fallback: Option<FallbackCard>,
    /// How the place was understood; none when the town was not recognised.
    pub place: Option<PlaceLine>,
}

/// A seller as buyers see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SellerCard {
    pub id: SellerId,
    pub name: String,
    pub town: String,
    pub country: Country,
    pub distance_m: Option<u32>,
    /// 1 within 200 km, else 2.
    pub tier: u8,
    pub stars: StarsView,
    pub partner: bool,
    pub languages: Vec<Language>,
}

/// S2, S4: what stands beside every seller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarsView {
    /// Shown stars in tenths (43 = 4.3); none means not yet rated.
    pub tenths: Option<u32>,
    pub ratings: u32,
    /// Mean response in minutes; none means not measured.
    pub response_minutes: Option<u32>,
}

/// Who answers when no seller does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FallbackCard {
    pub role: Role,
    pub name: String,
}

/// A town of the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceLine {
    pub name: String,
    pub country: Country,
}

/// The buyer is told who finally received the inquiry (R12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryReceipt {
    pub negotiation: crate::ids::NegotiationId,
    pub recipient_role: Role,
    pub recipient_name: String,
    pub reason: Reason,
}
