//! The adapter that hands mails to a mail server by SMTP. One connection for each way out is kept open. Whether a mail
//! that was given and not confirmed has arrived, SMTP itself cannot tell: it is given again, under the same Message-ID.

mod account;
mod turn;

use super::{DeliveryProblem, Mail, Parcel, Seal};
use account::{ANSWER_MAX, Account};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::MailParameter;
use lettre::{Address, transport::smtp::extension::Extension};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use turn::Turn;

/// How long a server may take to confirm a mail: some look through it first (RFC 5321, 4.5.3.2.6).
const CONFIRMATION_MAX: Duration = Duration::from_secs(600);
/// Connections at the same time: one recipient's mails never leave by two.
const WAYS: usize = 4;

/// A mail server that takes our mails.
pub struct Smtp {
    account: Account,
    /// Connections that nobody uses just now.
    open: Mutex<Vec<SmtpConnection>>,
    turn: Turn,
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
        Ok(Self { account, open: Mutex::default(), turn: Turn::default(), seal: None })
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
        let _turn = self.turn.take();
        let mut connection = self.greeted(from, &to)?;
        let given = given(&mut connection, to, text);
        // Whoever said no is ready for the next one; who does not answer is not.
        let goes_on = given.is_ok() || connection.command(Rset).is_ok();
        if goes_on {
            self.open.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        given
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
                Err(error) => return Err(at_mail(&error)),
            }
        }
    }
}

fn given(connection: &mut SmtpConnection, to: Address, text: Text) -> Result<(), DeliveryProblem> {
    connection.command(Rcpt::new(to, Vec::new())).map_err(|error| at_recipient(&error))?;
    connection.command(Data).map_err(|error| of_the_mail(&error))?;
    let broken = |error: std::io::Error| DeliveryProblem::Temporary(error.to_string());
    connection.set_timeout(Some(CONFIRMATION_MAX)).map_err(broken)?;
    connection.command(text).map_err(|error| of_the_mail(&error))?;
    // It is confirmed: what happens to the connection is the next mail's affair.
    drop(connection.set_timeout(Some(ANSWER_MAX)));
    Ok(())
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

/// Everything that has to do with signing in and with protection: it says nothing of the mail.
fn is_about_us(code: u16) -> bool {
    (530..=539).contains(&code) || code == 454
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// What is said about us at the beginning: of no mail more than of others, but it may be of this one.
fn at_mail(error: &Error) -> DeliveryProblem {
    match code(error) {
        None | Some(421) => DeliveryProblem::Closed(told(error)),
        Some(code) if is_about_us(code) => DeliveryProblem::Closed(told(error)),
        Some(_) => DeliveryProblem::Temporary(told(error)),
    }
}

/// Only here a server speaks about the address alone (RFC 5321, 4.2.3).
fn at_recipient(error: &Error) -> DeliveryProblem {
    let about_it = matches!(code(error), Some(550 | 551 | 553))
        && status_in(&told(error)).is_none_or(is_about_the_address);
    if about_it { DeliveryProblem::Unreachable(told(error)) } else { of_the_mail(error) }
}

/// A mail that got so far has had its try, also when nobody knows how it ended.
fn of_the_mail(error: &Error) -> DeliveryProblem {
    match code(error) {
        Some(code) if is_about_us(code) => DeliveryProblem::Closed(told(error)),
        Some(code) if code >= 500 => DeliveryProblem::Permanent(told(error)),
        _ => DeliveryProblem::Temporary(told(error)),
    }
}

/// Whether a refusal says that there is no such address, and not that the mail, its size or its sender is not wanted
/// (RFC 3463).
pub fn is_about_the_address(status: &str) -> bool {
    ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"].contains(&status)
}

/// Whether it says that a mailbox or its server takes nothing just now, and not that this mail is not wanted: full, not
/// in use, not to be reached (RFC 3463).
pub fn is_for_now(status: &str) -> bool {
    status == "5.2.2"
        || ["4.0.", "4.1.", "4.2.", "4.3.", "4.4."].iter().any(|begin| status.starts_with(begin))
}

/// The enhanced status in the answer of a mail server, if it says one.
pub fn status_in(answer: &str) -> Option<&str> {
    let is_status = |word: &&str| {
        let parts: Vec<_> = word.split('.').collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts[1..].iter().all(digits)
    };
    answer.split(|c: char| c.is_whitespace() || ":;()#-".contains(c)).find(is_status)
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
    fn r5_only_an_address_that_does_not_exist_is_gone() {
        for (answer, gone) in [
            ("550 5.1.1 <a@b.example>: User unknown", true),
            ("permanent error (550): 5.1.10 RecipientNotFound", true),
            ("550 5.1.8 Sender address rejected", false),
            ("552 5.2.2 Mailbox full", false),
            ("554 5.7.1 Message rejected as spam", false),
            ("550-5.7.26 not authenticated", false),
        ] {
            assert_eq!(status_in(answer).is_some_and(is_about_the_address), gone, "{answer}");
        }
        assert_eq!(status_in("550 no such user here"), None);
    }

    #[test]
    fn a_mail_ends_once_whatever_is_in_it() {
        let text = |mail: &str| Text::of(mail.as_bytes()).map(|text| text.to_string());
        assert_eq!(text("A: b\r\n\r\nc\r\n").as_deref(), Some("A: b\r\n\r\nc\r\n.\r\n"));
        assert_eq!(text("A: b\r\n\r\n.\r\n..c").as_deref(), Some("A: b\r\n\r\n..\r\n...c\r\n.\r\n"));
        assert_eq!(text(".\r\n").as_deref(), Some("..\r\n.\r\n"));
        assert!(Text::of(b"\xff").is_none());
    }
}
