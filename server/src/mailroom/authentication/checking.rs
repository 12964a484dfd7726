//! Checks a mail that came to us directly, with what the DNS says about its sender. Whatever cannot be found out in time
//! is not known, and never against the mail.

use super::{Authentication, Outcome};
use crate::mailroom::arrivals::{Client, Incoming};
use mail_auth::dkim::DkimError;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::hickory_resolver::config::ResolveHosts;
use mail_auth::hickory_resolver::net::NetError;
use mail_auth::hickory_resolver::system_conf::read_system_conf;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    AuthenticatedMessage, DkimOutput, DkimResult, DmarcResult, DnsError, Error, MessageAuthenticator,
    SpfOutput, SpfResult,
};
use shared::ids::Email;
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long all answers about one mail may take.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// How long one name server may take for one answer.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// The name servers that this machine asks.
///
/// # Errors
/// When its settings cannot be read.
pub fn system_resolver() -> Result<MessageAuthenticator, NetError> {
    let (config, mut options) = read_system_conf()?;
    options.timeout = ANSWER_MAX;
    options.attempts = 1;
    // What this machine calls others says nothing about who may send for them.
    options.use_hosts_file = ResolveHosts::Never;
    MessageAuthenticator::new(config, options)
}

/// A mail with all that others say of it.
pub struct Case<'a> {
    pub mail: &'a Incoming,
    pub client: &'a Client,
    /// Our name.
    pub host: &'a str,
    /// Whom the desk takes for its author.
    pub claimed: Option<&'a str>,
}

/// Asks about a mail.
pub async fn check(resolver: &MessageAuthenticator, case: &Case<'_>, patience: Duration) -> Authentication {
    let until = Instant::now() + patience;
    let Some(message) = AuthenticatedMessage::parse(&case.mail.raw) else {
        return Authentication::default();
    };
    let sender = case.mail.sender.as_ref().map_or("", Email::as_str);
    let helo = case.client.helo.as_str();
    let domain = sender.rsplit_once('@').map_or(helo, |(_, domain)| domain);
    // Who sends no address speaks for the host (RFC 7208, 2.4).
    let question = match sender {
        "" => SpfParameters::verify_ehlo(case.client.ip, helo, case.host),
        _ => SpfParameters::verify_mail_from(case.client.ip, helo, case.host, sender),
    };
    let spf = timeout_at(until, resolver.verify_spf(question));
    let dkim = timeout_at(until, resolver.verify_dkim(&message));
    let (spf, dkim) = tokio::join!(spf, dkim);
    let spf = spf.unwrap_or_else(|_| SpfOutput::new(domain.to_owned()).with_result(SpfResult::TempError));
    let dkim = dkim.unwrap_or_else(|_| unanswered(&message));
    let dmarc = match authors(&message, case.claimed).len() {
        0 => Outcome::None,
        1 => {
            let question = DmarcParameters::new(&message, &dkim, domain, &spf);
            let answer = timeout_at(until, resolver.verify_dmarc(question)).await;
            answer.map_or(Outcome::TempError, |answer| dmarc(&answer.result()))
        }
        // No domain vouches for all of them, and one may be there only to keep the others unchecked.
        _ => Outcome::Fail,
    };
    Authentication { spf: Some(of_spf(spf.result())), dkim: Some(of_dkim(&dkim)), dmarc: Some(dmarc) }
}

/// The domains of those who say that they wrote it, as the library reads them and as the desk does.
fn authors(message: &AuthenticatedMessage<'_>, claimed: Option<&str>) -> BTreeSet<String> {
    let all = message.from.iter().map(String::as_str).chain(claimed);
    all.filter_map(|author| author.rsplit_once('@')).map(|(_, domain)| domain.to_lowercase()).collect()
}

/// That of each signature when nobody has answered: an aligned one may be good.
fn unanswered<'x>(message: &'x AuthenticatedMessage<'x>) -> Vec<DkimOutput<'x>> {
    let silence = || Error::Dns(DnsError::Resolver(String::new()));
    let output = |signature| DkimOutput::temp_err(silence()).with_signature(signature);
    message.dkim_headers.iter().map(|field| output(&field.header)).collect()
}

fn of_spf(result: SpfResult) -> Outcome {
    match result {
        SpfResult::Pass => Outcome::Pass,
        SpfResult::Fail => Outcome::Fail,
        SpfResult::SoftFail => Outcome::SoftFail,
        SpfResult::Neutral => Outcome::Neutral,
        SpfResult::None => Outcome::None,
        SpfResult::TempError => Outcome::TempError,
        SpfResult::PermError => Outcome::PermError,
    }
}

/// Of all signatures: one that is good is enough, and the first says why none is.
fn of_dkim(signatures: &[DkimOutput<'_>]) -> Outcome {
    let outcome = |signature: &DkimOutput<'_>| match signature.result() {
        DkimResult::Pass => Outcome::Pass,
        // The library calls it neutral; RFC 8601 and everybody who reads the word do not.
        DkimResult::Neutral(Error::Dkim(DkimError::FailedBodyHashMatch)) | DkimResult::Fail(_) => {
            Outcome::Fail
        }
        DkimResult::Neutral(_) => Outcome::Neutral,
        DkimResult::PermError(_) => Outcome::PermError,
        DkimResult::TempError(_) => Outcome::TempError,
        DkimResult::None => Outcome::None,
    };
    let mut outcomes = signatures.iter().map(outcome);
    match outcomes.clone().any(|outcome| outcome == Outcome::Pass) {
        true => Outcome::Pass,
        false => outcomes.next().unwrap_or(Outcome::None),
    }
}

fn dmarc(result: &DmarcResult) -> Outcome {
    match result {
        DmarcResult::Pass => Outcome::Pass,
        DmarcResult::Fail(_) => Outcome::Fail,
        DmarcResult::TempError(_) => Outcome::TempError,
        DmarcResult::PermError(_) => Outcome::PermError,
        DmarcResult::None => Outcome::None,
    }
}
