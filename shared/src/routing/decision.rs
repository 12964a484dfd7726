//! What is asked and what is answered, in the shapes of the contract (domain §7). No rules here.

use crate::geo::{Country, Point};
use crate::ids::{AreaManagerId, Email, ProductId, SellerId};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

/// What routing knows of an inquiry. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inquiry {
    /// The buyer's country; without it nobody covers by country (R13).
    #[serde(default)]
    pub country: Option<Country>,
    /// The buyer's place or the centroid of its postcode or town (R13).
    #[serde(default)]
    pub point: Option<Point>,
    /// Absent on a stand page: then range does not filter (R7).
    #[serde(default)]
    pub product: Option<ProductId>,
    /// The seller that the buyer chose (R11).
    #[serde(default)]
    pub pick: Option<SellerId>,
}

/// Who is shown, who receives, who gets a copy, and the reason for everybody else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// At most four, in order (R7).
    pub shown: Vec<Shown>,
    /// Set exactly when nobody is shown (R9).
    pub fallback: Option<Fallback>,
    pub recipient: Recipient,
    pub reason: Reason,
    /// Each address once, none of them the recipient's (R14).
    pub copies: Vec<Email>,
    /// Every seller that is not shown, in the network's order.
    pub excluded: Vec<Excluded>,
}

impl Decision {
    /// Who was shown and who received, without those who were not.
    #[must_use]
    pub fn without_excluded(&self) -> Self {
        Self {
            shown: self.shown.clone(),
            fallback: self.fallback.clone(),
            recipient: self.recipient.clone(),
            reason: self.reason,
            copies: self.copies.clone(),
            excluded: Vec::new(),
        }
    }
}

/// One seller on the stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub id: SellerId,
    /// 1 within 200 km of the buyer, else 2 (R7).
    pub tier: u8,
    /// Whole metres (R1); none when one of the two points is unknown.
    pub distance_m: Option<u32>,
}

/// Who stands in when nobody is eligible (R9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Named")]
pub enum Fallback {
    AreaManager { id: AreaManagerId },
    Worldwide,
}

/// Who receives the inquiry: the primary (R11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Named")]
pub enum Recipient {
    Seller { id: SellerId },
    AreaManager { id: AreaManagerId },
    Worldwide,
}

/// How both are read: flat, which costs the browser a fraction of reading a tagged enum.
#[derive(Deserialize)]
struct Named {
    kind: String,
    id: Option<String>,
}

impl TryFrom<Named> for Recipient {
    type Error = &'static str;

    fn try_from(Named { kind, id }: Named) -> Result<Self, Self::Error> {
        match (kind.as_str(), id) {
            ("seller", Some(id)) => Ok(Self::Seller { id: SellerId(id) }),
            ("area_manager", Some(id)) => Ok(Self::AreaManager { id: AreaManagerId(id) }),
            ("worldwide", None) => Ok(Self::Worldwide),
            _ => Err("not a recipient"),
        }
    }
}

impl TryFrom<Named> for Fallback {
    type Error = &'static str;

    fn try_from(named: Named) -> Result<Self, Self::Error> {
        match named.try_into()? {
            Recipient::AreaManager { id } => Ok(Self::AreaManager { id }),
            Recipient::Worldwide => Ok(Self::Worldwide),
            Recipient::Seller { .. } => Err("not a fallback"),
        }
    }
}

impl From<Fallback> for Recipient {
    fn from(fallback: Fallback) -> Self {
        match fallback {
            Fallback::AreaManager { id } => Self::AreaManager { id },
            Fallback::Worldwide => Self::Worldwide,
        }
    }
}

/// Why the recipient is the recipient (R12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The pick got it.
    Chosen,
    /// No pick: the first shown got it.
    Default,
    /// The pick could not have it: not active, away, or its address bounces.
    Unavailable,
    /// The pick could not have it: the product is not in its range.
    OutOfRange,
    /// The pick could not have it: the buyer is beyond its radius, or nobody knows.
    OutOfRadius,
    /// The pick could not have it: the buyer is not in its country.
    OutOfCountry,
    /// No pick, and nobody is eligible.
    NoSeller,
    /// No pick, nobody is eligible, and the buyer's country is unknown.
    NoLocation,
}

/// A seller that is not shown, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Flat")]
pub struct Excluded {
    pub id: SellerId,
    pub because: Because,
    /// Whole metres (R1); none when one of the two points is unknown.
    pub distance_m: Option<u32>,
}

/// Why a seller is not shown; of several reasons the first in this order (R6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Because {
    Unavailable,
    OutOfRange,
    /// The limit in whole metres.
    OutOfRadius {
        limit_m: u64,
    },
    OutOfCountry,
    /// Eligible, but beyond the fourth; 5 is the first of these.
    RankedBelow {
        rank: usize,
    },
}

impl Because {
    /// The word of the contract.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::OutOfRange => "out_of_range",
            Self::OutOfRadius { .. } => "out_of_radius",
            Self::OutOfCountry => "out_of_country",
            Self::RankedBelow { .. } => "ranked_below",
        }
    }

    /// Why a pick in this situation does not get the inquiry; none when it does (R12).
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Unavailable => Some(Reason::Unavailable),
            Self::OutOfRange => Some(Reason::OutOfRange),
            Self::OutOfRadius { .. } => Some(Reason::OutOfRadius),
            Self::OutOfCountry => Some(Reason::OutOfCountry),
            Self::RankedBelow { .. } => None,
        }
    }
}

// Written by hand because the reason and its figures lie flat beside the id.
impl Serialize for Excluded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Excluded", 4)?;
        fields.serialize_field("id", &self.id)?;
        fields.serialize_field("because", self.because.code())?;
        if let Because::RankedBelow { rank } = self.because {
            fields.serialize_field("rank", &rank)?;
        }
        fields.serialize_field("distance_m", &self.distance_m)?;
        if let Because::OutOfRadius { limit_m } = self.because {
            fields.serialize_field("limit_m", &limit_m)?;
        }
        fields.end()
    }
}

#[derive(Deserialize)]
struct Flat {
    id: SellerId,
    because: String,
    rank: Option<usize>,
    distance_m: Option<u32>,
    limit_m: Option<u64>,
}

impl TryFrom<Flat> for Excluded {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        let because = match (flat.because.as_str(), flat.rank, flat.limit_m) {
            ("unavailable", None, None) => Because::Unavailable,
            ("out_of_range", None, None) => Because::OutOfRange,
            ("out_of_radius", None, Some(limit_m)) => Because::OutOfRadius { limit_m },
            ("out_of_country", None, None) => Because::OutOfCountry,
            ("ranked_below", Some(rank), None) => Because::RankedBelow { rank },
            _ => return Err("not a reason for an exclusion"),
        };
        Ok(Self { id: flat.id, because, distance_m: flat.distance_m })
    }
}
