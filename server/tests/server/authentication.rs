//! Where mails come from: ours carry a signature that others can check.

mod keys;

use server::mail::{Seal, SealOptions};
use std::path::PathBuf;

/// A key that is in no way secret.
fn key_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/server/support/nobodys-key.pem")
}

fn seal(domain: &str) -> Seal {
    let options = SealOptions { key: key_file(), selector: "kontor1".into() };
    Seal::open(&options, domain).expect("it can be read")
}
