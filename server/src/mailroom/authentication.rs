//! Where a mail comes from, as far as that can be known: SPF, DKIM and DMARC. A mail that comes to us directly is checked
//! here, with questions to the DNS; one that a mail server before us hands over was checked by that one. What follows is
//! decided by who sorts the mail.

mod checking;
mod header;
mod outcome;

pub use checking::{PATIENCE, system_resolver};
pub use outcome::{Authentication, Outcome};

use super::arrivals::Incoming;
use mail_auth::MessageAuthenticator;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;

/// How mails are checked here.
#[derive(Clone)]
pub struct Checks {
    /// The mail server before us, by the name under which it notes what it has found out, where that is not our own.
    trusted: Option<String>,
    resolver: Arc<OnceLock<Option<MessageAuthenticator>>>,
    patience: Duration,
    /// Where questions to the DNS are asked: connections to name servers belong to one runtime, and mails are sorted in
    /// several.
    runtime: Handle,
}

impl Checks {
    /// With the name servers of this machine, asked when the first mail comes directly.
    ///
    /// # Panics
    /// Outside of a runtime.
    pub fn new() -> Self {
        Self { trusted: None, resolver: Arc::default(), patience: PATIENCE, runtime: Handle::current() }
    }

    /// The same, where the mail server before us calls itself so.
    #[must_use]
    pub fn trusting(self, server: Option<String>) -> Self {
        Self { trusted: server, ..self }
    }

    /// The same with other name servers, which have so long for all answers about one mail.
    #[must_use]
    pub fn asking(self, resolver: MessageAuthenticator, patience: Duration) -> Self {
        Self { resolver: Arc::new(OnceLock::from(Some(resolver))), patience, ..self }
    }

    /// What is known of where a mail comes from, which says that its author is `claimed`; the mail itself comes back.
    /// None when nobody has checked it. It takes the patience of these checks at most, and never fails.
    pub async fn of(
        &self,
        mail: Incoming,
        host: &str,
        claimed: Option<&str>,
    ) -> (Incoming, Option<Authentication>) {
        let direct = mail.client.clone().filter(|client| !is_neighbour(client.ip));
        let Some(client) = direct else {
            let ours: Vec<_> = std::iter::once(host).chain(self.trusted.as_deref()).collect();
            let read = header::read(&mail.raw, &ours);
            return (mail, read);
        };
        let Some(resolver) = self.resolver.get_or_init(resolver_of_this_machine).clone() else {
            return (mail, Some(Authentication::UNKNOWN));
        };
        let (mail, patience) = (Arc::new(mail), self.patience);
        let (theirs, host, claimed) = (mail.clone(), host.to_owned(), claimed.map(str::to_owned));
        let work = self.runtime.spawn(async move {
            let case =
                checking::Case { mail: &theirs, client: &client, host: &host, claimed: claimed.as_deref() };
            checking::check(&resolver, &case, patience).await
        });
        let found = work.await.unwrap_or(Authentication::UNKNOWN);
        (Arc::unwrap_or_clone(mail), Some(found))
    }
}

impl Default for Checks {
    fn default() -> Self {
        Self::new()
    }
}

fn resolver_of_this_machine() -> Option<MessageAuthenticator> {
    let resolver = system_resolver();
    resolver.inspect_err(|error| eprintln!("mail: senders cannot be checked: {error}")).ok()
}

/// This machine, or one of the same house: a mail server before us.
pub fn is_neighbour(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip == Ipv6Addr::LOCALHOST || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_is_of_this_house() {
        for (ip, neighbour) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("10.1.2.3", true),
            ("172.17.0.1", true),
            ("192.168.1.1", true),
            ("::ffff:192.168.1.1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("203.0.113.7", false),
            ("::ffff:203.0.113.7", false),
            ("172.32.0.1", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(is_neighbour(ip.parse().expect("an address")), neighbour, "{ip}");
        }
    }
}
