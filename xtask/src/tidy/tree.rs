//! The files that the rules read: those that git knows or would add.

use crate::steps::answer;
use std::path::Path;
use std::process::Command;

/// One file of the repository.
pub struct File {
    /// From the top, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines of code: without those that are wholly a comment.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    pub fn is(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }
}

pub struct Tree {
    pub files: Vec<File>,
    /// Every path that exists, folders too.
    paths: Vec<String>,
}

impl Tree {
    pub fn of_repository(root: &Path) -> Result<Self, String> {
        let listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
        let listed = answer(Command::new("git").args(listed).current_dir(root))?;
        let mut files = Vec::new();
        for path in listed.lines() {
            // A file that was deleted and not yet committed, or one that is not text, is no concern here.
            if let Ok(text) = std::fs::read_to_string(root.join(path)) {
                files.push(File { path: path.to_owned(), text });
            }
        }
        let paths = listed.lines().map(str::to_owned).collect();
        Ok(Self { files, paths })
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let paths = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        let file = |(path, text): &(&str, &str)| File { path: (*path).into(), text: (*text).into() };
        Self { files: files.iter().map(file).collect(), paths }
    }

    /// The files whose path starts so and ends so.
    pub fn under<'a>(&'a self, start: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(start) && file.is(ending))
    }

    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file or folder is there whose path is this or ends with this.
    pub fn has(&self, path: &str) -> bool {
        let sought = format!("/{path}");
        self.paths.iter().any(|known| {
            let known = format!("/{known}");
            known.ends_with(&sought) || (path.ends_with('/') && known.contains(&sought))
        })
    }
}
