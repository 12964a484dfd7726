//! The adapter that hands mails to a mail server by SMTP. One connection for each way out is kept open. Whether a mail
//! that was given and not confirmed has arrived, SMTP itself cannot tell: it is given again, under the same Message-ID.

mod account;

use super::{DeliveryProblem, Mail, Parcel, Seal};
use account::Account;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::MailParameter;
use lettre::{Address, transport::smtp::extension::Extension};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Connections at the same time: one recipient's mails never leave by two.
const WAYS: usize = 4;

/// A mail server that takes our mails.
pub struct Smtp {
    account: Account,
    /// Connections that nobody uses just now.
    open: Mutex<Vec<SmtpConnection>>,
    seal: Option<Seal>,
}

impl Smtp {
    /// The server of an address such as `smtps://user:password@mail.example:465` (TLS from the start),
    /// `smtp://mail.example:587?tls=required` (STARTTLS), or `smtp://127.0.0.1:25` (none: for a server on this
    /// machine). `host` is how we say who we are.
    ///
    /// # Errors
    /// When the address is none; it is not said again, because it may hold a password.
    pub fn new(url: &str, host: &str) -> Result<Self, String> {
        let account = Account::of(url, host)?;
        Ok(Self { account, open: Mutex::default(), seal: None })
    }

    /// The same, with a signature on every mail.
    #[must_use]
    pub fn with_seal(self, seal: Option<Seal>) -> Self {
        Self { seal, ..self }
    }

    fn hand_over(&self, mail: &Parcel) -> Result<(), DeliveryProblem> {
        let address = |email: &shared::ids::Email| {
            let problem = |_| DeliveryProblem::Permanent("the address cannot be used in SMTP".to_owned());
            email.as_str().parse::<Address>().map_err(problem)
        };
        let (from, to) = (address(&mail.from)?, address(&mail.to)?);
        let bytes = match &self.seal {
            Some(seal) => Cow::Owned(seal.sign(&mail.bytes).map_err(DeliveryProblem::Permanent)?),
            None => Cow::Borrowed(mail.bytes.as_slice()),
        };
        let text = Text::of(&bytes).ok_or_else(|| DeliveryProblem::Permanent("it is no text".to_owned()))?;
        let mut connection = self.greeted(from, &to)?;
        let given = given(&mut connection, to, text);
        // Whoever said no is ready for the next one; who does not answer is not.
        let goes_on = match &given {
            Ok(()) => true,
            Err(error) => error.status().is_some() && connection.command(Rset).is_ok(),
        };
        if goes_on {
            self.open.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        given.map_err(|error| problem(&error))
    }

    /// A connection on which this mail has begun. One that was kept may have been closed by the other side: then the
    /// next is tried, and at last a new one.
    fn greeted(&self, from: Address, to: &Address) -> Result<SmtpConnection, DeliveryProblem> {
        loop {
            let kept = self.open.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let is_kept = kept.is_some();
            let mut connection = match kept {
                Some(connection) => connection,
                None => self.account.connect().map_err(|error| DeliveryProblem::Closed(told(&error)))?,
            };
            let unusual = !from.to_string().is_ascii() || !to.to_string().is_ascii();
            let unusual = unusual && connection.server_info().supports_feature(Extension::SmtpUtfEight);
            let parameters = if unusual { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
            match connection.command(MailFrom::new(Some(from.clone()), parameters)) {
                Ok(_) => return Ok(connection),
                Err(error) if is_kept && error.status().is_none_or(|code| u16::from(code) == 421) => {}
                Err(error) => return Err(problem(&error)),
            }
        }
    }
}

fn given(connection: &mut SmtpConnection, to: Address, text: Text) -> Result<(), Error> {
    connection.command(Rcpt::new(to, Vec::new()))?;
    connection.command(Data)?;
    connection.command(text).map(drop)
}

/// A mail with its end, written in one go: were the end written by itself, it would wait until the other side has
/// confirmed the rest, and a mail would arrive of which we have not heard.
struct Text(String);

impl Text {
    /// Lines that begin with a dot get another one (RFC 5321, 4.5.2). None when the bytes are no text.
    fn of(mail: &[u8]) -> Option<Self> {
        let mail = str::from_utf8(mail).ok()?;
        let first = if mail.starts_with('.') { "." } else { "" };
        let end = if mail.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" };
        Some(Self(format!("{first}{}{end}", mail.replace("\r\n.", "\r\n.."))))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Mail for Smtp {
    /// Each is noted as sent as soon as it is confirmed, so that a crash repeats one at most.
    fn at_once(&self) -> usize {
        1
    }

    fn ways(&self) -> usize {
        WAYS
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        mails.iter().map(|mail| self.hand_over(mail)).collect()
    }
}

/// Answers about us, and not about the mail: unknown commands, and everything that has to do with signing in.
fn is_about_us(code: u16) -> bool {
    code == 421 || (500..=504).contains(&code) || (530..=539).contains(&code) || code == 454
}

fn problem(error: &Error) -> DeliveryProblem {
    let Some(code) = error.status().map(u16::from) else {
        return DeliveryProblem::Closed(told(error));
    };
    match code {
        code if is_about_us(code) => DeliveryProblem::Closed(told(error)),
        code if code >= 500 => DeliveryProblem::Permanent(told(error)),
        _ => DeliveryProblem::Temporary(told(error)),
    }
}

/// The error with its causes on one line.
fn told(error: &Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let all = std::iter::once(error.to_string()).chain(causes.map(ToString::to_string));
    all.collect::<Vec<_>>().join(": ").replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_ends_once_whatever_is_in_it() {
        let text = |mail: &str| Text::of(mail.as_bytes()).map(|text| text.to_string());
        assert_eq!(text("A: b\r\n\r\nc\r\n").as_deref(), Some("A: b\r\n\r\nc\r\n.\r\n"));
        assert_eq!(text("A: b\r\n\r\n.\r\n..c").as_deref(), Some("A: b\r\n\r\n..\r\n...c\r\n.\r\n"));
        assert_eq!(text(".\r\n").as_deref(), Some("..\r\n.\r\n"));
        assert!(Text::of(b"\xff").is_none());
    }
}
