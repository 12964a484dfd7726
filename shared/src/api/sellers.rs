//! What a seller says of itself, and who may read it.

use super::{Nothing, endpoints};
use crate::ids::{CommandId, SellerId};
use crate::seller::BusinessHours;
use serde::{Deserialize, Serialize};

endpoints! {
    /// When the seller who has this inquiry is usually there; null when it has not said, or none has it.
    ReadHours: Get "/api/negotiations/{negotiation}/business-hours", Nothing => Option<BusinessHours>;
    /// The sellers that the visitor is, each with its hours.
    ListOwnHours: Get "/api/business-hours", Nothing => Vec<OwnHours>;
    /// Of the seller itself, or of the operator.
    ChangeHours: Put "/api/sellers/{seller}/business-hours", NewHours => OwnHours;
}

/// One seller and when it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnHours {
    pub seller: SellerId,
    pub name: String,
    pub hours: Option<BusinessHours>,
}

/// Other hours, or none any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHours {
    pub command: CommandId,
    pub hours: Option<BusinessHours>,
}
