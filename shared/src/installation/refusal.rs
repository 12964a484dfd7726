//! Why a change to the installation was refused, in words that say the fix.

use super::NotAColour;
use crate::aggregate;
use crate::emails::EmailsFault;
use crate::text::TextFault;
use std::fmt;

/// The refusal; nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    OnlyTheOperator,
    MarketplaceExists,
    Text { field: &'static str, fault: TextFault },
    Colour(NotAColour),
    Email(EmailsFault),
    OperatorUnknown,
    LastOperator,
}

impl aggregate::Refusal for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::OnlyTheOperator => "only_the_operator",
            Self::MarketplaceExists => "marketplace_exists",
            Self::Text { fault, .. } => fault.code(),
            Self::Colour(_) => "colour_invalid",
            Self::Email(fault) => fault.code(),
            Self::OperatorUnknown => "operator_unknown",
            Self::LastOperator => "last_operator",
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::MarketplaceExists => Some("id"),
            Self::Text { field, .. } => Some(field),
            Self::Colour(_) => Some("accent"),
            Self::Email(_) | Self::OperatorUnknown | Self::LastOperator => Some("email"),
            Self::OnlyTheOperator => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnlyTheOperator => "only the operator changes this: write to the operator",
            Self::MarketplaceExists => "there is a marketplace with this id already: take another id",
            Self::Text { field, fault } => return write!(f, "check the field “{field}”: {fault}"),
            Self::Colour(fault) => return fault.fmt(f),
            Self::Email(fault) => return fault.fmt(f),
            Self::OperatorUnknown => "nobody signs in as operator with this address: check it",
            Self::LastOperator => "this is the last operator: add another one first",
        })
    }
}
