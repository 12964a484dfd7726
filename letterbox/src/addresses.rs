//! Who wrote to whom, and which mails are answered. It must not know who these people are.

use crate::headers::Headers;
use crate::limits;

/// The first sender's address and name.
pub fn sender(headers: &Headers) -> (Option<String>, Option<String>) {
    let Some(first) = headers.mailboxes("from").into_iter().next() else { return (None, None) };
    let address = first.address.as_deref().and_then(bare);
    let name = first.name.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned());
    (
        address.clone(),
        name.filter(|name| !name.is_empty() && bare(name).is_none_or(|name| Some(name) != address)),
    )
}

/// The addresses of To and Cc, in order, no doubles.
pub fn recipients(headers: &Headers) -> Vec<String> {
    let mailboxes = ["to", "cc"].into_iter().flat_map(|name| headers.mailboxes(name));
    without_doubles(mailboxes.filter_map(|mailbox| bare(mailbox.address.as_deref()?)))
}

/// The identifiers of the mails that are answered.
pub fn answered(headers: &Headers) -> Vec<String> {
    without_doubles(["in-reply-to", "references"].into_iter().flat_map(|name| headers.ids(name)))
}

/// As many as are looked at: comparing each with all others is cheap for so few.
fn without_doubles(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for value in values.take(limits::ADDRESSES) {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// An address and nothing else, its domain in lower case.
pub fn bare(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>', '"', '\'', ' ']);
    let (local, domain) = text.rsplit_once('@')?;
    let is_word = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control());
    let is_domain = !domain.contains(['<', '>', '(', ')', ',', ';', '"']);
    (text.len() <= 320 && is_word(local) && is_word(domain) && is_domain && !local.contains(['<', '>']))
        .then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// The first address in some words.
pub fn first_in(text: &str) -> Option<String> {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '\'' | '(' | ')' | '[' | ']')
    })
    .map(|word| word.trim_matches(['.', ':', '…']).trim_start_matches("mailto:"))
    .find_map(|word| bare(word).filter(|address| address.rsplit('@').next().is_some_and(|d| d.contains('.'))))
}

/// Whether two addresses, or names of mails, end with the same domain.
pub fn are_at_one_home(one: &str, other: &str) -> bool {
    let home = |text: &str| text.trim_end_matches('>').rsplit_once('@').map(|(_, home)| home.to_lowercase());
    home(one).is_some_and(|home_of_one| home(other) == Some(home_of_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_bare() {
        assert_eq!(bare("<Anna.Weber@Example.COM>").as_deref(), Some("Anna.Weber@example.com"));
        assert_eq!(bare("no address"), None);
        assert_eq!(bare("two words@example.com"), None);
        assert_eq!(first_in("to <a@b.example>: no").as_deref(), Some("a@b.example"));
    }

    #[test]
    fn recipients_have_no_doubles() {
        let raw = b"From: \"Weber, Anna\" <anna@EXAMPLE.com>\nTo: A <a@x.example>, b@x.example\nCc: a@X.example\n\n";
        let (headers, _) = Headers::read(raw);
        assert_eq!(recipients(&headers), ["a@x.example", "b@x.example"]);
        assert_eq!(sender(&headers), (Some("anna@example.com".to_owned()), Some("Weber, Anna".to_owned())));
    }
}
