//! The last names of the program's files in dist/. Trunk names them after what it was given; browsers keep
//! them for good, so they must be named after what became of it: the program, its script and its chunks
//! fit only one another.

use crate::places::{self, root};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// Gives them one new hash, made from the content of all of them.
pub fn finish() -> Result<(), String> {
    let dist = root().join("dist");
    let mut files: Vec<PathBuf> = fs::read_dir(&dist)
        .map_err(|cause| fault(&dist, &cause))?
        .map(|entry| entry.map(|entry| entry.path()).map_err(|cause| fault(&dist, &cause)))
        .collect::<Result<_, _>>()?;
    files.sort();
    let old = files.iter().find_map(|path| hash_of_program(path)).ok_or("dist/ holds no program")?;
    files.retain(|path| name(path).contains(&old));
    let mut hasher = DefaultHasher::new();
    for path in &files {
        hasher.write(&fs::read(path).map_err(|cause| fault(path, &cause))?);
    }
    let new = format!("{:016x}", hasher.finish());
    for path in &files {
        let to = dist.join(name(path).replace(&old, &new));
        if path.extension().is_some_and(|ending| ending == "js") {
            rename_in(path, &old, &new)?;
        }
        fs::rename(path, &to).map_err(|cause| fault(path, &cause))?;
    }
    rename_in(&dist.join("index.html"), &old, &new)
}

fn hash_of_program(path: &Path) -> Option<String> {
    Some(name(path).strip_prefix("app-")?.strip_suffix("_bg.wasm")?.to_owned())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn rename_in(path: &Path, old: &str, new: &str) -> Result<(), String> {
    places::write(path, &places::read(path)?.replace(old, new))
}

fn fault(path: &Path, cause: &std::io::Error) -> String {
    format!("{}: {cause}", path.display())
}
