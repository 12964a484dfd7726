//! `kontor mail`: one mail from standard input, read or taken. The exit codes of `deliver` are those that mail servers
//! know (sysexits.h).

use server::desk::Address;
use server::mailroom::arrivals::Incoming;
use server::mailroom::{Closed, MAIL_BYTES_MAX, reading, reception};
use server::serve::{Failed, Settings};
use shared::ids::Email;
use std::io::{self, Read, Write};
use std::process::ExitCode;

/// EX_USAGE, EX_NOUSER, EX_TEMPFAIL.
const WRONG_CALL: u8 = 64;
const NOT_HERE: u8 = 67;
const LATER: u8 = 75;

/// Says what would be stored of a mail.
///
/// # Errors
/// When it cannot be read from standard input, or the answer not be written.
pub fn read() -> Result<(), Failed> {
    let raw = from_standard_input()?;
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &reading(&raw))?;
    Ok(writeln!(out)?)
}

/// One byte more than may be taken, so that it is told what is wrong with it.
fn from_standard_input() -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    io::stdin().lock().take(MAIL_BYTES_MAX as u64 + 1).read_to_end(&mut raw)?;
    Ok(raw)
}

/// Takes a mail.
pub fn deliver(settings: Settings, from: &str, to: &str) -> ExitCode {
    let sender = match from.trim_matches(['<', '>']) {
        "" => Ok(None),
        text => Email::parse(text).map(Some),
    };
    let (Ok(sender), Ok(recipient)) = (sender, Email::parse(to)) else {
        return said(WRONG_CALL, "--from and --to take one address each");
    };
    match taken(settings, sender, recipient) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(closed)) if closed.is_final() => said(NOT_HERE, closed.answer().trim()),
        Ok(Err(closed)) => said(LATER, closed.answer().trim()),
        Err(error) => said(LATER, &error.to_string()),
    }
}

fn taken(settings: Settings, sender: Option<Email>, recipient: Email) -> Result<Result<(), Closed>, Failed> {
    let raw = from_standard_input()?;
    let database = server::serve::open_database(&settings)?;
    let url = settings.public_url.unwrap_or(format!("http://{}", settings.listen));
    let host = Address::new(&url).with_mail_host(settings.mail_host.as_deref()).mail_host();
    let mail = Incoming { client: None, sender, recipient, raw };
    let now = server::clock::Clock::default().now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(reception::deliver(&database, &host, mail, now)))
}

fn said(code: u8, what: &str) -> ExitCode {
    eprintln!("kontor: {what}");
    ExitCode::from(code)
}
