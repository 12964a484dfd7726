//! The adapter that writes mails into a maildir: `tmp`, then to disk, then renamed into `new`, so that a
//! reader never sees half a mail. It sends nothing to anybody.

use super::{DeliveryProblem, Mail, Parcel};
use fs_err::{self as fs, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// So many mails are brought to disk one by one.
const ONE_BY_ONE_MAX: usize = 8;

/// A directory with `tmp`, `new` and `cur`.
#[derive(Clone, Debug)]
pub struct Maildir {
    root: PathBuf,
}

impl Maildir {
    /// The maildir in this directory, made when it is not there.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        for name in ["tmp", "new", "cur"] {
            fs::create_dir_all(root.join(name))?;
        }
        Ok(Self { root })
    }

    /// Writes the mail beside the others; none when it is there already.
    fn write(&self, mail: &Parcel) -> io::Result<Option<Written>> {
        let name = format!("{}.eml", mail.id);
        if self.holds(&name)? {
            return Ok(None);
        }
        // The process id keeps two programs apart; whatever one of them left half-written is replaced.
        let unfinished = self.root.join("tmp").join(format!("{}.{name}", std::process::id()));
        let mut file = File::create(&unfinished)?;
        file.write_all(&mail.bytes)?;
        Ok(Some(Written { file, unfinished, finished: self.root.join("new").join(name) }))
    }

    /// Brings what was written to disk: a few mails one by one, many at once with whatever else waits for
    /// this disk, which takes one flush instead of as many as there are mails.
    fn flush(&self, written: &[io::Result<Option<Written>>]) -> io::Result<()> {
        let mut mails = written.iter().flatten().flatten();
        match cfg!(target_os = "linux") && mails.clone().count() > ONE_BY_ONE_MAX {
            true => flush_all(&File::open(&self.root)?),
            false => mails.try_for_each(|mail| mail.file.sync_all()),
        }
    }

    /// The names themselves are on disk only when their directory is.
    fn flush_names(&self) -> io::Result<()> {
        File::open(self.root.join("new"))?.sync_all()
    }

    /// Whether the mail is there already: waiting in `new`, or in `cur`, where a reader has added its
    /// flags to the name.
    fn holds(&self, name: &str) -> io::Result<bool> {
        if self.root.join("new").join(name).try_exists()? {
            return Ok(true);
        }
        let flagged = format!("{name}:");
        let is_it = |found: &Path| {
            let found = found.file_name().and_then(|found| found.to_str()).unwrap_or_default();
            found == name || found.starts_with(&flagged)
        };
        for entry in fs::read_dir(self.root.join("cur"))? {
            if is_it(&entry?.path()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A mail that nobody sees yet.
struct Written {
    file: File,
    unfinished: PathBuf,
    finished: PathBuf,
}

impl Written {
    fn show(self) -> io::Result<()> {
        fs::rename(&self.unfinished, &self.finished)
    }
}

/// So many mails share a flush.
const AT_ONCE: usize = 64;

/// Handing the same mail over again changes nothing: it is there already.
impl Mail for Maildir {
    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn ways(&self) -> usize {
        1
    }

    fn deliver(&self, mails: &[&Parcel]) -> Vec<Result<(), DeliveryProblem>> {
        let written: Vec<_> = mails.iter().map(|mail| self.write(mail)).collect();
        if let Err(cause) = self.flush(&written) {
            return vec![Err(temporary(cause)); mails.len()];
        }
        let shown: Vec<_> =
            written.into_iter().map(|written| written?.map_or(Ok(()), Written::show)).collect();
        let named = self.flush_names().map_err(temporary);
        shown.into_iter().map(|shown| shown.map_err(temporary).and(named.clone())).collect()
    }
}

#[cfg(target_os = "linux")]
fn flush_all(on_this_disk: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(on_this_disk)?)
}

#[cfg(not(target_os = "linux"))]
fn flush_all(_: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn temporary(cause: io::Error) -> DeliveryProblem {
    DeliveryProblem::Temporary(cause.to_string())
}
