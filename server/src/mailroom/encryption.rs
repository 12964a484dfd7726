//! The certificate under which mails come in encrypted (RFC 3207). Its files are read anew when they have changed, so
//! that a renewed one needs no restart. Where none is given, there is nothing of all this.

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::server::NoServerSessionStorage;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_rustls::TlsAcceptor;

/// Where certificate and key are, both as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate, and below it those of whoever issued it.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// What makes a conversation secret.
pub struct Encryption {
    files: CertificateFiles,
    known: Mutex<Known>,
}

/// What was read, and how the files looked then.
struct Known {
    marks: [Mark; 2],
    acceptor: TlsAcceptor,
}

/// Another file, or other content, has another one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    file: u64,
    bytes: u64,
    changed: (i64, i64),
}

impl Encryption {
    /// Reads certificate and key.
    ///
    /// # Errors
    /// What is wrong with which of them.
    pub fn open(files: CertificateFiles) -> Result<Self, String> {
        let told = |error: io::Error| format!("{}: {error}", files.certificate.display());
        let marks = marks(&files).map_err(told)?;
        let acceptor = read(&files)?;
        Ok(Self { files, known: Mutex::new(Known { marks, acceptor }) })
    }

    /// With the newest certificate. It may look at the disk.
    pub fn acceptor(&self) -> TlsAcceptor {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // While a file is being replaced it may be away.
        if let Ok(marks) = marks(&self.files)
            && marks != known.marks
        {
            known.marks = marks;
            match read(&self.files) {
                Ok(acceptor) => known.acceptor = acceptor,
                // One of them is still the old one: the next change brings the other.
                Err(why) => eprintln!("mail: the last certificate stays: {why}"),
            }
        }
        known.acceptor.clone()
    }
}

fn marks(files: &CertificateFiles) -> io::Result<[Mark; 2]> {
    Ok([mark(&files.certificate)?, mark(&files.key)?])
}

fn mark(path: &Path) -> io::Result<Mark> {
    let found = fs::metadata(path)?;
    Ok(Mark { file: found.ino(), bytes: found.size(), changed: (found.mtime(), found.mtime_nsec()) })
}

fn read(files: &CertificateFiles) -> Result<TlsAcceptor, String> {
    let CertificateFiles { certificate, key } = files;
    let of_certificate = |error: String| format!("{}: {error}", certificate.display());
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|error| of_certificate(error.to_string()))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| format!("{}: {error}", key.display()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret));
    let mut config = config.map_err(|error| of_certificate(error.to_string()))?;
    // Mail servers come seldom, and each brings its mails in one conversation: nothing need be remembered of it.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
