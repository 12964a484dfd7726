//! `cargo xtask words`: puts the languages' files beside the app that Trunk has just built.

use std::path::PathBuf;

/// Trunk says in this variable where the files of the build are gathered.
const STAGING: &str = "TRUNK_STAGING_DIR";

pub fn write() -> Result<(), String> {
    let staging =
        std::env::var_os(STAGING).ok_or(format!("{STAGING} is not set: Trunk calls this command"))?;
    let folder = PathBuf::from(staging).join("words");
    let written = |cause: std::io::Error| format!("{}: cannot be written: {cause}", folder.display());
    std::fs::create_dir_all(&folder).map_err(written)?;
    for (name, array) in ::words::app::FILE_NAMES.iter().zip(::words::app::ARRAYS) {
        std::fs::write(folder.join(name), array).map_err(written)?;
    }
    Ok(())
}
