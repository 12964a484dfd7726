//! The adapter that hands mails to a mail server by SMTP. One connection for each way out is kept open. Whether a mail
//! that was given and not confirmed has arrived, SMTP itself cannot tell: it is given again, under the same Message-ID.

use super::{DeliveryProblem, Mail, Parcel, Seal};
use lettre::address::Envelope;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{SmtpTransport, Transport};
use std::borrow::Cow;
use std::time::Duration;

/// Connections at the same time: one recipient's mails never leave by two.
const WAYS: u32 = 4;
/// How long the server may take for one answer; all answers of a mail come well within a claim.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// A mail server that takes our mails.
pub struct Smtp {
    transport: SmtpTransport,
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
        let builder = SmtpTransport::from_url(url).map_err(|_| {
            "the address of the mail server is not of the form smtps://USER:PASSWORD@HOST:PORT or \
             smtp://HOST:PORT?tls=required"
                .to_owned()
        })?;
        let transport = builder
            .hello_name(ClientId::Domain(host.to_owned()))
            .timeout(Some(ANSWER_MAX))
            .pool_config(PoolConfig::new().max_size(WAYS))
            .build();
        Ok(Self { transport, seal: None })
    }

    /// The same, with a signature on every mail.
    #[must_use]
    pub fn with_seal(self, seal: Option<Seal>) -> Self {
        Self { seal, ..self }
    }

    fn hand_over(&self, mail: &Parcel) -> Result<(), DeliveryProblem> {
        let address = |email: &shared::ids::Email| {
            let problem = |_| DeliveryProblem::Permanent("the address cannot be used in SMTP".to_owned());
            email.as_str().parse().map_err(problem)
        };
        let envelope = Envelope::new(Some(address(&mail.from)?), vec![address(&mail.to)?]);
        let envelope = envelope.map_err(|error| DeliveryProblem::Permanent(error.to_string()))?;
        let bytes = match &self.seal {
            Some(seal) => Cow::Owned(seal.sign(&mail.bytes).map_err(DeliveryProblem::Permanent)?),
            None => Cow::Borrowed(&mail.bytes),
        };
        self.transport.send_raw(&envelope, &bytes).map(drop).map_err(|error| problem(&error))
    }
}

impl Mail for Smtp {
    /// Each is noted as sent as soon as it is confirmed, so that a crash repeats one at most.
    fn at_once(&self) -> usize {
        1
    }

    fn ways(&self) -> usize {
        WAYS as usize
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
