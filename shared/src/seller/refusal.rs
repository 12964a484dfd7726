//! Why a change to a seller was refused, in words that say the fix.

use super::hours::HoursFault;
use crate::aggregate;
use crate::emails::EmailsFault;
use crate::text::TextFault;
use std::fmt;

/// The refusal; nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotRegistered,
    AlreadyRegistered,
    OnlyTheSeller,
    OnlyTheSellerOrOperator,
    OnlyTheOperator,
    OnlyTheInstallation,
    /// R17.
    Protected,
    Text {
        field: &'static str,
        fault: TextFault,
    },
    Email(EmailsFault),
    /// R19.
    AddressNotRecognised,
    LanguagesMissing,
    /// R3.
    NationalHasNoRadius,
    /// R3.
    RadiusNotPositive,
    /// R4.
    ProductsMissing,
    AwayReversed,
    AwayIsOver,
    Hours(HoursFault),
}

impl aggregate::Refusal for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRegistered => "seller_not_registered",
            Self::AlreadyRegistered => "seller_already_registered",
            Self::OnlyTheSeller => "only_the_seller",
            Self::OnlyTheSellerOrOperator => "only_the_seller_or_operator",
            Self::OnlyTheOperator => "only_the_operator",
            Self::OnlyTheInstallation => "only_the_installation",
            Self::Protected => "seller_protected",
            Self::Text { fault, .. } => fault.code(),
            Self::Email(fault) => fault.code(),
            Self::AddressNotRecognised => "address_not_recognised",
            Self::LanguagesMissing => "languages_missing",
            Self::NationalHasNoRadius => "national_has_no_radius",
            Self::RadiusNotPositive => "radius_not_positive",
            Self::ProductsMissing => "products_missing",
            Self::AwayReversed => "away_reversed",
            Self::AwayIsOver => "away_is_over",
            Self::Hours(fault) => fault.code(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Text { field, .. } => Some(field),
            Self::Email(_) => Some("email"),
            // The first thing to check (R19).
            Self::AddressNotRecognised => Some("postcode"),
            Self::LanguagesMissing => Some("languages"),
            Self::NationalHasNoRadius | Self::RadiusNotPositive => Some("radius"),
            Self::ProductsMissing => Some("products"),
            Self::AwayReversed | Self::AwayIsOver => Some("until"),
            Self::Hours(fault) => Some(fault.field()),
            Self::NotRegistered
            | Self::AlreadyRegistered
            | Self::OnlyTheSeller
            | Self::OnlyTheSellerOrOperator
            | Self::OnlyTheOperator
            | Self::OnlyTheInstallation
            | Self::Protected => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRegistered => "this seller is not registered: register it first",
            Self::AlreadyRegistered => "this seller is registered already: change its details instead",
            Self::OnlyTheSeller => "only the seller itself changes this: ask it to do so in its profile",
            Self::OnlyTheSellerOrOperator => "only the seller or the operator changes this: ask one of them",
            Self::OnlyTheOperator => "only the operator changes this: write to the operator",
            Self::OnlyTheInstallation => "mail reports come from the installation or the operator only",
            Self::Protected => "this seller is protected: ask the seller itself for the change",
            Self::Text { field, fault } => return write!(f, "check the field “{field}”: {fault}"),
            Self::Email(fault) => return fault.fmt(f),
            Self::Hours(fault) => return fault.fmt(f),
            Self::AddressNotRecognised => {
                "the address is not recognised, nothing was saved: check the postcode first, then town \
                 and country"
            }
            Self::LanguagesMissing => "choose at least one language",
            Self::NationalHasNoRadius => "a national seller serves its whole country and has no radius",
            Self::RadiusNotPositive => "the radius must be a number greater than zero",
            Self::ProductsMissing => {
                "a limited range needs at least one product: choose one, or lift the limit"
            }
            Self::AwayReversed => "the absence ends before it begins: choose a later end",
            Self::AwayIsOver => "this absence is over already: choose an end in the future",
        })
    }
}

impl From<EmailsFault> for Refusal {
    fn from(fault: EmailsFault) -> Self {
        Self::Email(fault)
    }
}
