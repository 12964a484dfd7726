//! What the operator publishes in the DNS so that others take our mails and find us: records for a zone file, with what
//! is to be known about them. It asks no name server.

use super::Seal;
use std::net::IpAddr;

/// A string of a record holds no more (RFC 1035, 3.3).
const STRING_BYTES: usize = 255;

/// The records of a mail host. `smtp` is the host of the mail server that takes our mails, where it is not this one.
pub fn published(host: &str, smtp: Option<&str>, seal: Option<&Seal>) -> String {
    let mut text = String::new();
    let mut say = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    if host.ends_with(".localdomain") || host.parse::<IpAddr>().is_ok() {
        say("; This host has no name that others know: give --public-url or --mail-host as the desk has it.");
    }
    say("; Where answers go: the host itself, on port 25 (--mail-listen), or the mail server before it.");
    say(&format!("{host}. IN MX 10 {host}."));
    say("; SPF: who sends for this host. A provider that sends for you names its own part (include:…).");
    let others = smtp.map(|smtp| format!(" a:{smtp}")).unwrap_or_default();
    say(&txt(host, &format!("v=spf1 mx{others} -all")));
    match seal {
        Some(seal) => {
            say("; DKIM: the public key of --dkim-key. Leave an older one for a week after a change.");
            say(&txt(&seal.name(), &seal.record()));
            say("; DMARC: what others do with a mail that says it is from here and is not.");
            say(&txt(&format!("_dmarc.{host}"), "v=DMARC1; p=quarantine"));
        }
        None => {
            say("; DKIM: mails are not signed; give --dkim-key and --dkim-selector, and ask again.");
            say(
                "; DMARC: without DKIM a mail that is passed on would fail, so nothing is asked of others yet.",
            );
            say(&txt(&format!("_dmarc.{host}"), "v=DMARC1; p=none"));
        }
    }
    text
}

/// A record of text, cut into strings where it is long.
fn txt(name: &str, value: &str) -> String {
    let strings: Vec<String> = value
        .as_bytes()
        .chunks(STRING_BYTES)
        .map(|piece| format!("\"{}\"", String::from_utf8_lossy(piece)))
        .collect();
    format!("{name}. IN TXT {}", strings.join(" "))
}
