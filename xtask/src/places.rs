//! Where things are: the repository, and the tools that setup installs outside it.

use std::path::{Path, PathBuf};

/// The repository's top.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

/// The folder of one version of one tool, shared by all clones of this user.
pub fn tool(name: &str, version: &str) -> Result<PathBuf, String> {
    let cache = match (std::env::var_os("XDG_CACHE_HOME"), std::env::var_os("HOME")) {
        (Some(cache), _) if !cache.is_empty() => PathBuf::from(cache),
        (_, Some(home)) => PathBuf::from(home).join(".cache"),
        _ => return Err("neither XDG_CACHE_HOME nor HOME is set: tools have no place".into()),
    };
    Ok(cache.join("kontor/tools").join(format!("{name}-{version}")))
}

/// Where xtask keeps its own marks.
pub fn marks() -> PathBuf {
    root().join("target/xtask")
}

pub fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|cause| format!("{}: cannot be read: {cause}", path.display()))
}

pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|cause| format!("{}: cannot be written: {cause}", path.display()))
}
