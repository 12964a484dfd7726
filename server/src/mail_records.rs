//! `kontor mail dns`: the records that the operator publishes, for these options.

use server::desk::Address;
use server::mail::{Seal, published};
use server::serve::{Failed, Settings};
use std::io::{self, Write};

/// Prints them.
///
/// # Errors
/// When the key cannot be read, or the answer not be written.
pub fn print(settings: Settings) -> Result<(), Failed> {
    let url = settings.public_url.unwrap_or(format!("http://{}", settings.listen));
    let host = Address::new(&url).with_mail_host(settings.mail_host.as_deref()).mail_host();
    let seal = settings.dkim.map(|options| Seal::open(&options, &host)).transpose()?;
    let smtp = settings.smtp.as_deref().and_then(named_host);
    Ok(write!(io::stdout().lock(), "{}", published(&host, smtp, seal.as_ref()))?)
}

/// The host in the address of a mail server, where it has a name: a bare number is this machine or its neighbour.
fn named_host(url: &str) -> Option<&str> {
    let (_, place) = url.split_once("://")?;
    let place = place.split(['/', '?']).next()?;
    let host = place.rsplit('@').next()?.split(':').next()?;
    let is_name = host.contains('.') && host.parse::<std::net::IpAddr>().is_err();
    is_name.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::named_host;

    #[test]
    fn the_password_of_a_mail_server_is_no_part_of_its_name() {
        for (url, host) in [
            ("smtps://user:pass@mail.example:465", Some("mail.example")),
            ("smtp://mail.example:587?tls=required", Some("mail.example")),
            ("smtp://127.0.0.1:25", None),
            ("smtp://localhost", None),
            ("smtp://[::1]:25", None),
        ] {
            assert_eq!(named_host(url), host, "{url}");
        }
    }
}
