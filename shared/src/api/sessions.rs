//! Signing in and out (§6).

use super::{Nothing, endpoints};
use crate::ids::{ManufacturerId, NegotiationId};
use crate::language::Language;
use crate::rating::Stars;
use serde::{Deserialize, Serialize};

endpoints! {
    /// Who is signed in; null when nobody is, which is no fault.
    ReadSession: Get "/api/session", Nothing => Option<Session>;
    /// Sends a one-time code by mail. The answer is the same whether or not the address is known.
    AskSignInCode: Post "/api/sign-in-codes", SignInCode => Nothing;
    /// Signs in with the code.
    SignIn: Post "/api/sessions", Credentials => Session;
    /// Opens the link of a mail. A POST, so that programs that fetch every link do nothing.
    OpenLink: Post "/api/link-openings", LinkToken => OpenedLink;
    /// The language in which this person reads the pages, for its mails.
    ReadIn: Put "/api/session/language", ReaderLanguage => Nothing;
    /// Signs out.
    SignOut: Delete "/api/session", Nothing => Nothing;
}

/// Where to send the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInCode {
    pub email: String,
    /// The page's: the mail is in it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// The address and the six digits that were sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    pub email: String,
    pub code: String,
    /// The page's: later mails are in it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// The language that somebody has chosen on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderLanguage {
    pub language: Language,
}

/// The token in a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkToken {
    pub token: String,
    /// The page's: later mails are in it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// S1: what stands between the token of a link and the stars that were clicked with it.
const STARS: &str = "&stars=";

/// The link, or its token, with the stars that a click on it means.
pub fn with_stars(link: &str, stars: u8) -> String {
    format!("{link}{STARS}{stars}")
}

/// The token of a link, and the stars that were clicked with it, if any.
pub fn token_and_stars(fragment: &str) -> (&str, Option<Stars>) {
    match fragment.split_once(STARS) {
        Some((token, stars)) => (token, stars.parse().ok().and_then(|stars: u8| stars.try_into().ok())),
        None => (fragment, None),
    }
}

/// Where the link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedLink {
    /// None when the link signs in without opening a negotiation.
    pub negotiation: Option<NegotiationId>,
}

/// What the page may know of the person before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub email: String,
    /// Whether the person signed in for everything, or came by a link for one negotiation.
    pub complete: bool,
    pub is_buyer: bool,
    pub is_seller: bool,
    pub is_operator: bool,
    /// The networks whose manufacturer, area manager or worldwide contact this person is.
    pub manufacturers: Vec<ManufacturerId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_a_link_says_how_many_stars_were_clicked() {
        let read = |fragment: &str| {
            let (token, stars) = token_and_stars(fragment);
            (token.to_owned(), stars.map(Stars::get))
        };
        let token = with_stars("t0k-en.s1g", 4);
        assert_eq!(read(&token), ("t0k-en.s1g".into(), Some(4)));
        assert_eq!(read("t0k-en.s1g"), ("t0k-en.s1g".into(), None));
        for wrong in ["t&stars=0", "t&stars=6", "t&stars=", "t&stars=4.5", "t&stars=4&stars=5"] {
            assert_eq!(read(wrong), ("t".into(), None), "{wrong}");
        }
    }
}
