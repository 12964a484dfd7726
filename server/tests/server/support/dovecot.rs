//! A Dovecot of our own that keeps people's mailboxes: its own folder, loopback ports, gone when dropped. It never touches
//! one that the machine may be running.

use super::postfix::{REQUIRED, free_port, run, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = "/usr/sbin/dovecot";
/// Everybody's.
pub const PASSWORD: &str = "secret";
/// Mailboxes belong to this user.
const NOBODY: &str = "65534";

/// A running IMAP server: every address has a mailbox.
pub struct Dovecot {
    folder: PathBuf,
    /// Where it takes mail, by LMTP.
    pub lmtp: u16,
    imap: u16,
    /// Where a mail server asks whether a password is right.
    pub door: u16,
}

impl Dovecot {
    /// Starts one; none, and it says so, where it is neither there nor required.
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAM).exists() && std::env::var(REQUIRED).is_err() {
            eprintln!("Dovecot is not installed: it is not tested. `cargo xtask test` installs it.");
            return None;
        }
        let (lmtp, imap, door) = (free_port(), free_port(), free_port());
        let folder = std::env::temp_dir().join(format!("kontor-dovecot-{}-{imap}", std::process::id()));
        fs::create_dir_all(folder.join("mailboxes")).expect("the temporary directory is writable");
        run("chown", &[NOBODY, &text(&folder.join("mailboxes"))]);
        let dovecot = Self { folder, lmtp, imap, door };
        let place = |name: &str| text(&dovecot.folder.join(name));
        let configuration = format!(
            "base_dir = {run}\nlog_path = {log}\nprotocols = imap lmtp\nlisten = 127.0.0.1\nssl = no\n\
             disable_plaintext_auth = no\nauth_debug = yes\nfirst_valid_uid = 1\nmail_location = maildir:{mailboxes}/%u\n\
             passdb {{\n  driver = static\n  args = password={PASSWORD}\n}}\n\
             userdb {{\n  driver = static\n  args = uid={NOBODY} gid={NOBODY} home={mailboxes}/%u allow_all_users=yes\n}}\n\
             service imap-login {{\n  inet_listener imap {{\n    port = {imap}\n  }}\n  inet_listener imaps {{\n    port = 0\n  }}\n}}\n\
             service lmtp {{\n  inet_listener lmtp {{\n    port = {lmtp}\n  }}\n}}\n\
             service auth {{\n  inet_listener door {{\n    port = {door}\n  }}\n}}\n",
            run = place("run"),
            log = place("log"),
            mailboxes = place("mailboxes"),
        );
        fs::write(dovecot.folder.join("dovecot.conf"), configuration).expect("its own folder");
        // It goes on in the background, and would hold a pipe open.
        let mut start = Command::new(PROGRAM);
        let start = start.args(["-c", &place("dovecot.conf")]).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(start.status().expect("Dovecot is installed").success(), "see {}", place("log"));
        Some(dovecot)
    }

    /// What the server answers to this command in somebody's inbox, asked by an IMAP client.
    pub fn ask(&self, address: &str, command: &str) -> String {
        self.curl(address, "INBOX", &["--request", command])
    }

    /// A mail of somebody's inbox by its number, as it is kept.
    pub fn fetch(&self, address: &str, number: usize) -> String {
        self.curl(address, &format!("INBOX;MAILINDEX={number}"), &[])
    }

    /// How often somebody has said who they are.
    pub fn asked(&self) -> usize {
        let log = fs::read_to_string(self.folder.join("log")).expect("its own log");
        log.lines().filter(|line| line.contains("client in: AUTH")).count()
    }

    /// How many mails somebody has.
    pub fn count(&self, address: &str) -> usize {
        let answer = self.ask(address, "SEARCH ALL");
        answer.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count()
    }

    fn curl(&self, address: &str, place: &str, more: &[&str]) -> String {
        let (url, user) =
            (format!("imap://127.0.0.1:{}/{place}", self.imap), format!("{address}:{PASSWORD}"));
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--user", &user, &url])
            .args(more)
            .output();
        let output = output.expect("curl is installed");
        assert!(output.status.success(), "{url} {more:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        let configuration = text(&self.folder.join("dovecot.conf"));
        let mut stop = Command::new(PROGRAM);
        drop(stop.args(["-c", &configuration, "stop"]).stderr(Stdio::null()).status());
        // Its log says why.
        if !std::thread::panicking() {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}
