//! The adapter that writes mails into a maildir: `tmp`, then to disk, then renamed into `new`, so that a
//! reader never sees half a mail. It sends nothing to anybody.

use super::{Composed, DeliveryProblem, Mail};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

    fn write(&self, mail: &Composed) -> io::Result<()> {
        let name = format!("{}.eml", mail.id);
        if self.holds(&name)? {
            return Ok(());
        }
        // The process id keeps two programs apart; whatever one of them left half-written is replaced.
        let unfinished = self.root.join("tmp").join(format!("{}.{name}", std::process::id()));
        let mut file = File::create(&unfinished)?;
        file.write_all(&mail.bytes)?;
        file.sync_all()?;
        let new = self.root.join("new");
        fs::rename(&unfinished, new.join(&name))?;
        // The name itself is on disk only when its directory is.
        File::open(&new)?.sync_all()
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

impl Mail for Maildir {
    fn deliver(&self, mail: &Composed) -> Result<(), DeliveryProblem> {
        self.write(mail).map_err(|cause| DeliveryProblem::Temporary(cause.to_string()))
    }
}
