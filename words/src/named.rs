//! The words for what the domain names: every name has one, or this does not compile.

use crate::{Key, app};
use shared::geo::Continent;
use shared::mail_settings::{Pace, Subscription};
use shared::negotiation::{DeclineReason, IncidentState};
use shared::view::{QuoteStatus, Role, Status};

/// Who somebody is in a negotiation (§1).
pub const fn role(role: Role) -> Key {
    match role {
        Role::Buyer => app::ROLE_BUYER,
        Role::Primary => app::ROLE_PRIMARY,
        Role::CoRecipient => app::ROLE_CO_RECIPIENT,
        Role::AreaManager => app::ROLE_AREA_MANAGER,
        Role::Worldwide => app::ROLE_WORLDWIDE,
        Role::Copy => app::ROLE_COPY,
        Role::Manufacturer => app::ROLE_MANUFACTURER,
        Role::Operator => app::ROLE_OPERATOR,
        Role::System => app::ROLE_SYSTEM,
        Role::Offered => app::ROLE_OFFERED,
        Role::Former => app::ROLE_FORMER,
    }
}

/// N14.
pub const fn status(status: Status) -> Key {
    match status {
        Status::New => app::STATUS_NEW,
        Status::Opened => app::STATUS_OPENED,
        Status::Answered => app::STATUS_ANSWERED,
        Status::Quoted => app::STATUS_QUOTED,
        Status::Won => app::STATUS_WON,
        Status::Lost => app::STATUS_LOST,
        Status::Declined => app::STATUS_DECLINED,
        Status::Withdrawn => app::STATUS_WITHDRAWN,
        Status::Closed => app::STATUS_CLOSED,
    }
}

/// N3.
pub const fn quote_status(status: QuoteStatus) -> Key {
    match status {
        QuoteStatus::Open => app::QUOTE_STATUS_OPEN,
        QuoteStatus::Accepted => app::QUOTE_STATUS_ACCEPTED,
        QuoteStatus::Refused => app::QUOTE_STATUS_REFUSED,
        QuoteStatus::Withdrawn => app::QUOTE_STATUS_WITHDRAWN,
        QuoteStatus::Expired => app::QUOTE_STATUS_EXPIRED,
        QuoteStatus::Superseded => app::QUOTE_STATUS_SUPERSEDED,
    }
}

/// N5.
pub const fn decline_reason(reason: DeclineReason) -> Key {
    match reason {
        DeclineReason::NotOurProduct => app::DECLINE_REASON_NOT_OUR_PRODUCT,
        DeclineReason::OutsideOurArea => app::DECLINE_REASON_OUTSIDE_OUR_AREA,
        DeclineReason::CannotSupply => app::DECLINE_REASON_CANNOT_SUPPLY,
        DeclineReason::NotSerious => app::DECLINE_REASON_NOT_SERIOUS,
        DeclineReason::Duplicate => app::DECLINE_REASON_DUPLICATE,
        DeclineReason::Other => app::DECLINE_REASON_ANOTHER,
    }
}

/// N11.
pub const fn incident_state(state: IncidentState) -> Key {
    match state {
        IncidentState::Open => app::INCIDENT_STATE_OPEN,
        IncidentState::Resolved => app::INCIDENT_STATE_RESOLVED,
        IncidentState::Disputed => app::INCIDENT_STATE_DISPUTED,
        IncidentState::Closed => app::INCIDENT_STATE_CLOSED,
        IncidentState::AutoClosed => app::INCIDENT_STATE_AUTO_CLOSED,
    }
}

/// R10.
pub const fn continent(continent: Continent) -> Key {
    match continent {
        Continent::Af => app::CONTINENT_AF,
        Continent::An => app::CONTINENT_AN,
        Continent::As => app::CONTINENT_AS,
        Continent::Eu => app::CONTINENT_EU,
        Continent::Na => app::CONTINENT_NA,
        Continent::Oc => app::CONTINENT_OC,
        Continent::Sa => app::CONTINENT_SA,
    }
}

/// How often mails come.
pub const fn pace(pace: Pace) -> Key {
    match pace {
        Pace::AtOnce => app::MAIL_PACE_AT_ONCE,
        Pace::Hourly => app::MAIL_PACE_HOURLY,
        Pace::Daily => app::MAIL_PACE_DAILY,
        Pace::Never => app::MAIL_PACE_NEVER,
    }
}

/// What can be turned off from within a mail: the question whether it shall be.
pub const fn unsubscribe(subscription: Subscription) -> Key {
    match subscription {
        Subscription::Copies => app::UNSUBSCRIBE_COPIES,
        Subscription::Feedback => app::UNSUBSCRIBE_FEEDBACK,
        Subscription::Digest => app::UNSUBSCRIBE_DIGEST,
    }
}
