//! The line with which every mail server notes that a mail has passed it (RFC 5321, 4.4). It goes before everything
//! else and says how the mail came.

use super::arrivals::Client;
use shared::ids::Email;
use shared::time::Timestamp;

/// The line, with its end. Only what is harmless is repeated of what the other side calls itself.
pub fn received(client: &Client, with: &str, recipient: &Email, at: Timestamp) -> String {
    let harmless = |letter: &char| letter.is_ascii_alphanumeric() || ".-_:[]".contains(*letter);
    let name: String = client.helo.chars().filter(harmless).collect();
    let name = if name.is_empty() { "unknown" } else { &name };
    let host = recipient.as_str().rsplit('@').next().unwrap_or_default();
    let date = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default().to_rfc2822();
    format!(
        "Received: from {name} ([{}])\r\n\tby {host} with {with}\r\n\tfor <{recipient}>;\r\n\t{date}\r\n",
        client.ip
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_a_mail_came_and_nothing_that_a_stranger_made_up() {
        let client =
            |helo: &str| Client { ip: "203.0.113.7".parse().expect("an address"), helo: helo.into() };
        let recipient = Email::parse("talk-1@desk.example").expect("an address");
        let line = |helo| received(&client(helo), "ESMTPS", &recipient, Timestamp(1_795_733_640_000));
        assert_eq!(
            line("mta.example"),
            "Received: from mta.example ([203.0.113.7])\r\n\tby desk.example with ESMTPS\r\n\
             \tfor <talk-1@desk.example>;\r\n\tThu, 26 Nov 2026 22:54:00 +0000\r\n"
        );
        assert!(line("a\r\nBcc: x (by b) with;").starts_with("Received: from aBcc:xbybwith ("));
        assert!(line("\u{fffd}").starts_with("Received: from unknown ("));
    }
}
