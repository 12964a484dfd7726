//! Files that hold what mails look like, so that a change can be read before anybody gets it.
//! `KONTOR_RENEW_MAILS=1 cargo test -p server --test server mail::` writes them anew.

use std::path::Path;

const RENEW: &str = "KONTOR_RENEW_MAILS";

/// Compares with what is kept in a file beside this one, or keeps it.
pub fn kept(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/mail").join(name);
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, now).expect("the file can be written");
        return;
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = before.lines().zip(now.lines()).find(|(before, now)| before != now);
    assert!(before == now, "{name} has changed, first here: {differs:?}; {RENEW}=1 keeps it as it is now");
}
