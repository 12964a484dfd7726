//! How mails reach whoever is signed in, and turning them off by the link in a mail.

use super::{Nothing, endpoints, filled};
use crate::language::Language;
use crate::mail_settings::{MailSettings, Subscription};
use serde::{Deserialize, Serialize};

endpoints! {
    /// Those of the address that signed in (§6).
    ReadMailSettings: Get "/api/mail-settings", Nothing => MailSettings;
    ChangeMailSettings: Put "/api/mail-settings", NewMailSettings => MailSettings;
    /// What a link turns off; it says nothing of the address.
    ReadUnsubscription: Get "/api/unsubscriptions/{code}", Nothing => Unsubscription;
    /// Turns it off; again does no harm.
    Unsubscribe: Post "/api/unsubscriptions/{code}", Nothing => Unsubscription;
}

/// The address in `List-Unsubscribe`. A GET is a page with a button and changes nothing, because programs fetch every
/// link; a POST of a mail program turns the mails off (RFC 8058).
pub const ONE_CLICK_PATH: &str = "/unsubscribe/{code}";

/// The same with its code.
pub fn one_click_url(code: &str) -> String {
    filled(ONE_CLICK_PATH, &[code])
}

/// What somebody chooses on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMailSettings {
    pub settings: MailSettings,
    /// That of the page: digests are written in it.
    pub language: Language,
}

/// What a link is about, and whether it is off already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsubscription {
    pub subscription: Subscription,
    pub off: bool,
}
