//! Where people reach this installation.

/// The public URL, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// From a URL such as `https://desk.example`.
    pub fn new(url: &str) -> Self {
        Self(url.trim_end_matches('/').to_owned())
    }

    /// Scheme, host and port, as browsers send it.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether browsers come by TLS, so that cookies can insist on it.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }

    fn host(&self) -> &str {
        let host = self.0.split_once("://").map_or(self.0.as_str(), |(_, host)| host);
        host.split([':', '/']).next().unwrap_or_default()
    }

    /// The host of relay addresses. A host without a dot is none in a mail.
    pub fn mail_host(&self) -> String {
        let host = self.host();
        if host.contains('.') { host.to_owned() } else { format!("{host}.localdomain") }
    }

    /// The page of a negotiation.
    pub fn negotiation(&self, id: &str) -> String {
        format!("{}/negotiations/{}", self.0, shared::api::percent_encoded(id))
    }

    /// The page that opens a signed link. The token stands behind `#`: no log on the way sees it.
    pub fn link(&self, token: &str) -> String {
        format!("{}/link#{token}", self.0)
    }
}
