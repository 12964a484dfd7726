//! The maildir: whole mails only, each once.

use super::cast::*;
use server::mail::{Composed, DeliveryProblem, Mail, Maildir, Parcel};
use shared::language::Language;
use std::fs;
use std::path::{Path, PathBuf};

/// A directory that goes away with its test.
struct Directory(PathBuf);

impl Directory {
    fn fresh(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kontor_maildir_{name}_{}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary directory is writable");
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn parcel(mail: &Composed) -> Parcel {
    let (from, to) = (mail.from.clone(), mail.to.clone());
    Parcel { id: mail.id.clone(), from, to, bytes: mail.bytes.clone() }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the maildir");
    entries.map(|entry| entry.expect("readable").path()).collect()
}

#[test]
fn a_mail_is_there_once_whole_and_under_its_own_name() {
    let directory = Directory::fresh("once");
    let maildir = Maildir::open(&directory.0).expect("opens");
    let samples = samples(&everything(inquiry()), Language::Fr);
    let mail = &parcel(&samples[0].mail);
    for _ in 0..2 {
        assert_eq!(maildir.deliver(&[mail]), [Ok(())]);
    }
    let new = files(&directory.0.join("new"));
    assert_eq!(new, [directory.0.join("new").join(format!("{}.eml", mail.id))]);
    assert_eq!(fs::read(&new[0]).expect("readable"), mail.bytes);
    assert!(files(&directory.0.join("tmp")).is_empty());
}

#[test]
fn a_mail_that_was_read_does_not_come_back() {
    let directory = Directory::fresh("read");
    let maildir = Maildir::open(&directory.0).expect("opens");
    let samples = samples(&everything(inquiry()), Language::Fr);
    let mail = &parcel(&samples[0].mail);
    assert_eq!(maildir.deliver(&[mail]), [Ok(())]);
    let name = format!("{}.eml", mail.id);
    let read = directory.0.join("cur").join(format!("{name}:2,S"));
    fs::rename(directory.0.join("new").join(&name), &read).expect("a reader moves it");
    assert_eq!(maildir.deliver(&[mail]), [Ok(())]);
    assert!(files(&directory.0.join("new")).is_empty());
    assert_eq!(files(&directory.0.join("cur")), [read]);
}

#[test]
fn a_maildir_that_is_gone_is_a_temporary_problem() {
    let directory = Directory::fresh("gone");
    let maildir = Maildir::open(&directory.0).expect("opens");
    fs::remove_dir_all(directory.0.join("tmp")).expect("removable");
    let samples = samples(&everything(inquiry()), Language::Fr);
    let outcome = maildir.deliver(&[&parcel(&samples[0].mail)]);
    assert!(matches!(outcome[..], [Err(DeliveryProblem::Temporary(_))]), "{outcome:?}");
}
