//! Where people reach this installation.

/// The public URL, without a slash at its end, and the host of mail addresses where it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    origin: String,
    mail_host: Option<String>,
}

impl Address {
    /// From a URL such as `https://desk.example`.
    pub fn new(url: &str) -> Self {
        Self { origin: url.trim_end_matches('/').to_owned(), mail_host: None }
    }

    /// The same, with mail addresses of another host.
    #[must_use]
    pub fn with_mail_host(self, host: Option<&str>) -> Self {
        Self { mail_host: host.map(str::to_lowercase), ..self }
    }

    /// Scheme, host and port, as browsers send it.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers come by TLS, so that cookies can insist on it.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    fn host(&self) -> &str {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        host.split([':', '/']).next().unwrap_or_default()
    }

    /// The host of relay addresses. A host without a dot is none in a mail.
    pub fn mail_host(&self) -> String {
        if let Some(host) = &self.mail_host {
            return host.clone();
        }
        let host = self.host();
        if host.contains('.') { host.to_owned() } else { format!("{host}.localdomain") }
    }

    /// The page of a negotiation.
    pub fn negotiation(&self, id: &str) -> String {
        format!("{}/negotiations/{}", self.origin, shared::api::percent_encoded(id))
    }

    /// The list of negotiations.
    pub fn requests(&self) -> String {
        format!("{}/requests", self.origin)
    }

    /// The page on which somebody chooses how mails come. Whoever follows it signs in: it does not say whose it is.
    pub fn mail_settings(&self) -> String {
        format!("{}/mail-settings", self.origin)
    }

    /// What turns mails off: a page with a button, and a POST of a mail program.
    pub fn unsubscribe(&self, code: &str) -> String {
        format!("{}{}", self.origin, shared::api::mail_settings::one_click_url(code))
    }

    /// The page that opens a sealed link. The token stands behind `#`: no log on the way sees it.
    pub fn link(&self, token: &str) -> String {
        format!("{}/link#{token}", self.origin)
    }
}
