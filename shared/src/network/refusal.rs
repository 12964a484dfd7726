//! Why a change to a network was refused, in words that say the fix.

use super::Area;
use crate::aggregate;
use crate::emails::EmailsFault;
use crate::text::TextFault;
use std::fmt;

/// The longest silence after which an inquiry can be offered to another seller, in hours (R18).
pub const SILENCE_LIMIT_HOURS: u32 = 720;

/// The refusal; nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotFounded,
    AlreadyFounded,
    OnlyTheManufacturerOrOperator,
    /// R16.
    OnlyTheOperator,
    Text {
        field: &'static str,
        fault: TextFault,
    },
    /// R20.
    Emails {
        field: &'static str,
        fault: EmailsFault,
    },
    ProductExists,
    StandExists,
    AlreadyMember,
    NotMember,
    /// R16.
    PartnerStays,
    AreaManagerExists,
    AreaManagerUnknown,
    AreasMissing,
    /// R10.
    AreaTaken {
        area: Area,
        /// The name of the area manager that has it.
        by: String,
    },
    /// R18.
    SilenceOutOfRange,
}

impl aggregate::Refusal for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFounded => "network_not_founded",
            Self::AlreadyFounded => "network_already_founded",
            Self::OnlyTheManufacturerOrOperator => "only_the_manufacturer_or_operator",
            Self::OnlyTheOperator => "only_the_operator",
            Self::Text { fault, .. } => fault.code(),
            Self::Emails { fault, .. } => fault.code(),
            Self::ProductExists => "product_exists",
            Self::StandExists => "stand_exists",
            Self::AlreadyMember => "already_member",
            Self::NotMember => "not_member",
            Self::PartnerStays => "partner_stays",
            Self::AreaManagerExists => "area_manager_exists",
            Self::AreaManagerUnknown => "area_manager_unknown",
            Self::AreasMissing => "areas_missing",
            Self::AreaTaken { .. } => "area_taken",
            Self::SilenceOutOfRange => "silence_out_of_range",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Text { field, .. } | Self::Emails { field, .. } => Some(field),
            Self::ProductExists | Self::StandExists | Self::AreaManagerExists => Some("id"),
            Self::AlreadyMember => Some("seller"),
            Self::AreasMissing | Self::AreaTaken { .. } => Some("areas"),
            Self::SilenceOutOfRange => Some("offer_after_hours"),
            Self::NotFounded
            | Self::AlreadyFounded
            | Self::OnlyTheManufacturerOrOperator
            | Self::OnlyTheOperator
            | Self::NotMember
            | Self::PartnerStays
            | Self::AreaManagerUnknown => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFounded => "this manufacturer has no network yet: found it first",
            Self::AlreadyFounded => "this manufacturer has its network already: change that one",
            Self::OnlyTheManufacturerOrOperator => {
                "only the manufacturer or the operator changes this network: ask one of them"
            }
            Self::OnlyTheOperator => "only the operator changes this: write to the operator",
            Self::Text { field, fault } => return write!(f, "check the field “{field}”: {fault}"),
            Self::Emails { fault, .. } => return fault.fmt(f),
            Self::ProductExists => "there is a product with this id already: take another id",
            Self::StandExists => "there is a stand with this id already: take another id",
            Self::AlreadyMember => "this seller is in the network already: nothing needs adding",
            Self::NotMember => "this seller is not in the network: choose one of its members",
            Self::PartnerStays => {
                "the operator's programme added this Partner Distributor: ask the operator to remove it"
            }
            Self::AreaManagerExists => "there is an area manager with this id already: take another id",
            Self::AreaManagerUnknown => "there is no such area manager: it may have been removed",
            Self::AreasMissing => "choose at least one country or continent",
            Self::AreaTaken { area, by } => {
                return write!(f, "{area} is with the area manager {by} already: remove it there first");
            }
            Self::SilenceOutOfRange => {
                return write!(f, "choose 1 to {SILENCE_LIMIT_HOURS} hours, or turn the rule off");
            }
        })
    }
}
