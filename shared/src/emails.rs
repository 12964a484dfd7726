//! Reading several e-mail addresses from one field (R20): separated by commas, no space.

use crate::ids::Email;
use std::fmt;

/// The most addresses that one field takes.
pub const EMAILS_LIMIT: usize = 20;

/// Why the text is not a list of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailsFault {
    /// Nothing was typed.
    Missing,
    /// They are not separated by one comma and nothing else.
    Space,
    Invalid(String),
    Twice(Email),
    TooMany,
}

impl EmailsFault {
    /// Stable, for programs and the translation catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "email_missing",
            Self::Space => "email_space",
            Self::Invalid(_) => "email_invalid",
            Self::Twice(_) => "email_twice",
            Self::TooMany => "email_too_many",
        }
    }
}

impl fmt::Display for EmailsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("an e-mail address is missing: give at least one"),
            Self::Space => f.write_str("separate several e-mail addresses by one comma each, without spaces"),
            Self::Invalid(text) => {
                write!(f, "“{text}” is not an e-mail address: write it as name@company.example")
            }
            Self::Twice(email) => write!(f, "{email} is there twice: remove one"),
            Self::TooMany => write!(f, "too many e-mail addresses: keep at most {EMAILS_LIMIT}"),
        }
    }
}

/// The addresses of a text such as `a@x.example,b@x.example`, in its order; at least one.
///
/// # Errors
/// The first fault from the left.
pub fn parse_emails(text: &str) -> Result<Vec<Email>, EmailsFault> {
    let mut emails = Vec::new();
    for part in text.split(',') {
        if part.is_empty() && !text.is_empty() {
            return Err(EmailsFault::Space);
        }
        let email = parse_one(part)?;
        if emails.contains(&email) {
            return Err(EmailsFault::Twice(email));
        }
        emails.push(email);
    }
    if emails.len() > EMAILS_LIMIT { Err(EmailsFault::TooMany) } else { Ok(emails) }
}

/// Exactly one address, as a seller has it (R20).
///
/// # Errors
/// What is wrong with it; a comma makes it invalid.
pub fn parse_one(text: &str) -> Result<Email, EmailsFault> {
    if text.is_empty() {
        return Err(EmailsFault::Missing);
    }
    if text.contains(char::is_whitespace) {
        return Err(EmailsFault::Space);
    }
    Email::parse(text).map_err(|_| EmailsFault::Invalid(text.to_owned()))
}

/// The addresses as one text that [`parse_emails`] reads.
pub fn joined(emails: &[Email]) -> String {
    emails.iter().map(Email::as_str).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r20_several_addresses_by_commas_without_spaces() {
        let emails = parse_emails("a@x.example,B@x.example").expect("two addresses");
        assert_eq!(joined(&emails), "a@x.example,b@x.example");
        assert_eq!(parse_emails("a@x.example, b@x.example"), Err(EmailsFault::Space));
        assert_eq!(parse_emails("a@x.example,"), Err(EmailsFault::Space));
        assert_eq!(parse_emails(""), Err(EmailsFault::Missing));
        assert_eq!(parse_emails("a@x.example;b"), Err(EmailsFault::Invalid("a@x.example;b".into())));
        let twice = Email::parse("a@x.example").expect("an address");
        assert_eq!(parse_emails("a@x.example,A@X.example"), Err(EmailsFault::Twice(twice)));
        let many = (0..21).map(|n| format!("a{n}@x.example")).collect::<Vec<_>>().join(",");
        assert_eq!(parse_emails(&many), Err(EmailsFault::TooMany));
    }

    #[test]
    fn r20_a_seller_has_exactly_one() {
        assert!(parse_one("a@x.example").is_ok());
        assert!(matches!(parse_one("a@x.example,b@x.example"), Err(EmailsFault::Invalid(_))));
    }
}
