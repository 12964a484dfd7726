//! Programs that come as packages of Debian. Nothing is installed that is already there.

use crate::steps::{answer, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package and how to see that what it brings is there.
#[derive(Clone, Copy)]
pub struct Package {
    name: &'static str,
    present: fn() -> bool,
}

pub const CHROMIUM: Package =
    Package { name: "chromium", present: || Path::new("/usr/bin/chromium").exists() };
pub const POSTGRESQL: Package = Package { name: "postgresql", present: || postgresql_programs().is_some() };
/// Tests start their own; the package asks what it should start, and is told nothing.
pub const POSTFIX: Package = Package { name: "postfix", present: || Path::new("/usr/sbin/postfix").exists() };
/// Keeps people's mails, for programs that read them.
pub const DOVECOT_IMAP: Package =
    Package { name: "dovecot-imapd", present: || Path::new("/usr/lib/dovecot/imap").exists() };
pub const DOVECOT_LMTP: Package =
    Package { name: "dovecot-lmtpd", present: || Path::new("/usr/lib/dovecot/lmtp").exists() };
/// Reads them from there.
pub const CURL: Package = Package { name: "curl", present: || Path::new("/usr/bin/curl").exists() };
/// Lets [`SWAKS`] encrypt.
pub const NET_SSLEAY: Package = Package { name: "libnet-ssleay-perl", present: has_net_ssleay };
/// Writes mails.
pub const SWAKS: Package = Package { name: "swaks", present: || Path::new("/usr/bin/swaks").exists() };
/// Reads them.
pub const MBLAZE: Package = Package { name: "mblaze", present: || Path::new("/usr/bin/mshow").exists() };
/// Reads what was printed.
pub const POPPLER: Package =
    Package { name: "poppler-utils", present: || Path::new("/usr/bin/pdftotext").exists() };
pub const POSTGIS: Package = Package { name: "postgresql-postgis", present: has_postgis };

/// The folder of PostgreSQL's server programs, which Debian keeps off PATH; the newest when several.
pub fn postgresql_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> = versions.flatten().map(|entry| entry.path().join("bin")).collect();
    folders.retain(|folder| folder.join("initdb").is_file());
    folders.sort();
    folders.pop()
}

fn has_net_ssleay() -> bool {
    answer(Command::new("perl").args(["-MNet::SSLeay", "-e", "1"])).is_ok()
}

fn has_postgis() -> bool {
    let Ok(versions) = std::fs::read_dir("/usr/share/postgresql") else { return false };
    versions.flatten().any(|entry| entry.path().join("extension/postgis.control").is_file())
}

/// Installs what is missing of these.
pub fn require(packages: &[Package]) -> Result<(), String> {
    let missing: Vec<_> = packages.iter().filter(|one| !(one.present)()).map(|one| one.name).collect();
    for package in packages.iter().filter(|one| (one.present)()) {
        println!("{}: there", package.name);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("install by hand: {}", missing.join(" "));
    if answer(Command::new("apt-get").arg("--version")).is_err() {
        return Err(format!("this is not Debian, so xtask cannot install packages; {by_hand}"));
    }
    if answer(Command::new("id").arg("-u"))? != "0" {
        return Err(format!(
            "only root may install packages; run `sudo apt-get install {}`",
            missing.join(" ")
        ));
    }
    println!("{}: installing from Debian", missing.join(", "));
    if missing.contains(&POSTFIX.name) {
        ask_for_no_mail_system()?;
    }
    if missing.contains(&DOVECOT_IMAP.name) {
        ask_for_no_mailboxes()?;
    }
    apt_get(&["update", "-q"]).and_then(|()| {
        let install: Vec<_> =
            ["install", "-q", "-y", "--no-install-recommends"].into_iter().chain(missing).collect();
        apt_get(&install)
    })?;
    match packages.iter().find(|one| !(one.present)()) {
        Some(package) => Err(format!("{} is installed, but not where it was expected", package.name)),
        None => Ok(()),
    }
}

/// Postfix would otherwise set itself up as this machine's mail system, and start.
fn ask_for_no_mail_system() -> Result<(), String> {
    let answers = "postfix postfix/main_mailer_type select No configuration";
    run(Command::new("sh").args(["-c", &format!("echo '{answers}' | debconf-set-selections")]))
}

/// Dovecot would otherwise start as this machine's mail store.
fn ask_for_no_mailboxes() -> Result<(), String> {
    let units = "/etc/systemd/system";
    let mask = format!(
        "mkdir -p {units} && ln -sf /dev/null {units}/dovecot.service && ln -sf /dev/null {units}/dovecot.socket"
    );
    run(Command::new("sh").args(["-c", &mask]))
}

fn apt_get(arguments: &[&str]) -> Result<(), String> {
    run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
