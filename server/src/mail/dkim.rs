//! DKIM (RFC 6376): the signature by which others know that a mail is ours. It is made when a mail leaves, so that a
//! mail that waits gets that of the newest key.

use data_encoding::BASE64;
use mail_auth::common::crypto::{Algorithm, DkimKey, Ed25519Key, RsaKey, Sha256, SigningKey};
use mail_auth::common::headers::{HeaderWriter, Writable};
use mail_auth::dkim::{Canonicalization, DkimSigner};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is signed, of what a mail has. A mail server on the way changes none of them.
const SIGNED: [&str; 12] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Auto-Submitted",
    "In-Reply-To",
    "References",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// Where the key is, and under which name its public half is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealOptions {
    pub key: PathBuf,
    pub selector: String,
}

/// Signs mails of one domain.
pub struct Seal {
    key: SharedKey,
    selector: String,
    domain: String,
}

impl Seal {
    /// The key in this file: PKCS #8, or PKCS #1 for RSA, as PEM or as base64 alone.
    ///
    /// # Errors
    /// When the file holds no such key, or the selector is no name; it says what to do.
    pub fn open(options: &SealOptions, domain: &str) -> Result<Self, String> {
        let SealOptions { key, selector } = options;
        if !selector.split('.').all(is_label) {
            return Err(format!(
                "--dkim-selector {selector:?}: it becomes a name in the DNS: take letters, digits and -, such as `kontor1`"
            ));
        }
        let key = read(key).map_err(|why| format!("--dkim-key {}: {why}", key.display()))?;
        Ok(Self { key: SharedKey(Arc::new(key)), selector: selector.clone(), domain: domain.to_owned() })
    }

    /// The mail with its signature before it.
    ///
    /// # Errors
    /// When it has none of the headers that are signed.
    pub fn sign(&self, mail: &[u8]) -> Result<Vec<u8>, String> {
        let present = SIGNED.into_iter().filter(|name| has(mail, name));
        // Relaxed for both: servers on the way fold headers anew and trim lines.
        let signer = DkimSigner::from_key(self.key.clone())
            .domain(&self.domain)
            .selector(&self.selector)
            .headers(present)
            .header_canonicalization(Canonicalization::Relaxed)
            .body_canonicalization(Canonicalization::Relaxed);
        let mut signed = signer.sign(mail).map_err(|error| error.to_string())?.to_header().into_bytes();
        signed.extend_from_slice(mail);
        Ok(signed)
    }

    /// The name under which the public key is to be published.
    pub fn name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What is to be published there.
    pub fn record(&self) -> String {
        let (kind, key) = match &*self.key.0 {
            DkimKey::Rsa(key) => ("rsa", key.public_key()),
            DkimKey::Ed25519(key) => ("ed25519", key.public_key()),
        };
        let key = if kind == "rsa" { spki(&key) } else { key };
        format!("v=DKIM1; k={kind}; p={}", BASE64.encode(&key))
    }
}

/// The library's keys cannot be copied, and each of its signers wants one for itself.
#[derive(Clone)]
struct SharedKey(Arc<DkimKey>);

impl SigningKey for SharedKey {
    type Hasher = Sha256;

    fn sign(&self, input: impl Writable) -> mail_auth::Result<Vec<u8>> {
        self.0.sign(input)
    }

    fn algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }
}

fn is_label(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=63).contains(&text.len())
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

const FIX: &str = "make a key with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out FILE`";

fn read(file: &Path) -> Result<DkimKey, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{error}; {FIX}"))?;
    if text.contains("ENCRYPTED") {
        return Err(
            "the key is encrypted; write it without a password: `openssl pkey -in FILE -out NEW`".into()
        );
    }
    let der = der(&text).ok_or_else(|| format!("it holds no key in PEM or base64; {FIX}"))?;
    if let PrivateKeyDer::Pkcs8(pkcs8) = &der
        && let Ok(key) = Ed25519Key::from_pkcs8_maybe_unchecked_der(pkcs8.secret_pkcs8_der())
    {
        return Ok(DkimKey::Ed25519(key));
    }
    RsaKey::from_key_der(der)
        .map(DkimKey::Rsa)
        .map_err(|_| format!("it holds neither an RSA key of 2048 bits or more nor an Ed25519 key; {FIX}"))
}

fn der(text: &str) -> Option<PrivateKeyDer<'static>> {
    if text.contains("-----BEGIN") {
        return PrivateKeyDer::from_pem_slice(text.as_bytes()).ok();
    }
    let base64: String = text.split_whitespace().collect();
    let der = BASE64.decode(base64.as_bytes()).ok().filter(|der| !der.is_empty())?;
    Some(PrivateKeyDer::Pkcs8(der.into()))
}

/// Whether the header has this field.
fn has(mail: &[u8], name: &str) -> bool {
    let named = |line: &[u8]| {
        line.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
            && line.get(name.len()) == Some(&b':')
    };
    mail.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty()).any(named)
}

/// A public RSA key as others expect it: with its kind around it (RFC 5280).
fn spki(pkcs1: &[u8]) -> Vec<u8> {
    /// `rsaEncryption`, without parameters.
    const RSA: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = tagged(0x03, &[&[0], pkcs1].concat());
    tagged(0x30, &[RSA.as_slice(), &bits].concat())
}

/// One value in DER.
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let head = match value.len() {
        0..128 => vec![tag, value.len() as u8],
        _ => [&[tag, 0x80 | length.len() as u8], length.as_slice()].concat(),
    };
    [head, value.to_vec()].concat()
}
