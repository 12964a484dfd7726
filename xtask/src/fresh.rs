//! Tells whether what a step reads has changed since the step last succeeded.

use crate::places;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Does `work` unless nothing under `inputs` changed since it last succeeded and `result` is there.
pub fn unless_done(
    name: &str,
    inputs: &[&str],
    result: &Path,
    work: impl FnOnce() -> Result<(), String>,
) -> Result<(), String> {
    let mark = places::marks().join(name);
    let now = format!("{:016x}", fingerprint(inputs)?);
    if result.exists() && std::fs::read_to_string(&mark).is_ok_and(|before| before == now) {
        println!("nothing has changed");
        return Ok(());
    }
    work()?;
    places::write(&mark, &now)
}

/// Of the names and contents of all files under `inputs`, seen from the repository's top.
fn fingerprint(inputs: &[&str]) -> Result<u64, String> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        for path in files(&places::root().join(input))? {
            path.hash(&mut hasher);
            let content = std::fs::read(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
            content.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// All files below, sorted; what is made by builds is left out.
fn files(path: &Path) -> Result<BTreeSet<PathBuf>, String> {
    if path.is_file() {
        return Ok(BTreeSet::from([path.to_path_buf()]));
    }
    if !path.is_dir() || path.ends_with("generated") || path.ends_with("node_modules") {
        return Ok(BTreeSet::new());
    }
    let unreadable = |cause: std::io::Error| format!("{}: cannot be read: {cause}", path.display());
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        found.extend(files(&entry.map_err(unreadable)?.path())?);
    }
    Ok(found)
}
