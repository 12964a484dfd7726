//! What another server has confirmed and the database does not know yet, in a file that outlives this process: a crash
//! between the two repeats nothing. The end of the machine may lose it; then those mails are handed over again.

use crate::store::{StoreError, Transaction};
use crate::values;
use fs_err::{self as fs, File};
use std::io::{self, Write};
use std::path::Path;

/// How the files are called; a number follows.
const NAME: &str = "handed-over-";

/// The note of one postman.
pub struct Handed(File);

impl Handed {
    /// An empty note in this folder.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn open(folder: &Path, number: usize) -> io::Result<Self> {
        let path = folder.join(format!("{NAME}{number}"));
        File::options().create(true).append(true).open(path).map(Self)
    }

    /// Notes mails.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn note<'i>(&self, ids: impl Iterator<Item = &'i str>) -> io::Result<()> {
        let lines: String = ids.map(|id| format!("{id}\n")).collect();
        if lines.is_empty() { Ok(()) } else { (&self.0).write_all(lines.as_bytes()) }
    }

    /// Forgets them: the database knows.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn clear(&self) -> io::Result<()> {
        self.0.set_len(0)
    }
}

/// Takes the notes off the folder, once the database knows.
///
/// # Errors
/// What the operating system says.
pub fn forget(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(NAME) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// What processes of before have noted. A line that was not written whole is none.
///
/// # Errors
/// What the operating system says.
pub fn left(folder: &Path) -> io::Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(NAME) {
            let text = fs::read_to_string(entry.path())?;
            ids.extend(
                text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned),
            );
        }
    }
    Ok(ids)
}

/// Notes these mails as sent.
///
/// # Errors
/// What the database says.
pub fn note_left(open: &mut dyn Transaction, ids: &[String]) -> Result<(), StoreError> {
    ids.iter().try_for_each(|id| {
        let sql = "UPDATE mails SET state = 'sent', problem = NULL WHERE id = $1 AND state = 'waiting'";
        open.execute(sql, values![id]).map(drop)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_and_not_cleared_is_found_by_the_next_process() {
        let folder = std::env::temp_dir().join(format!("kontor-handed-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary directory is writable");
        let (one, two) = (Handed::open(&folder, 0).expect("opens"), Handed::open(&folder, 1).expect("opens"));
        one.note(["a", "b"].into_iter()).expect("writes");
        one.clear().expect("clears");
        one.note(["c"].into_iter()).expect("writes");
        two.note(["d"].into_iter()).expect("writes");
        fs::write(folder.join("handed-over-2"), "e\nhalf").expect("writes");
        let mut found = left(&folder).expect("reads");
        found.sort();
        assert_eq!(found, ["c", "d", "e"]);
        forget(&folder).expect("removes");
        assert!(left(&folder).expect("reads").is_empty());
        fs::remove_dir_all(&folder).expect("its own folder");
    }
}
