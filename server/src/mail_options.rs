//! Options about mails on the command line.

use clap::Args;
use server::mail::SealOptions;
use server::mailroom::CertificateFiles;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How mails go out and come in.
#[derive(Args)]
pub struct MailOptions {
    /// The mail server that takes outgoing mails: `smtps://USER:PASSWORD@HOST:465`,
    /// `smtp://HOST:587?tls=required`, or `smtp://127.0.0.1:25`. Without it mails are written into the data folder.
    #[arg(long, global = true, env = "KONTOR_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// The host of our mail addresses, where it is not that of the public URL.
    #[arg(long, global = true, env = "KONTOR_MAIL_HOST")]
    pub mail_host: Option<String>,
    /// Where mails come in, by SMTP or LMTP, such as `0.0.0.0:25`; by default nowhere.
    #[arg(long, global = true, env = "KONTOR_MAIL_LISTEN")]
    pub mail_listen: Option<SocketAddr>,
    /// The certificate for mails that come in, with those of its issuers, as PEM: then STARTTLS is offered. A renewed one
    /// is taken up by itself.
    #[arg(long, global = true, env = "KONTOR_MAIL_CERTIFICATE")]
    mail_certificate: Option<PathBuf>,
    /// The private key of the certificate, as PEM.
    #[arg(long, global = true, env = "KONTOR_MAIL_CERTIFICATE_KEY")]
    mail_certificate_key: Option<PathBuf>,
    /// A file with the key that signs outgoing mails (DKIM): RSA of 2048 bits, which everybody understands, or Ed25519;
    /// PKCS #8 as PEM or base64. `kontor mail dns` says what to publish. Only with `--smtp` mails are signed.
    #[arg(long, global = true, env = "KONTOR_DKIM_KEY")]
    dkim_key: Option<PathBuf>,
    /// The name under which the key is published, such as `kontor1`: a new key, a new name.
    #[arg(long, global = true, env = "KONTOR_DKIM_SELECTOR")]
    dkim_selector: Option<String>,
    /// The name under which a mail server before us notes in `Authentication-Results` what it knows of a sender, where
    /// it is not the host of our mail addresses.
    #[arg(long, global = true, env = "KONTOR_TRUSTED_MAIL_SERVER")]
    pub trusted_mail_server: Option<String>,
}

impl MailOptions {
    /// The certificate for mails that come in, if there is one.
    ///
    /// # Errors
    /// When only one half of it is given.
    pub fn certificate(&self) -> Result<Option<CertificateFiles>, String> {
        match (given(self.mail_certificate.as_ref()), given(self.mail_certificate_key.as_ref())) {
            (Some(certificate), Some(key)) => Ok(Some(CertificateFiles { certificate, key })),
            (None, None) => Ok(None),
            (Some(_), None) => {
                Err("--mail-certificate: it needs its private key: give --mail-certificate-key too".into())
            }
            (None, Some(_)) => {
                Err("--mail-certificate-key: it belongs to a certificate: give --mail-certificate too".into())
            }
        }
    }

    /// How mails are signed, if they are.
    ///
    /// # Errors
    /// When only one half of it is given.
    pub fn dkim(&self) -> Result<Option<SealOptions>, String> {
        let key = given(self.dkim_key.as_ref());
        let selector = self.dkim_selector.clone().filter(|selector| !selector.is_empty());
        match (key, selector) {
            (Some(key), Some(selector)) => Ok(Some(SealOptions { key, selector })),
            (None, None) => Ok(None),
            (Some(_), None) => {
                Err("--dkim-key: the key needs a name: give --dkim-selector too, such as `kontor1`".into())
            }
            (None, Some(_)) => Err("--dkim-selector: it names a key: give --dkim-key too".into()),
        }
    }
}

/// An empty variable is none.
fn given(path: Option<&PathBuf>) -> Option<PathBuf> {
    path.filter(|path| !path.as_os_str().is_empty()).cloned()
}
