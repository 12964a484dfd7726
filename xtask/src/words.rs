//! `cargo xtask words`: puts the languages' files beside the app that Trunk has just built.

use ::words::app;
use std::path::PathBuf;

/// Trunk says in this variable where the files of the build are gathered.
const STAGING: &str = "TRUNK_STAGING_DIR";

pub fn write() -> Result<(), String> {
    let staging =
        std::env::var_os(STAGING).ok_or(format!("{STAGING} is not set: Trunk calls this command"))?;
    let folder = PathBuf::from(staging).join("words");
    let written = |cause: std::io::Error| format!("{}: cannot be written: {cause}", folder.display());
    std::fs::create_dir_all(&folder).map_err(written)?;
    let names = app::FILE_NAMES.into_iter().chain(app::LATER_FILE_NAMES);
    for (name, array) in names.zip(app::ARRAYS.into_iter().chain(app::LATER_ARRAYS)) {
        std::fs::write(folder.join(name), array).map_err(written)?;
    }
    Ok(())
}
