//! Where a mail server is, how the way there is protected, and who we are to it.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use std::time::Duration;
use url::Url;

/// How long the server may take for one answer; all answers of a mail come well within a claim.
pub const ANSWER_MAX: Duration = Duration::from_secs(20);
const SHAPE: &str = "the address of the mail server is not of the form smtps://USER:PASSWORD@HOST:PORT or \
                     smtp://HOST:PORT?tls=required; either may also name the file of an authority that signed the \
                     server's certificate, with ca=FILE.pem";

/// How the way is protected.
enum Protection {
    /// For a server on this machine.
    None,
    /// From the first byte.
    Tls(TlsParameters),
    /// STARTTLS; without it nothing is sent.
    Required(TlsParameters),
    /// STARTTLS where it is offered.
    Offered(TlsParameters),
}

/// An account on a mail server.
pub struct Account {
    host: String,
    port: u16,
    protection: Protection,
    credentials: Option<Credentials>,
    us: ClientId,
}

impl Account {
    /// The account of an address.
    ///
    /// # Errors
    /// The shape that it should have; it is not said again, because it may hold a password.
    pub fn of(url: &str, us: &str) -> Result<Self, String> {
        let shape = || SHAPE.to_owned();
        let url = Url::parse(url).map_err(|_| shape())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(shape)?.to_owned();
        let (mut wanted, mut authority) = (None, None);
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "tls" => wanted = Some(value.into_owned()),
                "ca" => authority = Some(value.into_owned()),
                _ => return Err(shape()),
            }
        }
        let tls = || trusting(&host, authority.as_deref());
        let (protection, port) = match (url.scheme(), wanted.as_deref()) {
            ("smtps", None) => (Protection::Tls(tls()?), 465),
            ("smtp", Some("required")) => (Protection::Required(tls()?), 587),
            ("smtp", Some("opportunistic")) => (Protection::Offered(tls()?), 587),
            ("smtp", None) if authority.is_none() => (Protection::None, 25),
            _ => return Err(shape()),
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let credentials =
            url.password().map(|password| Credentials::new(decoded(url.username()), decoded(password)));
        let port = url.port().unwrap_or(port);
        Ok(Self { host, port, protection, credentials, us: ClientId::Domain(us.to_owned()) })
    }

    /// A connection on which mails can be sent.
    ///
    /// # Errors
    /// Why there is none.
    pub fn connect(&self) -> Result<SmtpConnection, Error> {
        let wrapped = match &self.protection {
            Protection::Tls(parameters) => Some(parameters),
            _ => None,
        };
        let place = (self.host.as_str(), self.port);
        let mut connection = SmtpConnection::connect(place, Some(ANSWER_MAX), &self.us, wrapped, None)?;
        match &self.protection {
            Protection::Required(parameters) => connection.starttls(parameters, &self.us)?,
            Protection::Offered(parameters) if connection.can_starttls() => {
                connection.starttls(parameters, &self.us)?;
            }
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)?;
        }
        Ok(connection)
    }
}

/// Whom to believe that the server is this host: those whom this machine believes, and who signs in this file.
fn trusting(host: &str, authority: Option<&str>) -> Result<TlsParameters, String> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(file) = authority {
        let pem = std::fs::read(file).map_err(|error| format!("the certificates in {file}: {error}"))?;
        let certificate =
            Certificate::from_pem(&pem).map_err(|error| format!("the certificates in {file}: {error}"))?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_everything_and_a_wrong_one_is_not_repeated() {
        let account = |url| Account::of(url, "desk.example");
        let known = account("smtps://me%40x.example:p%3Fw@mail.example").expect("an account");
        assert_eq!((known.host.as_str(), known.port), ("mail.example", 465));
        assert_eq!(known.credentials, Some(Credentials::new("me@x.example".into(), "p?w".into())));
        assert_eq!(account("smtp://mail.example?tls=required").expect("an account").port, 587);
        assert_eq!(account("smtp://127.0.0.1").expect("an account").port, 25);
        for wrong in [
            "mail.example",
            "http://mail.example",
            "smtp://mail.example?tls=maybe",
            "smtp://mail.example?tls=required&maybe=1",
            "smtp://mail.example?ca=maybe.pem",
            "smtp://",
        ] {
            let told = account(wrong).err().expect("no account");
            assert!(told.contains("smtps://") && !told.contains("maybe"), "{told}");
        }
        let told = account("smtps://me:pw@mail.example?ca=/no/such.pem").err().expect("no such file");
        assert!(told.contains("/no/such.pem") && !told.contains("pw"), "{told}");
    }
}
